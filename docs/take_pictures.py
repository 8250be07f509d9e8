"""Take the README's picture: a solved unit in JupyterLab.

Run from the checkout: ``.venv/bin/python docs/take_pictures.py``. Needs Debian's chromium.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PORT, TOKEN = 8899, "picture"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "solutions" / "01-neurons" / "01-neurons.ipynb", folder)
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [f"--ServerApp.port={PORT}", f"--IdentityProvider.token={TOKEN}"]
        server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
        try:
            take(f"http://127.0.0.1:{PORT}/lab/tree/01-neurons.ipynb?token={TOKEN}")
        finally:
            server.terminate()
            server.wait()


def take(address):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1240, "height": 9000})
        for _ in range(60):
            try:
                page.goto(address)
                break
            except Exception:  # the server is still starting
                page.wait_for_timeout(1000)
        text = page.get_by_role("paragraph").filter(has_text="Now mend the big green apple")
        text.wait_for(timeout=60_000)
        page.keyboard.press("Control+b")  # the file browser is of no interest here
        page.wait_for_timeout(3000)
        top = text.bounding_box()["y"]
        frame = {"x": 40, "y": top - 12, "width": 1160, "height": 820}
        page.screenshot(path=ROOT / "docs" / "images" / "unit-01.png", clip=frame)
        browser.close()


if __name__ == "__main__":
    main()
