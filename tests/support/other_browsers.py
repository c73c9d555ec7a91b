"""Firefox and WebKit as Debian has them, driven as a reader uses them.

Firefox is driven over Marionette, its own protocol, since Debian has no geckodriver; WebKitGTK by its WebDriver.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["NAMES", "Tab", "opened"]

NAMES = ("firefox", "webkit")
_MINI = "webkit2gtk-4.1/MiniBrowser"


class Tab:
    """A window of a browser.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`.
    driver : marionette_driver.marionette.Marionette or selenium.webdriver.Remote
    downloads : Path
        Folder into which Firefox saves.
    """

    def __init__(self, name: str, driver: Any, downloads: Path) -> None:
        self.name, self.driver, self.downloads = name, driver, downloads

    def open(self, page: Path | str) -> None:
        """Go to a page, and wait until its map is drawn."""
        address = page if isinstance(page, str) else page.as_uri()
        (self.driver.navigate if self.name == "firefox" else self.driver.get)(address)

    def run(self, script: str) -> Any:
        """What an expression is in the page."""
        if self.name == "firefox":
            return self.driver.execute_script(f"return {script}", sandbox=None)
        return self.driver.execute_script(f"return {script}")

    def until(self, script: str, wanted: object = True) -> None:
        """Wait until an expression has a value."""
        for _ in range(200):
            value = self.run(script)
            if (bool(value) if wanted is True else value) == wanted:
                return
            time.sleep(0.05)
        pytest.fail(f"{self.name}: {script} is {value!r}, not {wanted!r}")

    def click(self, selector: str) -> None:
        """Click an element as a reader does, once it is there."""
        self.until(f"document.querySelector({json.dumps(selector)}) !== null")
        self.driver.find_element("css selector", selector).click()

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.driver.find_element("css selector", selector).send_keys(text)

    def sized(self, width: int, height: int) -> None:
        """Give the window a size."""
        if self.name == "firefox":
            self.driver.set_window_rect(x=0, y=0, width=width, height=height)
        else:
            self.driver.set_window_rect(0, 0, width, height)

    def printed(self) -> bytes:
        """The page on A4 as a PDF; Firefox only."""
        told = self.driver._send_message("WebDriver:Print", {"background": True}, key="value")
        return base64.b64decode(told)


@contextmanager
def opened(name: str) -> Iterator[Tab]:
    """Start a browser; the test is skipped where it is not installed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        started = _firefox if name == "firefox" else _webkit
        driver = stack.enter_context(started(folder))
        yield Tab(name, driver, folder)


@contextmanager
def _firefox(folder: Path) -> Iterator[Any]:
    module = pytest.importorskip("marionette_driver.marionette", reason="marionette-driver is not installed")
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if binary is None:
        pytest.skip("no Firefox on this machine; Debian has it as firefox-esr")
    preferences = {
        "browser.download.folderList": 2, "browser.download.dir": str(folder),
        "browser.download.useDownloadDir": True, "browser.download.alwaysOpenPanel": False,
        "datareporting.policy.dataSubmissionEnabled": False, "browser.shell.checkDefaultBrowser": False,
    }  # fmt: skip
    driver = module.Marionette(
        bin=binary,
        headless=True,
        port=0,
        workspace=str(folder),
        prefs=preferences,
        gecko_log=str(folder / "log"),
    )
    driver.start_session()
    try:
        yield driver
    finally:
        driver.quit(in_app=False)
        driver.cleanup()


@contextmanager
def _webkit(folder: Path) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    mini = next(iter(Path("/usr/lib").glob(f"*/{_MINI}")), None)
    tools = {tool: shutil.which(tool) for tool in ("WebKitWebDriver", "xvfb-run", "dbus-run-session")}
    if mini is None or None in tools.values():
        pytest.skip("no WebKitGTK with a driver, Xvfb and D-Bus; Debian has webkit2gtk-driver, xvfb, dbus")
    from selenium.webdriver.common.utils import free_port
    from selenium.webdriver.webkitgtk.options import Options

    port = free_port()
    command = [
        "xvfb-run",
        "-a",
        "-s",
        "-screen 0 1600x1000x24",
        "dbus-run-session",
        "--",
        "WebKitWebDriver",
        f"--port={port}",
    ]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    options = Options()
    options.binary_location = str(mini)
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    driver = None
    try:
        driver = _connected(webdriver, f"http://127.0.0.1:{port}", options)
        yield driver
    finally:
        if driver is not None:
            driver.quit()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def _connected(webdriver: Any, address: str, options: Any) -> Any:
    for attempt in range(60):
        try:
            return webdriver.Remote(command_executor=address, options=options)
        except Exception:  # the driver is not listening yet
            if attempt == 59:
                raise
            time.sleep(0.5)
    raise AssertionError("not reached")
