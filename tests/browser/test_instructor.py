"""An instructor's way: a master edited in JupyterLab, released, collected, graded by hand, given back."""

import shutil
import subprocess
import sys
import time
import zipfile

import nbformat
import pytest
from playwright.sync_api import expect

from course.gradebook import GradebookFolder
from course.master import read_master
from course.places import Places
from course.release import bundle, to_folder
from course.samples import sample_answers
from course.samples.write import submission
from course.syllabus import read_syllabus
from tests.browser.lab import cell, choose, wait_for_kernel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = Places.find(__file__)
UNIT, QUESTION, STUDENT = "01-neurons", "two_apples", "s001"
LINE = "plotting.neuron_diagram();"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A checkout with this one unit."""
    folder = tmp_path_factory.mktemp("checkout")
    to_folder(bundle([UNIT], PLACES, read_syllabus()), folder)
    shutil.copytree(PLACES.master(UNIT).parent, folder / "solutions" / UNIT)
    shutil.copy(PLACES.root / "solutions" / "jupytext.toml", folder / "solutions")
    (folder / "docs").mkdir()
    shutil.copy(PLACES.root / "docs" / "student-guide.md", folder / "docs")
    return Places(folder)


@pytest.fixture(scope="module")
def address(desk, jupyter_lab):
    return jupyter_lab(desk.root, ("-m", "course", "desk"))


@pytest.fixture(scope="module")
def page(address, browser_page):
    page = browser_page
    page.set_viewport_size({"width": 1400, "height": 8000})
    page.goto(address(f"solutions/{UNIT}/{UNIT}.py"))
    return page


@pytest.fixture(scope="module")
def course(desk):
    """Run a command in the checkout; return what it prints."""

    def course(*arguments):
        command = [sys.executable, "-m", "course", *map(str, arguments)]
        done = subprocess.run(command, cwd=desk.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return course


def test_a_master_opens_as_a_notebook_and_is_saved_but_for_the_edit_as_it_was(page, desk):
    before = desk.master(UNIT).read_text("utf-8")
    wait_for_kernel(page, "Python 3")
    editor = cell(page, LINE).locator(".cm-content")
    editor.fill(f"{LINE}  # look at it")
    page.keyboard.press("Control+s")
    wanted = before.replace(LINE, f"{LINE}  # look at it", 1)
    _wait_until(lambda: desk.master(UNIT).read_text("utf-8") != before, "it was not saved")
    assert desk.master(UNIT).read_text("utf-8") == wanted


def test_it_is_built_and_released(course, desk):
    assert f"{UNIT}: executed" in course("build", UNIT)
    told = course("release", "bundle.zip", UNIT)
    assert "hold nothing of the answers in 1 masters" in told
    with zipfile.ZipFile(desk.root / "bundle.zip") as archive:
        edition = archive.read(f"neuron-to-nas/notebooks/{UNIT}/{UNIT}.ipynb")
    assert "# look at it" in edition.decode()


def test_a_zip_is_collected_and_graded(course, desk, tmp_path_factory):
    answers = sample_answers(read_master(desk.master(UNIT)), "perfect")
    edition = nbformat.read(desk.student(UNIT), as_version=nbformat.NO_CONVERT)
    handed_in = tmp_path_factory.mktemp("inbox") / f"{STUDENT}_{UNIT}.zip"
    with zipfile.ZipFile(handed_in, "w") as archive:
        notebook = submission(edition, answers)
        archive.writestr(f"{UNIT}.ipynb", nbformat.writes(notebook, version=nbformat.NO_CONVERT))
    course("collect", handed_in)
    assert "1 graded" in course("grade")


def test_a_written_answer_is_graded_by_its_rubric_in_formgrader(page, desk):
    choose(page, "Nbgrader", "Formgrader")
    frame = page.frame_locator("iframe").last
    frame.get_by_role("link", name="Manual Grading").click()
    frame.get_by_role("link", name=UNIT).first.click()
    frame.get_by_role("link", name=UNIT).first.click()
    frame.get_by_role("link", name="Submission #1").click()
    points = frame.locator(f"input#{QUESTION}.score, #{QUESTION} input.score").first
    expect(frame.get_by_text("Names the shared weights as the cause")).to_be_visible(timeout=60_000)
    points.fill("2")
    points.press("Tab")
    _wait_until(lambda: _by_hand(desk) == 2, "the mark did not reach the grade book")
    # nbgrader's page fetches MathJax; without a network its formulas stay as they are written.
    page.errors = [error for error in page.errors if "MathJax" not in error]


def test_the_page_for_the_student_opens(page, course, desk):
    course("feedback")
    page.goto((desk.gradebook / "feedback" / STUDENT / UNIT / f"{UNIT}.html").as_uri())
    expect(page.get_by_role("heading", name="One neuron")).to_be_visible()


def test_the_grades_are_exported(course, desk):
    course("export", "nbgrader", "--to", desk.root / "grades.csv")
    assert STUDENT in (desk.root / "grades.csv").read_text("utf-8")


def _by_hand(desk):
    with GradebookFolder(desk.gradebook).open(desk) as book:
        grades = book.find_submission_notebook(UNIT, UNIT, STUDENT).grades
        return next(grade.manual_score for grade in grades if grade.name == QUESTION)


def _wait_until(condition, otherwise, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(0.3)
