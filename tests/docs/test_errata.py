"""The errata name cells that exist, and leave out no erratum of the coverage page."""

import re

import nbformat
import pytest

from course.places import Places
from course.syllabus import read_syllabus

PLACES = Places.find(__file__)
WRITTEN = [unit.id for unit in read_syllabus().units if PLACES.master(unit.id).is_file()]


def rows(page, unit):
    text = (PLACES.root / "docs" / page).read_text("utf-8")
    section = re.search(rf"^## {unit}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    lines = [line for line in section[1].splitlines() if line.startswith("|")] if section else []
    return [line.strip("|").split("|") for line in lines[2:]]


@pytest.mark.parametrize("unit", WRITTEN)
def test_every_row_names_cells_that_exist(unit):
    ids = {cell.id for cell in nbformat.read(PLACES.solution(unit), as_version=4).cells}
    for claim, truth, cells in rows("errata.md", unit):
        named = set(re.findall(r"`([^`]+)`", cells))
        assert claim.strip()
        assert truth.strip()
        assert named, f"{claim}: no cell shows it"
        assert named <= ids, f"{claim}: {sorted(named - ids)} are no cells of {unit}"


@pytest.mark.parametrize("unit", WRITTEN)
def test_no_erratum_of_the_coverage_is_left_out(unit):
    shown = {cell for row in rows("errata.md", unit) for cell in re.findall(r"`([^`]+)`", row[-1])}
    for topic, cells in rows("coverage.md", unit):
        if "errat" in topic.lower():
            assert set(re.findall(r"`([^`]+)`", cells)) & shown, f"not among the errata: {topic}"
