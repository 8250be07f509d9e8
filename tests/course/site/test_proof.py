"""Answers planted in a built page are found, coloured or not."""

import pytest

from course.errors import CourseError
from course.site import require_no_answers_on_pages

CLEAN = "<html><p>Write <code>double</code>.</p><p>At the end you can double a number.</p></html>"


@pytest.fixture
def site(checkout, tmp_path):
    (checkout.places.master(checkout.unit)).parent.mkdir(parents=True, exist_ok=True)
    checkout.places.master(checkout.unit).write_text(checkout.text, "utf-8")
    folder = tmp_path / "html"
    (folder / "units").mkdir(parents=True)
    (folder / "units" / "00-doubling.html").write_text(CLEAN, "utf-8")
    (folder / "index.html").write_text(CLEAN, "utf-8")
    return folder


def test_a_clean_site_passes(site, checkout):
    assert require_no_answers_on_pages(site, [checkout.unit], checkout.places) == 2


@pytest.mark.parametrize(
    "planted",
    [
        '<pre>    <span class="n">twice_as_much</span> <span>=</span> x <span>+</span> x</pre>',
        "<pre>assert double(-7) == -14, &quot;wrong for a negative number&quot;</pre>",
        "<p>For zero and for two, where both sides agree.</p>",
        "<li><strong>- **3** Both numbers, with the equation.</strong></li>",
        '<img alt="For zero and for two, where both sides agree.">',
    ],
)
def test_a_planted_answer_is_found(site, checkout, planted):
    page = site / "units" / "00-doubling.html"
    page.write_text(CLEAN.replace("</html>", f"{planted}</html>"), "utf-8")
    with pytest.raises(CourseError, match="the site gives answers away"):
        require_no_answers_on_pages(site, [checkout.unit], checkout.places)


def test_prose_of_an_answer_is_found_on_other_pages_too(site, checkout):
    (site / "index.html").write_text("<p>For zero and for two, where both sides agree.</p>")
    with pytest.raises(CourseError, match=r"index\.html gives away question"):
        require_no_answers_on_pages(site, [checkout.unit], checkout.places)
