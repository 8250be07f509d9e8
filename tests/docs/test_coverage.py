"""The coverage page names cells that exist, and leaves out no unit that is written."""

import re

import nbformat
import pytest

from course.places import Places
from course.syllabus import read_syllabus

PLACES = Places.find(__file__)
PAGE = (PLACES.root / "docs" / "coverage.md").read_text("utf-8")
WRITTEN = [unit.id for unit in read_syllabus().units if PLACES.master(unit.id).is_file()]


def rows(unit):
    section = re.search(rf"^## {unit}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for line in section[1].splitlines() if line.startswith("|")] if section else []
    return [line.strip("|").split("|") for line in lines[2:]]


@pytest.mark.parametrize("unit", WRITTEN)
def test_every_row_names_cells_that_exist(unit):
    ids = {cell.id for cell in nbformat.read(PLACES.solution(unit), as_version=4).cells}
    found = rows(unit)
    assert len(found) >= 9
    for topic, cells in found:
        named = re.findall(r"`([^`]+)`", cells)
        assert topic.strip(), "a row without a topic"
        assert named, f"{topic}: no cell teaches it"
        assert set(named) <= ids, f"{topic}: {sorted(set(named) - ids)} are no cells of {unit}"
