"""Take the README's pictures: a solved unit and the playground in JupyterLab, the report on a class.

Run from the checkout: ``.venv/bin/python docs/take_pictures.py``. Needs Debian's chromium.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

from course.gradebook import GradebookFolder
from course.places import Places
from course.report import write_report
from course.samples.graded import write_graded_class
from course.syllabus import read_syllabus

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PORT, TOKEN = 8899, "picture"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PLAYGROUND = (
    "from helpers.playground import Playground\n\n"
    'Playground(data="spiral", noise=0.05, features=["x1", "x2", "sin x1", "sin x2"], hidden=[8, 4],'
    " epoch=400)"
)


def main():
    with (
        tempfile.TemporaryDirectory() as folder,
        lab(Path(folder)),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        picture_of_a_unit(browser, Path(folder))
        picture_of_the_playground(browser, Path(folder))
        picture_of_the_report(browser, Path(folder))
        browser.close()


@contextlib.contextmanager
def lab(folder):
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={PORT}", f"--IdentityProvider.token={TOKEN}"]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def picture_of_a_unit(browser, folder):
    shutil.copy(ROOT / "solutions" / "01-neurons" / "01-neurons.ipynb", folder)
    page = opened(browser, "01-neurons.ipynb", height=9000)
    text = page.get_by_role("paragraph").filter(has_text="Now mend the big green apple")
    text.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    cut(page, "unit-01.png", text.bounding_box(), left=62, height=836, width=950)


def picture_of_the_playground(browser, folder):
    cell = nbformat.v4.new_code_cell(PLAYGROUND)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "playground.ipynb")
    page = opened(browser, "playground.ipynb", height=1200)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.locator(".jp-CodeCell .cm-content:visible").first.click()
    page.keyboard.press("Control+Enter")
    widget = page.locator(".pg-root[data-epoch]")
    widget.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    box = widget.bounding_box()
    cut(page, "playground.png", box, left=8, height=box["height"] + 24, width=box["width"] + 16)


def picture_of_the_report(browser, folder):
    syllabus, class_ = read_syllabus(), GradebookFolder(folder / "gradebook")
    units = syllabus.units[1:5]
    places, now = Places.find(__file__), datetime(2026, 4, 6, 9, tzinfo=UTC)
    write_graded_class([unit.id for unit in units], class_, places, 120, copiers=2)
    written = write_report(units, class_, places, syllabus.title, now=now)
    page = browser.new_page(viewport={"width": 1060, "height": 4000})
    page.goto(written.page.as_uri())
    checks = page.get_by_role("heading", name="01-neurons One neuron")
    cut(page, "report.png", checks.bounding_box(), left=26, height=847, width=1060)


def opened(browser, notebook, height):
    """Return a page with the notebook alone in JupyterLab."""
    page = browser.new_page(viewport={"width": 1064, "height": height})
    for _ in range(60):
        try:
            page.goto(f"http://127.0.0.1:{PORT}/doc/tree/{notebook}?token={TOKEN}")
            break
        except Exception:  # the server is still starting
            page.wait_for_timeout(1000)
    page.locator(".jp-Notebook:visible").wait_for(timeout=60_000)
    return page


def cut(page, name, box, left, height, width):
    clip = {"x": box["x"] - left, "y": box["y"] - 12, "width": width, "height": height}
    page.screenshot(path=IMAGES / name, clip=clip)


if __name__ == "__main__":
    main()
