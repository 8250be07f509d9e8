"""How long the report on a large class takes, and how soon its page stands in a browser.

    .venv/bin/python benchmarks/report.py                      500 students, 15 units
    .venv/bin/python benchmarks/report.py --students 100 --class-in FOLDER   keep the class, or use it again

The class is made up, with notebooks of real size in its journal;
writing it takes minutes and is not part of the figures.
"""

import argparse
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from course.gradebook import GradebookFolder
from course.places import Places
from course.report.gathered import gather
from course.report.misconceptions import Misconceptions
from course.report.own_page import medians, own_page
from course.report.page import class_page
from course.report.pairs import class_pairs
from course.report.reasons import SafeReasons
from course.report.write import write_report
from course.samples.graded import write_graded_class
from course.syllabus import read_syllabus

FIGURES = 150_000  # bytes of figures in a graded notebook
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --no-first-run"
console = Console()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--students", type=int, default=500)
    options.add_argument("--units", type=int, default=15)
    options.add_argument("--class-in", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = (chosen.class_in or Path(scratch)).resolve()
        units, places = checkout(root / "checkout", chosen.units)
        folder = GradebookFolder(root / "gradebook")
        if not folder.root.exists():
            start = time.perf_counter()
            ids = [unit.id for unit in units]
            write_graded_class(ids, folder, places, chosen.students, ballast=FIGURES, copiers=6)
            console.print(f"the class is written ({time.perf_counter() - start:.0f} s)")
        measure(units, folder, places)


def checkout(root, count):
    """Lay out a checkout with this many units; those not written yet are copies of others."""
    here, syllabus = Places.find(__file__), read_syllabus()
    written = [u.id for u in syllabus.units if here.solution(u.id).is_file()]
    for number, unit in enumerate(syllabus.units[:count]):
        source = unit.id if unit.id in written else written[number % len(written)]
        for kind in ("solutions", "notebooks"):
            target = root / kind / unit.id
            if not target.exists():
                shutil.copytree(here.root / kind / source, target)
                for file in list(target.glob(f"{source}.*")):
                    file.rename(target / f"{unit.id}{file.name.removeprefix(source)}")
    return syllabus.units[:count], Places(root)


def measure(units, folder, places):
    now, title = datetime.now(UTC), "A large class"
    table = Table("step", "seconds", "of the processor")

    def timed(name, work):
        start, used = time.perf_counter(), time.process_time()
        done = work()
        seconds, used = time.perf_counter() - start, time.process_time() - used
        table.add_row(name, f"{seconds:.2f}", f"{used:.2f}")
        return done

    gathered = timed("read the grade book and the journal", lambda: gather(folder, places, units))
    pairs = timed("compare the answers", lambda: class_pairs(gathered, places))
    likes = Misconceptions(places)
    timed("make the class's page", lambda: class_page(title, gathered, likes, pairs, now))
    middle, reasons = medians(gathered), SafeReasons(places)
    timed(
        "make the students' pages",
        lambda: [own_page(title, s, gathered, middle, reasons, now) for s in gathered.people],
    )
    written = timed(
        "all of it, written to disk", lambda: write_report(units, folder, places, title, now=now)
    )
    table.add_row("open the class's page in Chromium", f"{seconds_to_open(written.page):.2f}")
    table.add_row("print it to PDF", f"{seconds_to_open(written.page, printed=True):.2f}")
    console.print(table)
    size = written.page.stat().st_size / 1e6
    console.print(
        f"{len(gathered.people)} students, {len(units)} units, {len(gathered.works)} submissions; "
        f"the page has {size:.2f} MB; {len(pairs.shown)} pairs shown ({pairs.note})"
    )


def seconds_to_open(path, printed=False):
    """Return the seconds from the address to the end of layout and painting."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS.split()
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        if printed:
            start = time.perf_counter()
            page.pdf(prefer_css_page_size=True)
        seconds = time.perf_counter() - start
        browser.close()
    return seconds


if __name__ == "__main__":
    main()
