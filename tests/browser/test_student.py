"""A student's way through unit 01, in the bundle that she is given: from the syllabus to the zip."""

import json
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from course.intake import collect
from course.master import read_master
from course.places import Places
from course.release import bundle, to_folder
from course.syllabus import read_syllabus
from tests.browser.lab import cell, choose, fill, run, wait_for_kernel, wait_for_rest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = Places.find(__file__)
UNIT = "01-neurons"
CHECK = "got = mp_neuron(excite)"


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    """Her folder: a bundle with this unit."""
    folder = tmp_path_factory.mktemp("bundle")
    to_folder(bundle([UNIT], PLACES, read_syllabus()), folder)
    return Places(folder)


@pytest.fixture(scope="module")
def page(student, jupyter_lab, browser_page):
    page = browser_page
    page.set_viewport_size({"width": 1280, "height": 8000})  # JupyterLab draws what is in view
    page.goto(jupyter_lab(student.root, ("-m", "course", "lab"))())
    return page


@pytest.fixture(scope="module")
def answers():
    """The right answer to mp_neuron, and one that needs more inputs than the threshold."""
    master = read_master(PLACES.master(UNIT))
    right = next(cell.source for cell in master.cells if cell.id == "mp_neuron")
    lines = [line for line in right.splitlines() if "###" not in line]
    return "\n".join(lines), master.of("mutant", "mp_neuron")[0].source


def test_it_opens_on_the_syllabus_and_leads_to_the_unit(page):
    expect(page.get_by_role("heading", name="How to work")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)  # the instructor's
    page.get_by_role("link", name="One neuron").first.click()
    wait_for_kernel(page, "Neuron to NAS")
    expect(page.get_by_role("heading", name="One neuron")).to_be_visible()


def test_it_runs_until_the_first_exercise_which_says_that_it_is_not_solved(page):
    choose(page, "Run", "Run All Cells")
    expect(cell(page, "plotting.neuron_diagram()").locator("img")).to_be_visible(timeout=60_000)
    expect(cell(page, CHECK)).to_contain_text("Not solved yet. Replace this line")
    wait_for_rest(page)


def test_a_wrong_answer_is_told_where_to_look_by_its_check_and_by_validate(page, answers):
    fill(page, "def mp_neuron", answers[1])
    expect(run(page, CHECK)).to_contain_text("expected 1, got 0. Count the 1s.")
    page.locator(".jp-Toolbar").get_by_text("Validate", exact=True).click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("mp_neuron([1, 1]): expected 1, got 0", timeout=60_000)
    dialog.get_by_role("button", name="OK").click()


def test_the_mended_answer_passes(page, answers):
    fill(page, "def mp_neuron", answers[0])
    expect(run(page, CHECK).locator(".jp-OutputArea-output")).to_have_count(0)


def test_the_kernel_restarts_at_once(page):
    page.get_by_role("button", name="Restart the kernel", exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    start = time.monotonic()
    imports = run(page, "from helpers import datasets, plotting")
    expect(imports.locator(".jp-InputPrompt")).to_have_text("[1]:", timeout=60_000)
    seconds = time.monotonic() - start
    print(f"restarted, and the first cell run, in {seconds:.1f} s")
    assert seconds < 10  # under two on free cores, a cold kernel takes twenty: benchmarks/lab.py


def test_she_saves_and_packs_what_she_has(page, student, answers, tmp_path):
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    notebook = student.work(UNIT)
    _wait_until(lambda: answers[0] in _sources(notebook))
    command = [sys.executable, "-m", "course", "submit", UNIT]
    told = subprocess.run(command, cwd=student.root, capture_output=True, text=True, check=True)
    assert "not finished yet:\n  step_functions" in told.stdout
    assert "mp_neuron" not in told.stdout
    assert told.stdout.endswith(f"Hand in this file: work/{UNIT}/{UNIT}.zip\n")
    packed = tmp_path / f"s001_{UNIT}.zip"
    packed.write_bytes(notebook.with_suffix(".zip").read_bytes())
    (taken,) = collect([packed], PLACES, read_syllabus(), gradebook=tmp_path / "book").accepted
    assert (taken.student, taken.unit) == ("s001", UNIT)
    assert taken.path.read_bytes() == notebook.read_bytes()


def _sources(notebook):
    return ["".join(cell["source"]) for cell in json.loads(notebook.read_text("utf-8"))["cells"]]


def _wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the notebook was not saved"
        time.sleep(0.2)
