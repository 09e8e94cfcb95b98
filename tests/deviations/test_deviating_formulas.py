"""Error cells and formulas are seen for what they are; each function makes a workbook."""

import pytest
from inbox_of_returns import Parts
from raw_cells import put, put_error, put_formula
from small_form import small

from deviations import Deviation, Returned, Table
from tilannekuva.pipeline.foundations import Foundations

table = Table()

NO_STATUS = {"HT-1.2.3 status": None}
NO_ROW = {
    f"HT-1.2.3 {asked}": None for asked in ("status", "estimated_completion", "risk", "support")
}


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def a_reference_that_leads_nowhere(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#REF!", "#REF!+1")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def a_division_by_zero(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#DIV/0!", "1/0")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def an_unknown_name(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#NAME?", "tila")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def a_lookup_that_found_nothing(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#N/A", 'VLOOKUP("HT-1.2.3",A1:B2,2,FALSE)')


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def a_wrong_kind_of_value(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#VALUE!", '"a"+1')


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def an_impossible_number(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#NUM!", "SQRT(-1)")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def an_empty_intersection(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#NULL!", "A1:A2 B1:B2")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def a_result_that_finds_no_room(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#SPILL!", "A1:A3")


@table.rewrite("CELL-003 HT!K10", reads=NO_STATUS)
def an_error_typed_as_a_value(parts: Parts) -> None:
    put_error(parts, "HT!K10", "#REF!")


@table.rewrite("CELL-003 HT!L10", reads={"HT-1.2.3 estimated_completion": None})
def an_error_for_a_day(parts: Parts) -> None:
    put_error(parts, "HT!L10", "#VALUE!", "K10+30")


@table.rewrite("CELL-003 HT!O8", reads={"HT-1.2.1 description": None})
def an_error_for_a_text(parts: Parts) -> None:
    put_error(parts, "HT!O8", "#REF!", "#REF!")


@table.rewrite("CELL-003 HT!C13", reads={"HT strengths": None})
def an_error_for_a_narrative(parts: Parts) -> None:
    put_error(parts, "HT!C13", "#NAME?", "vahvuudet")


@table.rewrite("CELL-003 Etusivu!C23", reads={"health_social light": None})
def an_error_for_a_light(parts: Parts) -> None:
    put_error(parts, "Etusivu!C23", "#REF!", "#REF!")


@table.rewrite("ROW-001 HT!A10", "ROW-004 HT", reads=NO_ROW)
def an_error_for_a_code(parts: Parts) -> None:
    put_error(parts, "HT!A10", "#REF!", "#REF!")


@table.rewrite("CELL-014 HT!D10")
def an_error_for_the_name_of_a_subtask(parts: Parts) -> None:
    put_error(parts, "HT!D10", "#REF!", "#REF!")


@table.rewrite("CELL-008 HT!K10", reads=NO_STATUS)
def a_formula_that_was_never_computed(parts: Parts) -> None:
    put_formula(parts, "HT!K10", 'IF(A1="",K8,K9)')


@table.rewrite("CELL-008 HT!L10", reads={"HT-1.2.3 estimated_completion": None})
def a_formula_for_a_day_that_was_never_computed(parts: Parts) -> None:
    put_formula(parts, "HT!L10", "TODAY()+30")


@table.rewrite()
def a_formula_with_its_result(parts: Parts) -> None:
    put_formula(parts, "HT!K10", "HT!K10", "ei aloitettu")


@table.rewrite("CELL-001 HT!K10", reads=NO_STATUS)
def a_formula_with_a_result_that_is_no_choice(parts: Parts) -> None:
    put_formula(parts, "HT!K10", '"eh"&"kä"', "ehkä")


@table.rewrite("ROW-015 HT!K10", reads=NO_STATUS)
def a_formula_whose_result_is_the_empty_text(parts: Parts) -> None:
    put_formula(parts, "HT!K10", 'IF(1=1,"","valmis")', "")


@table.rewrite()
def a_formula_for_a_day_whose_result_is_a_day(parts: Parts) -> None:
    put(parts, "HT!L10", "<f>DATE(2022,12,31)</f><v>44926</v>")


@table.rewrite("CELL-008 HT!K10", reads=NO_STATUS)
def an_array_formula_that_was_never_computed(parts: Parts) -> None:
    put(parts, "HT!K10", '<f t="array" ref="K10">INDEX(A1:A3,2)</f>')


@table.rewrite("CELL-008 HT!K9", "CELL-008 HT!K10", reads={**NO_STATUS, "HT-1.2.2 status": None})
def a_shared_formula_that_was_never_computed(parts: Parts) -> None:
    put(parts, "HT!K9", '<f t="shared" ref="K9:K10" si="0">K8</f>')
    put(parts, "HT!K10", '<f t="shared" si="0"/>')


@table.rewrite("CELL-013 HT!B12")
def an_error_where_nothing_is_asked(parts: Parts) -> None:
    put_error(parts, "HT!B12", "#REF!", "#REF!")


@pytest.fixture(scope="module")
def returned(foundations: Foundations, tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """The workbooks, returned."""
    return Returned(table, small(foundations), tmp_path_factory.mktemp("formulas"))


@pytest.mark.parametrize("deviation", table.deviations, ids=table.names)
def test_error_or_formula(returned: Returned, deviation: Deviation) -> None:
    """What an error hides is told, and what a formula came to is read."""
    assert returned.came(deviation) == deviation.expected
