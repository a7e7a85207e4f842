"""Pages of ours in a real browser, which must not complain of anything."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, sync_playwright

from tarjoman.align.review import page
from tarjoman.bitext import Bitext

_PROGRAMS = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.fail("no browser to test pages with: install Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Desk:
    """One person's browser: pages share what it keeps. complaints: errors, refusals and dialogs of any page."""

    context: BrowserContext
    folder: Path
    complaints: list[str] = field(default_factory=list)

    def open(self, bitexts: Sequence[Bitext] | None = None, name: str = "doc.html", init: str = "") -> Page:
        """A page of some bitexts, from its file, in a new tab. init: a script that runs before its own."""
        path = self.folder / name
        if bitexts is not None:
            path.write_text(page.render(bitexts), encoding="utf-8")
        tab = self.context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        tab.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        tab.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        if init:
            tab.add_init_script(init)
        tab.goto(path.as_uri())
        return tab


def until(tab: Page, condition: str | Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something is so. The page's policy lets nobody wait inside of it."""
    end = time.monotonic() + seconds
    while not (condition() if callable(condition) else tab.evaluate(condition)):
        assert time.monotonic() < end, f"it did not come about: {condition}"
        tab.wait_for_timeout(20)


def saved(tab: Page) -> None:
    """Wait until all is saved."""
    until(tab, "document.getElementById('saved').dataset.state === 'saved'")


def keys(tab: Page, *pressed: str) -> None:
    """Press one key after the other."""
    for key in pressed:
        tab.keyboard.press(key)


def go(tab: Page, row: int) -> None:
    """Make a row the one at hand."""
    tab.locator(f"#s{row} th").dispatch_event("click")


def edit(tab: Page, row: int, text: str) -> None:
    """Put a text in the place of a row's English, by hand."""
    tab.locator(f"#s{row} td[lang=en] > .text").dispatch_event("click")
    tab.locator("textarea.edit").fill(text)
    keys(tab, "Escape")


def english(tab: Page) -> list[str]:
    """The English of every row as it is shown."""
    found: list[str] = tab.locator("tbody td[lang=en] > .text").all_text_contents()
    return found


def states(tab: Page) -> list[str]:
    """The state of every row, in the order of the page."""
    found: list[str] = tab.evaluate(
        "[...document.querySelectorAll('tbody tr')].map(r => r.dataset.state ?? 'untouched')"
    )
    return found


def shown(tab: Page) -> list[str]:
    """The numbers of the rows that are shown, in their order."""
    found: list[str] = tab.evaluate(
        "[...document.querySelectorAll('tbody tr')].filter(r => r.checkVisibility())"
        ".map(r => r.cells[0].firstElementChild.textContent)"
    )
    return found


def download(tab: Page, button: str) -> Path:
    """The file that a button of the menu gives, under its own name."""
    tab.click("#send summary")
    with tab.expect_download() as waiting:
        tab.click(button)
    got: Download = waiting.value
    path = Path(got.path()).parent / got.suggested_filename
    got.save_as(path)
    return path
