"""Make the pictures of the README from the example programme, in Debian's Chromium.

python docs/screenshots.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
ADDRESS = "127.0.0.1:8421"
BASE = f"http://{ADDRESS}"
MINETRACE = [sys.executable, "-c", "from minetrace.cli.main import main; main()"]
QUESTION = (
    "measure=ordnance.found&where=model+%3D+%27PMN-E%27&place=az%2Flachin-district&since=2022-08-01&basis=reported"
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def main() -> None:
    """Load the example, serve it, photograph the two pages."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        subprocess.run([*MINETRACE, "demo", "--home", home], check=True)
        claims = subprocess.run([*MINETRACE, "claims", "--json", "--home", home], check=True, capture_output=True)
        source = next(c["source"] for c in json.loads(claims.stdout) if c["value"] == 2728)
        server = subprocess.Popen([*MINETRACE, "serve", "--home", home, "--address", ADDRESS], env=dict(os.environ))
        try:
            _wait()
            _photograph(source)
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{BASE}/account/login/").close()
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the desk did not start")


def _photograph(source: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{BASE}/account/login/")
        page.fill("input[name=login]", "anna")
        page.fill("input[name=password]", "example-programme")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{BASE}/")
        _shoot(page, f"/sources/{source}/", "statement.png")
        page.goto(f"{BASE}/figure/?{QUESTION}")
        page.locator("details summary").filter(has_text="F-000001").first.click()
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / "figure.png")
        browser.close()


def _shoot(page: Page, path: str, name: str) -> None:
    page.goto(BASE + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    main()
