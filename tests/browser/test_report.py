"""The report in a real browser: it opens, reads, prints, and keeps nobody out."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from course.gradebook import GradebookFolder
from course.places import Places
from course.report import write_report
from course.samples.graded import write_graded_class
from course.syllabus import read_syllabus
from tests.browser.axe import serious_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNITS = ("01-neurons", "05-optimizers")
STUDENTS = 24


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report on a made-up class whose first two students wrote one answer."""
    places, syllabus = Places.find(__file__), read_syllabus()
    folder = GradebookFolder(tmp_path_factory.mktemp("class"))
    write_graded_class(UNITS, folder, places, STUDENTS, seed=3, copiers=2)
    units = [syllabus.unit(unit) for unit in UNITS]
    now = datetime(2026, 4, 1, 9, tzinfo=UTC)
    return write_report(units, folder, places, syllabus.title, now=now)


@pytest.fixture
def page(report, browser_page):
    requests = []
    browser_page.on("request", lambda request: requests.append(request.url))
    browser_page.set_viewport_size({"width": 1280, "height": 900})
    browser_page.emulate_media(media="screen")
    browser_page.goto(report.page.as_uri())
    yield browser_page
    assert requests == [report.page.as_uri()]  # itself, and nothing else


def test_it_opens_with_the_class_in_numbers(page):
    expect(page).to_have_title("From Neuron to NAS: report on the class")
    expect(page.get_by_role("heading", level=1)).to_have_text("From Neuron to NAS")
    expect(page.locator("dl.facts > div").first).to_have_text(re.compile(rf"students\s*{STUDENTS}"))
    for section in ("Completion", "Scores", "Checks", "Time", "Repairs", "Similar answers"):
        expect(page.get_by_role("heading", name=section, exact=True)).to_be_visible()


def test_every_figure_has_a_name_and_a_table_below(page):
    figures = page.locator("figure svg[role=img]")
    assert figures.count() == 3 + len(UNITS)
    for figure in figures.all():
        name = figure.locator("title").first.text_content()
        assert len(name) > 20
        below = figure.locator("xpath=ancestor::figure/following-sibling::*[1]//table")
        expect(below).to_be_visible()
        assert below.locator("tbody tr").count() >= 1


def test_the_most_common_misconception_is_named(page):
    table = page.get_by_role("region", name="Checks of 01-neurons")
    caption = table.locator("caption")
    expect(caption).to_contain_text("Most often failed:")
    expect(caption).to_contain_text("behave like")


def test_no_table_is_cut_and_the_page_is_not_wider_than_the_window(page):
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    cut = page.locator(".scroll").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
    )
    assert cut == []


def test_two_answers_stand_side_by_side(page):
    pair = page.locator("details").first
    pair.evaluate("element => element.open = true")
    left, right = (pair.locator("pre").nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    assert right["x"] + right["width"] < 1280


def test_the_keyboard_reaches_sections_and_opens_a_pair(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the report")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Completion")).to_be_focused()
    pair = page.locator("details").first
    pair.locator("summary").focus()
    expect(pair.locator("pre").first).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(pair.locator("pre").first).to_be_visible()
    expect(pair.locator("summary")).to_contain_text("s001 and s002")
    assert pair.locator("pre").count() == 2 * pair.locator("h4").count()


def test_nobody_is_kept_out(page, report):
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert serious_violations(page) == []


def test_it_prints_whole(page):
    page.emulate_media(media="print")
    expect(page.locator("nav")).not_to_be_visible()
    expect(page.locator("details pre").first).to_be_visible()  # closed ones are printed too
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 4


def test_a_students_page_keeps_nobody_out(report, browser_page):
    browser_page.emulate_media(media="screen")
    browser_page.goto(report.own[2].as_uri())
    expect(browser_page.get_by_role("heading", name="Your units")).to_be_visible()
    expect(browser_page.get_by_text("The line is the median of the class")).to_be_visible()
    assert serious_violations(browser_page) == []
