"""Fixtures that more than one test file needs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands import Ended, Kg

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.integration.web import Site

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared inputs (gold articles, sources) beside the checkout; skips where it is absent."""
    path = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip(f"the shared inputs are not here: {path}")
    return path


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the user's environment says about this program."""
    for name in ("KG_STORE", "KG_SPACY_MODEL", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kg:
    """Run one command in an empty folder."""
    from kg.cli import run

    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Ended(status, *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def news_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the hand-made extractions of the newsroom, for reading only: no model is needed to build it."""
    return make_news_store(tmp_path_factory.mktemp("news") / "store")


def make_news_store(path: Path) -> Path:
    """A new store at ``path`` with the hand-made extractions of the newsroom."""
    from kg.ids import article_iri
    from kg.rdf import quads_of
    from kg.store import EmbeddedStore
    from tests.integration.newsroom import STORIES

    with EmbeddedStore.open(path) as store:
        for story in STORIES:
            extraction = story.extraction()
            store.replace(article_iri(extraction.article), quads_of(extraction))
    return path


@pytest.fixture
def site() -> Iterator["Site"]:
    """A small web on a loopback address with one page, ``/pact.html``."""
    from tests.integration.web import Reply, serving
    from tests.unit.sources_made import PAGE

    with serving() as found:
        found.replies["/pact.html"] = Reply(PAGE.encode())
        yield found


FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


#: WebGL drawn in software, for what a canvas shows.
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """A headless Chromium of the system; skips where there is none, fails where CI is set.

    One a module: while Playwright runs, its event loop does, and no test after it could start one of its own.
    """
    yield from _browser(FLAGS)


@pytest.fixture(scope="module")
def chromium_webgl() -> Iterator["Browser"]:
    """As ``chromium``, but one that draws WebGL."""
    yield from _browser([flag for flag in FLAGS if flag != "--disable-gpu"] + WEBGL)


def _browser(flags: list[str]) -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        reason = "no Chromium here: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # --no-sandbox: the sandbox cannot be set up in most containers; the pages are our own and see no network.
        browser = playwright.chromium.launch(executable_path=program, args=flags, timeout=120_000)
        yield browser
        browser.close()
