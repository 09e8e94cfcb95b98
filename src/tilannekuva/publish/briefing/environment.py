"""The page templates, and the policy that lets a page load nothing and run nothing."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tilannekuva.i18n.words import Words
from tilannekuva.layout import look
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.resources import resource_folder

_STYLE = "style.css"


def rendered(template: str, words: Words, page: object, *, foot: str = "") -> str:
    """Return a page: the template laid over its model, in one language.

    Args:
        template: the page's own template.
        words: the language.
        page: the model.
        foot: what stands at the foot of every sheet of paper, beside the page's number.

    Raises:
        jinja2.UndefinedError: the template asks for what the model does not have.
        MissingTranslationError: a text of the template has no words in the language.
    """
    style = _style() + page_foot(foot)
    context: Mapping[str, object] = {
        "page": page,
        "words": words,
        "plural": words.plural,
        "share": words.share,
        "date": words.date,
        "style": Markup(style),  # noqa: S704 - the product's own style sheet
        "policy": _content_policy(style),
    }
    return _environment().get_template(template).render(context)


@cache
def _style() -> str:
    return _environment().get_template(_STYLE).render()


def page_foot(text: str) -> str:
    """Return the rule for the foot of the paper; whatever could end the rule is escaped."""
    escaped = re.sub(r"[^\w .,–-]", lambda found: f"\\{ord(found[0]):x} ", text)
    return f'@page {{ @bottom-left {{ content: "{escaped}"; }} }}\n' if text else ""


@lru_cache
def _content_policy(style: str) -> str:
    """Return the content security policy of a page: its own style, and nothing else."""
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
