"""The browser harness sees what it promises to see, under the policy our pages are served with."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browsing import AXE, Watch, axe, is_foreign

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'"
HEAD = "<!doctype html><html lang=en><title>A page</title><link rel=icon href=data:,>"
PAGES = {
    "/good": f"{HEAD}<main><h1>Good</h1></main>",
    "/unnamed": f"{HEAD}<main><h1>A field without a name</h1><input></main>",
    "/inline": f"{HEAD}<script>1</script>",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_good_page_is_silent(page: "Page", watch: Watch, site: str) -> None:
    page.goto(f"{site}/good")
    assert page.title() == "A page"
    assert watch.requests == [f"{site}/good"]
    assert watch.faults() == []


def test_axe_names_an_unlabelled_field_under_a_strict_policy(page: "Page", site: str) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core: ./run test installs it")
    page.goto(f"{site}/unnamed")
    assert [(one["id"], one["targets"]) for one in axe(page)] == [("label", ["input"])]
    page.goto(f"{site}/good")
    assert axe(page) == []


def test_a_breach_of_the_policy_is_a_fault(page: "Page", watch: Watch, site: str) -> None:
    page.goto(f"{site}/inline")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in fault for fault in watch.faults())
    watch.expected.append("Content Security Policy")
    assert watch.faults() == []


@pytest.mark.parametrize(
    ("url", "foreign"),
    [
        ("http://127.0.0.1:8420/", False),
        ("data:image/png;base64,AA", False),
        ("blob:http://127.0.0.1/1", False),
        ("https://tiles.example.org/1", True),
    ],
)
def test_what_is_foreign(url: str, foreign: bool) -> None:
    assert is_foreign(url) is foreign
