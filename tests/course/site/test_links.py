"""Links between files become links between pages."""

import pytest

from course.site.links import relinked
from course.syllabus import read_syllabus

PAGES = {
    "docs/grading.md": "grading.md",
    "CONTRIBUTING.md": "contributing.md",
    "notebooks/u/u.ipynb": "units/u.md",
}


@pytest.mark.parametrize(
    ("origin", "link", "led"),
    [
        ("docs/grading.md", "../CONTRIBUTING.md", "contributing.md"),
        ("CONTRIBUTING.md", "docs/grading.md#fast", "grading.md#fast"),
        ("notebooks/u/u.ipynb", "../../docs/grading.md", "../grading.md"),
        ("docs/grading.md", "https://example.org/a", "https://example.org/a"),
        ("docs/grading.md", "#here", "#here"),
    ],
)
def test_a_link_to_a_page(origin, link, led):
    assert relinked(f"[a]({link})", origin, PAGES, read_syllabus()) == f"[a]({led})"


def test_a_file_without_a_page_is_shown_in_the_repository():
    syllabus = read_syllabus()
    led = relinked("[a](../course/cli/app.py)", "docs/grading.md", PAGES, syllabus)
    assert led == f"[a]({syllabus.repository}/blob/{syllabus.branch}/course/cli/app.py)"
