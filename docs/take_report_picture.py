"""Take the README's picture of the report, on a made-up class.

Run from the checkout: ``.venv/bin/python docs/take_report_picture.py``. Needs Debian's chromium.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from course.gradebook import GradebookFolder
from course.places import Places
from course.report import write_report
from course.samples.graded import write_graded_class
from course.syllabus import read_syllabus

ROOT = Path(__file__).parents[1]
UNITS, STUDENTS = ("01-neurons", "02-xor", "03-activations", "04-outputs-and-losses"), 120
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main():
    syllabus = read_syllabus()
    with tempfile.TemporaryDirectory() as scratch:
        folder, places = GradebookFolder(Path(scratch)), Places(ROOT)
        write_graded_class(UNITS, folder, places, STUDENTS)
        units = [syllabus.unit(unit) for unit in UNITS]
        now = datetime(2026, 4, 6, 9, tzinfo=UTC)
        take(write_report(units, folder, places, syllabus.title, now=now).page)


def take(report):
    """Put the first numbers and the checks of one unit into one picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 900})
        page.goto(report.as_uri())
        for hidden in ("#todo", "#todo + ul", "#completion", "#completion ~ .scroll", "nav"):
            page.add_style_tag(content=f"{hidden} {{ display: none }}")
        page.add_style_tag(content="h2 { margin-top: 1.6rem } #scores + p { display: none }")
        bottom = page.locator("#checks").bounding_box()["y"]
        frame = {"x": 60, "y": 20, "width": 1060, "height": bottom - 40}
        page.screenshot(path=ROOT / "docs" / "images" / "report.png", clip=frame, full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
