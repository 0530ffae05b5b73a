"""What all tests share: the store they run on, a browser, and the rule that CI skips nothing."""

import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests import postgis
from tests.skips import NO_SHARED, Skip, unforgiven

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django import DjangoDbBlocker

    from tests.browsing import Watch
    from tests.homes import HomeUnderTest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
NO_POSTGIS = "no PostgreSQL with PostGIS: apt-get install postgresql postgresql-postgis"
NO_CHROMIUM = "no Chromium: apt-get install chromium"
MARKERS = (
    "store: runs on every store; `--store=postgis -m store` runs it on PostgreSQL",
    "browser: drives Chromium",
    "bench: asserts a measured time",
)

store_url_key = pytest.StashKey[str | None]()
skipped_key = pytest.StashKey[list[Skip]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=("sqlite", "postgis"), default="sqlite", help="store that the register is in")


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.stash[skipped_key] = []
    config.stash[store_url_key] = _open_store(config)
    _start_django(config)


def _start_django(config: pytest.Config) -> None:
    """One home for the tests that work in this process; those of the command line make homes of their own."""
    from django.conf import settings

    from minetrace.config import setup
    from minetrace.config.home import Home

    folder = tempfile.TemporaryDirectory(prefix="minetrace-tests-")
    config.add_cleanup(folder.cleanup)
    path = Path(folder.name)
    setup(Home(path=path, store=config.stash[store_url_key] or "sqlite", time_zone="Asia/Baku"))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.stash[store_url_key] == "sqlite":
        # A file, not memory: the register is a GeoPackage, and other processes and threads open it.
        settings.DATABASES["default"]["TEST"]["NAME"] = str(path / "test_register.gpkg")
    settings.DATABASES["accounts"]["TEST"]["NAME"] = str(path / "test_accounts.sqlite3")


def _open_store(config: pytest.Config) -> str | None:
    if config.getoption("--store") == "sqlite":
        return "sqlite"
    binaries = postgis.binaries()
    if binaries is None:
        return None
    cluster = postgis.start(binaries)
    config.add_cleanup(cluster.stop)
    return cluster.create("minetrace")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("store") and config.stash[store_url_key] is None:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGIS))
        if item.get_closest_marker("browser") and not Path("/usr/bin/chromium").exists():
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


# ---- a skip is a failure in CI --------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _note_skip(collector.config, report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        _note_skip(item.config, report)
    return report


def _note_skip(config: pytest.Config, report: pytest.CollectReport | pytest.TestReport) -> None:
    if report.skipped and isinstance(report.longrepr, tuple):
        config.stash[skipped_key].append((report.nodeid, str(report.longrepr[2]).removeprefix("Skipped: ")))


def _failing_skips(config: pytest.Config) -> list[Skip]:
    skips = config.stash[skipped_key]
    return unforgiven(skips, ci=bool(os.environ.get("CI")), shared_is_there=SHARED.is_dir())


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _failing_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    without_shared = sum(reason.startswith(NO_SHARED) for _, reason in config.stash[skipped_key])
    if without_shared:
        terminalreporter.write_line(f"{without_shared} skipped: {NO_SHARED} here, its texts are not committed")
    for nodeid, reason in _failing_skips(config):
        terminalreporter.write_line(f"SKIPPED IN CI, which is a failure: {nodeid}: {reason}", red=True)


# ---- fixtures -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def store_url(request: pytest.FixtureRequest) -> str:
    """The store of this session: `"sqlite"`, or a `postgresql://…` URL of an empty database with PostGIS."""
    url = request.config.stash[store_url_key]
    if url is None:
        pytest.skip(NO_POSTGIS)
    return url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(store_url: str) -> None:
    """Skip what needs a store where there is none, before Django tries to reach it."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """Django's test databases, with the map layers, indexes and sums of a real home."""
    from minetrace.register import indexes, layers, sums

    with django_db_blocker.unblock():
        layers.refresh()
        indexes.refresh()
        sums.refresh()


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory, store_url: str) -> "HomeUnderTest":
    """A home as `minetrace init` makes it, to be copied and never written."""
    from tests.homes import make_home

    return make_home(tmp_path_factory.mktemp("new") / "home", store_url)


@pytest.fixture
def home(new_home: "HomeUnderTest", tmp_path: Path, store_url: str) -> "HomeUnderTest":
    """A home of its own on the session's store, as the command line makes it."""
    from tests.homes import copy_home

    return copy_home(new_home, tmp_path / "home", store_url)


@pytest.fixture(autouse=True)
def one_language() -> "Iterator[None]":
    """Put back the language that a page of the test was asked in: it is the thread's, not the request's."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared`, whose texts and data are read where they are and never committed."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, one per module: Playwright's event loop must not run on beside other tests."""
    from tests.browsing import CHROMIUM, chromium

    if not CHROMIUM.exists():
        pytest.skip(NO_CHROMIUM)
    with pytest.MonkeyPatch.context() as patch, chromium() as running:
        # Playwright's loop lives in this thread, so Django takes every query of a test for one from async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield running


@pytest.fixture
def watch() -> "Watch":
    """What the test's pages ask for and complain about; `watch.expected.append(part)` allows a complaint."""
    from tests.browsing import Watch

    return Watch()


@pytest.fixture
def page(browser: "Browser", watch: "Watch") -> "Iterator[Page]":
    """A new page. The test fails on a request to another host, a console error or a breach of the CSP."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(15_000)
    watch.follow(context)
    yield context.new_page()
    context.close()
    if faults := watch.faults():
        pytest.fail("\n".join(faults))
