"""Walks docs/operations.md as a new user does: its blocks in one shell with an empty home, its clicks in Chromium.

`make walk` (as root, PostgreSQL and Ceph installed, ports 4200 and 7480 free) makes the pictures of that page anew. Not
run: the installation itself (`~/program` is this tree) and the services. Debian's own PostgreSQL is used; the role and
the databases that the page makes must not be there before, and are gone afterwards.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.programs import QUIET

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operations.md"
PICTURES = ROOT / "docs" / "operations"
SERVER = "http://127.0.0.1:4200"
PART = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$|^<!-- walk: (\w+) -->$", re.MULTILINE | re.DOTALL)
DONE = "walk: block done"
LOOK_MS, END_MS = 60_000, 300_000


class Shell:
    """One bash with an empty home that stops at the first command that fails."""

    def __init__(self, home: Path) -> None:
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PPSP_", "AWS_"))}
        self._bash = subprocess.Popen(
            ["bash", "-e"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=home, env=plain | {"HOME": str(home), "DEBIAN_FRONTEND": "noninteractive"}, start_new_session=True,
        )  # fmt: skip

    def run(self, block: str) -> None:
        """Type a block and read what it says; exits where a command fails."""
        print("".join(f"$ {line}\n" for line in block.splitlines()), end="", flush=True)
        assert self._bash.stdin
        assert self._bash.stdout
        self._bash.stdin.write(f"{block}\necho '{DONE}'\n")
        self._bash.stdin.flush()
        for line in self._bash.stdout:
            if line.startswith(DONE):
                return
            print(line, end="", flush=True)
        sys.exit(f"this block of {PAGE.name} failed")

    def start(self, block: str) -> None:
        """Type a block into a terminal of its own, and go on when it has had time to begin."""
        self.run(f"({block}) > ~/terminal-{time.monotonic_ns()}.log 2>&1 &")
        time.sleep(25)

    def end(self) -> None:
        """End what was started."""
        os.killpg(self._bash.pid, signal.SIGTERM)


def form(page: Page) -> None:
    """Fill in year and reason; press Submit."""
    page.goto(SERVER)
    page.get_by_text("Deployments", exact=True).first.click()
    page.get_by_role("link", name="yearly").first.click()
    page.get_by_role("button", name="Run", exact=True).first.click()
    page.get_by_text("Custom run").first.click()
    page.get_by_text("Fiscal year", exact=True).wait_for()
    page.locator("input[type=number]").first.fill("2013")
    page.locator("textarea").first.fill("first run of the year, from the form")
    page.evaluate("document.querySelectorAll('*').forEach(e => { if (e.scrollTop) e.scrollTop = 0 })")
    _picture(page, "form")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Scheduled").or_(page.get_by_text("View run")).first.wait_for()


def run(page: Page) -> None:
    """Wait for the end of the run and open its page."""
    page.goto(f"{SERVER}/runs")
    link = page.get_by_role("link", name="FY2013 tahunan").first
    page.goto(
        f"{SERVER}{link.get_attribute('href', timeout=END_MS)}"
    )  # the list is drawn anew: a click may hit nothing
    page.get_by_text("Suspend").wait_for(state="hidden", timeout=END_MS)
    page.reload()
    page.get_by_text("districts sealed as").first.wait_for()
    page.get_by_text("Oldest to newest").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _picture(page, "run")


def night(page: Page) -> None:
    """Wait for a night that its schedule began."""
    page.goto(f"{SERVER}/runs")
    page.get_by_role("link", name="pemeriksaan malam").first.wait_for(timeout=END_MS)
    page.wait_for_timeout(20_000)
    page.reload()
    page.get_by_text("Completed").nth(2).wait_for(timeout=END_MS)
    _picture(page, "runs")


CLICKS: dict[str, Callable[[Page], None]] = {"form": form, "run": run, "night": night}


def _picture(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")


def walk(home: Path) -> set[str]:
    """Every block and every click of the page in its order; gives the addresses beyond this machine that were asked."""
    shell, asked = Shell(home), set[str]()
    (home / "program").symlink_to(ROOT)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET.split())
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(LOOK_MS)
        page.on("request", lambda r: asked.add(r.url) if not r.url.startswith((SERVER, "data:", "blob:")) else None)
        try:
            for kind, how, block, click in PART.findall(PAGE.read_text(encoding="utf-8")):
                if click:
                    CLICKS[click](page)
                elif kind == "sh" and how in ("", "root"):
                    shell.run(block.rstrip())
                elif kind == "sh" and how == "background":
                    shell.start(block.rstrip())
        finally:
            page.screenshot(path=home / "last.png")
            stop = "cd ~/ppsp && set -a && . ./ppsp.env && ~/program/.venv/bin/ppsp server stop"
            subprocess.run(["bash", "-c", stop], env=os.environ | {"HOME": str(home)}, check=False)
            shell.end()
            browser.close()
    return asked


def _as_postgres(*words: str) -> str:
    return subprocess.run(
        ["runuser", "-u", "postgres", "--", *words], cwd="/", stdout=subprocess.PIPE, text=True
    ).stdout


def main() -> None:
    """Start Debian's PostgreSQL where it is down, walk, and leave the machine as it was."""
    home = Path(tempfile.mkdtemp(prefix="ppsp-walk-"))
    cluster = subprocess.run(["pg_lsclusters", "-h"], capture_output=True, text=True, check=True).stdout.split()
    was_down = cluster[3] != "online"
    if was_down:
        subprocess.run(["pg_ctlcluster", *cluster[:2], "start"], check=True)
    try:
        asked = walk(home)
    finally:
        for words in (
            ["dropdb", "--if-exists", "prefect"],
            ["dropdb", "--if-exists", "restored"],
            ["dropuser", "ppsp"],
        ):
            subprocess.run(["runuser", "-u", "postgres", "--", *words], check=False, cwd="/")
        if was_down:
            subprocess.run(["pg_ctlcluster", *cluster[:2], "stop"], check=True)
    if asked:
        sys.exit(f"pages asked beyond this machine: {sorted(asked)}")
    print(f"walked; the home of the new user is {home}")


if __name__ == "__main__":
    main()
