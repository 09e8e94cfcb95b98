"""The page templates, and the policy that lets a page load nothing and run nothing."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tilannekuva.i18n.words import Words
from tilannekuva.layout import look
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.resources import resource_folder

_STYLE = "style.css"


def rendered(template: str, words: Words, page: object) -> str:
    """Return a page: the template laid over its model, in one language.

    Raises:
        jinja2.UndefinedError: the template asks for what the model does not have.
        MissingTranslationError: a text of the template has no words in the language.
    """
    context: Mapping[str, object] = {
        "page": page,
        "words": words,
        "plural": words.plural,
        "share": words.share,
        "date": words.date,
        "policy": content_policy(),
    }
    return _environment().get_template(template).render(context)


@cache
def content_policy() -> str:
    """Return the content security policy of every page: its own style, and nothing else."""
    style = _environment().get_template(_STYLE).render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource_folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        auto_reload=False,
    )
    environment.filters["visible"] = visible
    environment.globals["look"] = look
    return environment
