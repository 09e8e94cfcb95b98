"""Time the monthly job beside the nearest peer, in one run: ``make bench``.

Both get the same returns: 23 filled forms. The peer reads 300 cells of each into a flat
master; collecting reads everything and writes every output. Each is timed as a whole
process, turn by turn, and the least, the median and the most of the runs are told.
"""

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.workbook import CellValue, cell_address
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations, lay_foundations

RUNS = 5
PEER_CELLS = 300
MONTH = ReportingMonth(2022, 5)
SAVED = datetime(2022, 6, 7, tzinfo=UTC)


def main(peer: str | None) -> int:
    """Time each contender and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="tilannekuva-bench-") as folder:
        root = Path(folder)
        foundations = lay_foundations(open_workspace(root), Settings())
        forms = filled_forms(foundations, root / "inbox")
        filled_forms(foundations, root / "slips" / "inbox", slips=True)
        contenders: dict[str, Callable[[], None]] = {
            "tilannekuva --help": lambda: ours("--help"),
            "tilannekuva collect, first": lambda: collect(root, fresh=True),
            "tilannekuva collect, again": lambda: collect(root, fresh=False),
            "the same with 23 replies to mark": lambda: collect(root / "slips", fresh=True),
        }
        if peer is not None:
            prepare_peer(root, forms)
            contenders["datamaps import to a master"] = lambda: run_peer(peer, root)
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(RUNS):
            for name, run in contenders.items():
                start = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - start)
    sys.stdout.write(f"{len(forms)} workbooks, {RUNS} runs turn by turn, seconds\n")
    sys.stdout.write(f"{'':32}{'least':>8}{'median':>8}{'most':>8}\n")
    for name, runs in times.items():
        figures = (min(runs), statistics.median(runs), max(runs))
        sys.stdout.write(f"{name:32}{''.join(f'{each:8.2f}' for each in figures)}\n")
    return 0


def filled_forms(foundations: Foundations, inbox: Path, *, slips: bool = False) -> list[Form]:
    """Write a return of every region, with an answer to every question of every subtask.

    Args:
        foundations: the data files in force.
        inbox: where the returns are written.
        slips: whether every return has something to check, so that its reply is marked.
    """
    inbox.mkdir(parents=True)
    forms = [
        Form(
            roadmap=foundations.roadmap,
            glossary=foundations.glossary,
            region=region,
            month=MONTH,
            language="fi",
            deadline=foundations.deadline(MONTH),
        )
        for region in foundations.regions.regions
    ]
    for form in forms:
        answers = {
            (step.subtask.id, key): value
            for sheet in form.sheets
            for number, step in enumerate(sheet.positions)
            for key, value in answered(number, step.subtask.name.fi, past=not slips)
        }
        contents = FormContents(answers=answers, saved=SAVED)
        (inbox / form.file_name).write_bytes(draw_working_tool(form, contents))
    return forms


def answered(number: int, name: str, *, past: bool) -> tuple[tuple[str, CellValue], ...]:
    """Return an answer to every question of one subtask."""
    finished, wanting = number % 3 == 0, number % 8 == 1 and number % 3 != 0
    return (
        ("status", ("valmis", "käynnissä", "ei aloitettu")[number % 3]),
        ("estimated_completion", date(2022, 5, 2) if past and finished else date(2022, 11, 30)),
        ("risk", "matala" if finished else ("matala", "kohtalainen", "korkea")[number % 3]),
        ("support", "kansallinen tuki tarpeen" if wanting else "ei tuen tarvetta"),
        ("description", f"Valmistelu etenee: {name}."),
        ("responsible", "projektipäällikkö"),
    )


def ours(*arguments: str) -> None:
    """Run the product as a process of its own."""
    command = [sys.executable, "-m", "tilannekuva", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode())


def collect(root: Path, *, fresh: bool) -> None:
    """Collect the inbox, with or without what the last run left."""
    if fresh:
        shutil.rmtree(root / "archive", ignore_errors=True)
        shutil.rmtree(root / "output", ignore_errors=True)
    ours("collect", str(root / "inbox"), "--output", str(root / "output"))


def prepare_peer(root: Path, forms: list[Form]) -> None:
    """Give the peer the same returns, but HUS's, whose form lacks the cells of the others."""
    folder = root / "Documents" / "datamaps" / "input"
    folder.mkdir(parents=True)
    (root / "Documents" / "datamaps" / "output").mkdir()
    whole = [form for form in forms if form.region.code != "HUS"]
    for form in whole:
        shutil.copyfile(root / "inbox" / form.file_name, folder / f"{form.file_name[:-5]}.xlsm")
    smallest = min(whole, key=lambda form: sum(len(sheet.positions) for sheet in form.sheets))
    cells = [
        (f"{subtask} {key}", sheet.name, cell_address(row, smallest.column_numbers[key]), "TEXT")
        for sheet in smallest.sheets
        for subtask, row in sheet.subtask_rows.items()
        for key in ("status", "description")
    ]
    with (folder / "datamap.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("cell_key", "template_sheet", "cell_reference", "type"))
        writer.writerows(cells[:PEER_CELLS])


def run_peer(peer: str, root: Path) -> None:
    """Have the peer import the returns into its master."""
    environment = {**os.environ, "HOME": str(root)}
    command = [peer, "import", "templates", "-m"]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    master = root / "Documents" / "datamaps" / "output" / "master.xlsx"
    if not master.is_file():
        raise RuntimeError((done.stdout + done.stderr).decode()[-2000:])
    master.unlink()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else None))
