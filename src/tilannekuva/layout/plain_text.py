"""Texts that stay texts in a workbook we write."""


def kept_plain(text: str) -> str:
    """Return a text that the writer of workbooks does not take for its own rich text.

    It puts a text that begins with ``<r>`` and ends with ``</r>`` into the file as it is; a
    space at the end keeps such a text a text.
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
