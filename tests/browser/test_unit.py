"""Unit 01 as a student meets it: opened in JupyterLab, run, one exercise solved."""

import shutil

import pytest
from playwright.sync_api import expect

from course.master import read_master
from course.places import Places
from tests.browser.lab import cell, choose, fill, run, wait_for_kernel, wait_for_rest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNIT = "01-neurons"
CHECK = "got = mp_neuron(excite)"


@pytest.fixture(scope="module")
def page(jupyter_lab, browser_page, tmp_path_factory):
    """The student edition in JupyterLab, its kernel idle."""
    home = tmp_path_factory.mktemp("student")
    shutil.copy(Places.find(__file__).student(UNIT), home)
    page = browser_page
    page.set_viewport_size({"width": 1280, "height": 8000})  # JupyterLab draws what is in view
    page.goto(jupyter_lab(home)(f"{UNIT}.ipynb"))
    wait_for_kernel(page, "Python 3")
    return page


def test_it_opens_with_title_badge_and_formulas(page):
    expect(page.get_by_role("heading", name="One neuron")).to_be_visible()
    expect(page.locator(".jp-MarkdownCell mjx-container").first).to_be_visible()
    expect(page.locator("a[href*='colab.research.google.com']")).to_have_count(1)


def test_figures_appear_and_an_unsolved_check_says_so(page):
    choose(page, "Run", "Run All Cells")
    figure = cell(page, "plotting.neuron_diagram()").locator(".jp-RenderedImage img")
    expect(figure).to_be_visible(timeout=60_000)
    assert figure.evaluate("image => image.naturalWidth") > 400
    expect(cell(page, CHECK)).to_contain_text("Not solved yet. Replace this line")
    wait_for_rest(page)


def test_a_solved_exercise_passes_its_check(page):
    answer = next(
        c for c in read_master(Places.find(__file__).master(UNIT)).cells if c.id == "mp_neuron"
    )
    lines = [line for line in answer.source.splitlines() if "###" not in line]
    fill(page, "def mp_neuron", "\n".join(lines))
    expect(run(page, CHECK).locator(".jp-OutputArea-output")).to_have_count(0)


def test_checks_cannot_be_edited(page):
    editor = cell(page, CHECK).locator(".cm-content")
    expect(editor).to_have_attribute("aria-readonly", "true")
