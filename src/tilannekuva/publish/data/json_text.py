"""JSON for machines that people may also look at: the letters as they are, nothing hidden."""

import json
import re

from tilannekuva.layout.plain_text import TURNS

_HIDDEN = re.compile(f"[\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff{TURNS}]")


def json_text(data: object) -> str:
    r"""Return data as indented JSON that ends in a line feed.

    Signs of control and those that turn the reading order stand as escapes, so that whoever
    prints the file prints nothing but text; a program reads the same as without.

    >>> json_text({"name": "a\u202eb"})
    '{\n  "name": "a\\u202eb"\n}\n'
    """
    plain = json.dumps(data, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", plain) + "\n"
