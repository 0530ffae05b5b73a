"""What a browser test watches: requests, console messages, accessibility."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# Root has no sandbox; the others stop Chromium from calling its maker's hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[1] / "web" / "node_modules" / "axe-core" / "axe.min.js"
OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})
INLINE_SCHEMES = frozenset({"data", "blob", "about"})


@dataclass
class Watch:
    """Everything one browser context asked for and complained about.

    `expected` holds parts of console messages that a test brings about on purpose, such as the 403 it provokes.
    """

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Record the requests, console errors and uncaught exceptions of every page of the context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._web_error)

    def faults(self) -> list[str]:
        """Return foreign requests and unexpected complaints, in the order seen. A CSP violation is a console error."""
        foreign = [f"foreign request: {url}" for url in self.requests if is_foreign(url)]
        return foreign + [text for text in self.complaints if not any(part in text for part in self.expected)]

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _web_error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")


def is_foreign(url: str) -> bool:
    """Say whether a request left this machine."""
    parts = urlsplit(url)
    return parts.scheme not in INLINE_SCHEMES and parts.hostname not in OWN_HOSTS


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


def axe(page: Page, *, exclude: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return axe's violations on the page as it stands: `id`, `impact`, `help`, and the CSS `targets` found wrong.

    `exclude` holds CSS selectors of parts that axe cannot see into, such as a map's canvas.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "exclude => axe.run({exclude: exclude.map(selector => [selector])}).then(result => result.violations)",
        list(exclude),
    )
    return [
        {
            "id": one["id"],
            "impact": one["impact"],
            "help": one["help"],
            "targets": [target for node in one["nodes"] for target in node["target"]],
        }
        for one in found
    ]
