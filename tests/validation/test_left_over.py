"""What stands where nothing was asked is told whole, however much of it there is."""

from tilannekuva.domain.workbook import cell_address
from tilannekuva.layout.grid import ReadCell
from tilannekuva.validation.cells import Place
from tilannekuva.validation.read_group import left_over

PLACE = Place("02.xlsx", "HT", region="02", group="HT")


def test_a_few_cells_are_told_one_by_one__ok() -> None:
    """Each has a finding of its own, with what stands in it."""
    cells = [ReadCell(f"text {row}", cell_address(row, 20)) for row in range(3)]
    told = left_over(cells, PLACE)
    assert [each.cell for each in told] == ["U1", "U2", "U3"]
    assert [each.values["found"] for each in told] == ["text 0", "text 1", "text 2"]


def test_a_flood_of_cells_is_told_together__ok() -> None:
    """Nothing of it is lost, and the findings are few."""
    cells = [ReadCell(f"text {row}", cell_address(row, 20)) for row in range(30_000)]
    told = left_over(cells, PLACE)
    assert len(told) < 600
    lines = "\n".join(str(each.values["found"]) for each in told).splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == [str(cell.value) for cell in cells]
    assert told[-1].cell in {cell.address for cell in cells}
