"""A real JupyterLab of its own for each test module, and a real Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect, sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-sync "
    "--disable-component-update --no-first-run"
)
TOKEN = "browser-test"
LAB = ("-m", "jupyterlab")
START_SECONDS = 90

expect.set_options(timeout=20_000)  # other work may be going on beside these tests


@pytest.fixture(scope="module")
def jupyter_lab(tmp_path_factory):
    """A function that opens JupyterLab in a folder, as `course lab` does if told so.

    It returns a function for addresses: of a file, or of the page on which JupyterLab opens.
    """
    servers = []

    def start(folder, command=LAB):
        server = _server(folder, tmp_path_factory.mktemp("jupyter"), command)
        servers.append(server)
        address = server.__enter__()
        return lambda file="": f"{address}/{'lab/tree/' + file if file else ''}?token={TOKEN}"

    yield start
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture(scope="module")
def browser_page():
    """A browser's page; an error in its scripts fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS.split())
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        yield page
        assert page.errors == []
        browser.close()


def _chromium():
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert path, "no Chromium on this machine: install Debian's package `chromium`"
    return path


@contextmanager
def _server(folder, home, start):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    environment = os.environ | {name: str(home / name.lower()) for name in own}
    environment |= {"JUPYTER_RUNTIME_DIR": str(home / "run"), "IPYTHONDIR": str(home / "ipython")}
    command = [sys.executable, *start, "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}"]
    with open(home / "lab.log", "w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", home / "lab.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address, log):
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > end:
                raise RuntimeError(
                    f"JupyterLab did not start:\n{log.read_text()[-2000:]}"
                ) from error
            time.sleep(0.3)
