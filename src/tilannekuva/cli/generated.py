"""Keep what is generated from the code up to date: ``python -m tilannekuva.cli.generated``.

The JSON Schemas beside the data files, the glossary, the rule catalogue and the README's
command reference follow from the models, the data and the command line. With ``--check``
nothing is written, and the exit code tells whether something is stale.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import typer
from pydantic import BaseModel
from typer.core import TyperGroup
from typer.main import get_command

from tilannekuva.cli.app import app
from tilannekuva.cli.rules_page import rules_page
from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.glossary import Glossary, Term
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Settings
from tilannekuva.publish.data.run_report import RunReport
from tilannekuva.reference.glossary_file import load_glossary
from tilannekuva.resources import resource_folder

_SCHEMAS: Mapping[str, type[BaseModel]] = {
    "roadmap": Roadmap,
    "regions": Regions,
    "glossary": Glossary,
    "settings": Settings,
    "discussions": Discussions,
    "run": RunReport,
}
_BEGIN, _END = "<!-- commands: generated -->", "<!-- commands: end -->"
_HELP_WIDTH = 88


def generated_files(top: Path) -> dict[Path, str]:
    """Return the text every generated file of a checkout should have."""
    makers: dict[str, Callable[[], str]] = {
        "docs/glossary.md": _glossary,
        "docs/rules.md": rules_page,
        "README.md": lambda: _with_commands((top / "README.md").read_text(encoding="utf-8")),
    }
    texts = {top / name: make() for name, make in makers.items()}
    for name, model in _SCHEMAS.items():
        texts[top / "schemas" / f"{name}.schema.json"] = schema_text(model)
    return texts


def schema_text(model: type[BaseModel]) -> str:
    """Return the JSON Schema of a model as it stands beside the data files."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="serialization" if model is RunReport else "validation"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def command_reference() -> str:
    """Return the help of every command as Markdown."""
    root = get_command(app)
    if not isinstance(root, TyperGroup):
        raise TypeError(type(root))
    context = typer.Context(root, info_name="tilannekuva")
    parts = []
    for name, command in root.commands.items():
        own = typer.Context(command, info_name=name, parent=context)
        own.terminal_width = _HELP_WIDTH
        text = "\n".join(line.rstrip() for line in command.get_help(own).splitlines())
        parts.append(f"### `tilannekuva {name}`\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write what is stale, or with ``--check`` only name it and leave with 1."""
    top = Path(__file__).parents[3]
    stale = [
        (path, text)
        for path, text in generated_files(top).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        sys.stdout.write(f"stale: {path.relative_to(top).as_posix()}\n")
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in arguments else 0


def _with_commands(readme: str) -> str:
    before, _, rest = readme.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{command_reference()}\n{_END}{after}"


def _glossary() -> str:
    glossary = load_glossary(resource_folder("schemas") / "glossary.yaml")
    parts: dict[str, tuple[Term, ...]] = {
        "Terms": glossary.terms,
        "Statuses": glossary.status,
        "Lights": glossary.lights,
        "Levels of risk": glossary.risk_level,
        "Needs for support": glossary.support_level,
        "Preparation groups": glossary.groups,
        "Headings": glossary.column_headings,
    }
    return "\n".join(_glossary_lines(parts)) + "\n"


def _glossary_lines(parts: Mapping[str, tuple[Term, ...]]) -> Iterator[str]:
    yield "# Glossary"
    yield ""
    yield "Generated from `schemas/glossary.yaml`; change it there and run `make generated`."
    for title, terms in parts.items():
        yield from ("", f"## {title}", "", "| fi | sv | en |", "|---|---|---|")
        yield from (f"| {term.fi} | {term.sv} | {term.en} |" for term in terms)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
