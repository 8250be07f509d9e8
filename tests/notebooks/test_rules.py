"""The rules of a unit, as CONTRIBUTING.md states them."""

import re
from statistics import median

import nbformat
import pytest

from course.master import read_master
from course.places import Places

PLACES = Places.find(__file__)
MATH_AND_CODE = re.compile(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]+`|\[!\[.*?\)\]\(.*?\)", re.DOTALL)


@pytest.fixture
def edition(unit):
    return nbformat.read(PLACES.student(unit), as_version=4)


@pytest.fixture
def code(edition):
    """Lines of each code cell, blank ones left out."""
    cells = [cell.source for cell in edition.cells if cell.cell_type == "code"]
    return [[line for line in source.splitlines() if line.strip()] for source in cells]


def test_it_has_35_to_50_cells(edition):
    assert 35 <= len(edition.cells) <= 50


def test_its_code_cells_are_short(code):
    assert median(map(len, code)) <= 4
    assert max(map(len, code)) <= 15


def test_it_has_8_to_15_words_of_prose_for_each_line_of_code(edition, code):
    prose = "\n".join(cell.source for cell in edition.cells if cell.cell_type == "markdown")
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", MATH_AND_CODE.sub(" ", prose))
    assert 8 <= len(words) / sum(map(len, code)) <= 15


def test_its_lines_fit_the_page(unit):
    lines = PLACES.master(unit).read_text("utf-8").splitlines()
    assert [n for n, line in enumerate(lines, start=1) if len(line) > 100] == []


def test_every_figure_has_alt_text(unit):
    solution = nbformat.read(PLACES.solution(unit), as_version=4)
    pictures = [
        (cell.id, output.metadata.get("image/png", {}).get("alt", ""))
        for cell in solution.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert pictures, "a unit has figures"
    assert [name for name, alt in pictures if len(alt) < 20] == []


def test_it_asks_one_question_and_predicts(unit, edition):
    master = read_master(PLACES.master(unit))
    assert sum(cell.kind == "question" for cell in master.cells) == 1
    prose = "\n".join(cell.source for cell in edition.cells if cell.cell_type == "markdown")
    assert prose.count("**Predict.**") >= 5
    assert "## Summary" in prose
