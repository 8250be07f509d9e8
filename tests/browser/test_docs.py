"""The site in a real browser: built without a warning, linked, readable, searchable, for everybody."""

import os
import re
import subprocess
import sys
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from course.places import Places
from tests.browser.axe import serious_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = Places.find(__file__)
REPOSITORY = "https://github.com/neuron-to-nas/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "course.site", str(folder)],
        cwd=PLACES.root,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr  # a warning is an error
    return folder / "html"


@pytest.fixture
def page(site, browser_page):
    """The browser's page, and a proof at the end that it asked for nothing but files."""
    requests = []
    browser_page.on("request", lambda request: requests.append(request.url))
    yield browser_page
    elsewhere = [url for url in requests if not url.startswith(("file:", "data:"))]
    assert elsewhere == []


def test_every_link_and_picture_leads_somewhere(site):
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        for kind, raw in re.findall(r'\b(href|src)="([^"]+)"', text):
            link = urlsplit(unescape(raw))
            if link.scheme:
                if kind == "src" and link.scheme != "data":
                    broken.append(f"{path.name}: {raw} lies elsewhere")
                continue
            target = (path.parent / unquote(link.path)).resolve() if link.path else path
            if not target.exists() or (
                link.fragment
                and target in anchors
                and unquote(link.fragment) not in anchors[target]
            ):
                broken.append(f"{path.name}: {raw}")
    assert [name for name in broken if not name.endswith("#")] == []


def test_links_into_the_repository_name_files_that_exist(site):
    text = "\n".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    named = set(re.findall(rf'href="{REPOSITORY}[^"]*/blob/main/([^"#]+)', text))
    assert [name for name in sorted(named) if not (PLACES.root / unquote(name)).exists()] == []


def test_from_the_front_page_to_a_unit_with_its_figures(site, page):
    page.goto((site / "index.html").as_uri())
    expect(page).to_have_title("From Neuron to NAS")
    page.get_by_role("link", name="One neuron", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One neuron")
    page.wait_for_load_state("load")
    figures = page.locator("article img")
    assert figures.count() >= 6
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        assert figure.evaluate("image => image.naturalWidth") > 100
        assert len(figure.get_attribute("alt")) > 20
    expect(page.get_by_text("score 0.000000, answer 0")).to_be_visible()  # an output
    expect(page.locator("math").first).to_be_visible()
    expect(page.locator("article")).to_contain_text("NotImplementedError")


def test_the_syllabus_has_both_timetables(site, page):
    page.goto((site / "syllabus.html").as_uri())
    for heading in ("Two days", "A semester of 15 weeks"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.get_by_role("link", name="12 Neural architecture search").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("search", re.I))


def test_the_search_works_without_a_server(site, page):
    page.goto((site / "search.html").as_uri() + "?q=perceptron")
    results = page.locator("ul.search li")
    expect(results.first).to_be_visible()
    assert page.locator("ul.search a[href*='01-neurons']").count() >= 1


@pytest.mark.parametrize(
    "name",
    ["index", "syllabus", "units/01-neurons", "units/13-autokeras-tabular", "grading", "errata"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(site, page, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    assert serious_violations(page) == []
