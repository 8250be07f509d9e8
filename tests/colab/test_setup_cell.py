"""The badge and the set-up cell of every unit."""

import sys
from types import ModuleType, SimpleNamespace

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from course.places import Places
from course.syllabus import read_syllabus
from tests.colab.replica import setup_cell

PLACES = Places.find(__file__)
SYLLABUS = read_syllabus()


@pytest.fixture
def magics():
    """Run the cell; return the magics that it called."""
    called = []
    shell = SimpleNamespace(run_line_magic=lambda *words: called.append(words))
    code = TransformerManager().transform_cell(setup_cell())

    def run():
        exec(code, {"get_ipython": lambda: shell})
        return called

    return run


def test_it_does_nothing_elsewhere(magics):
    assert magics() == []


def test_it_installs_the_course_on_colab(magics, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    assert magics() == [("pip", f"install -q git+{SYLLABUS.repository}@{SYLLABUS.branch}")]


def test_it_is_short_and_the_first_code_of_a_unit(unit):
    cells = nbformat.read(PLACES.student(unit), as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert code[0].source == setup_cell()
    assert len(setup_cell().splitlines()) <= 4


def test_the_badge_opens_this_very_edition(unit):
    title = nbformat.read(PLACES.student(unit), as_version=4).cells[0].source
    path = PLACES.student(unit).relative_to(PLACES.root).as_posix()
    repository = SYLLABUS.repository.replace("https://github.com", "/github")
    address = f"https://colab.research.google.com{repository}/blob/{SYLLABUS.branch}/{path}"
    assert f"]({address})" in title
