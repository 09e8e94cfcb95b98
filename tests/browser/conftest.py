"""One Chromium for the whole suite, and the pages of a sample month to open in it."""

from collections.abc import Iterator

import pytest
from chromium import started
from playwright.sync_api import Browser, BrowserContext, Page
from sample_pages import SamplePages, drawn


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePages:
    """Every page of the sample month in every language it has."""
    return drawn(tmp_path_factory.mktemp("sample-month"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's own Chromium."""
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window in which the suite may look around; the pages themselves run nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def page(context: BrowserContext) -> Page:
    """One tab, used over and over again."""
    return context.new_page()
