"""Start Debian's Chromium, which fetches nothing of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_QUIET = ("--disable-quic", "--disable-gpu", "--font-render-hinting=none")


@contextmanager
def started() -> Iterator[Browser]:
    """Give a running Chromium; a suite for real clients fails without one."""
    found = shutil.which("chromium")
    assert found is not None, "install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=list(_QUIET), chromium_sandbox=False
        )
        yield browser
        browser.close()
