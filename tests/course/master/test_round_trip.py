"""A master that is opened and saved in JupyterLab keeps every byte that was not edited."""

import jupytext
import pytest
from jupytext.config import load_jupytext_config

from course.master.options import OPTIONS
from course.places import Places

PLACES = Places.find(__file__)
UNITS = sorted(path.parent.name for path in PLACES.root.glob("solutions/*/*.ipynb"))


@pytest.fixture(scope="module")
def config():
    return load_jupytext_config(str(PLACES.master(UNITS[0])))


def opened(text, config):
    """Read as JupyterLab does, with what it adds to a notebook that was open and ran."""
    notebook = jupytext.reads(text, fmt="py:percent", config=config)
    notebook.metadata.language_info = {"name": "python", "version": "3.11.2"}
    for cell in notebook.cells:
        cell.metadata |= {"trusted": True, "editable": True, "execution": {}, "collapsed": False}
    return notebook


def saved(notebook, config):
    return jupytext.writes(notebook, fmt="py:percent", config=config)


@pytest.mark.parametrize("unit", UNITS)
def test_saving_changes_nothing(unit, config):
    text = PLACES.master(unit).read_text("utf-8")
    assert saved(opened(text, config), config) == text


def test_an_edit_changes_its_line_alone(config):
    text = PLACES.master(UNITS[0]).read_text("utf-8")
    notebook = opened(text, config)
    cell = next(cell for cell in notebook.cells if "check" in cell.metadata)
    old = cell.source.splitlines()[0]
    cell.source = cell.source.replace(old, f"{old}  # edited", 1)
    assert saved(notebook, config) == text.replace(old, f"{old}  # edited", 1)


def test_every_option_can_be_added_in_jupyterlab(config):
    text = "# %%\nx = 1\n"
    notebook = opened(text, config)
    options = dict.fromkeys(OPTIONS, "a") | {"points": 2, "tags": ["b"]}
    notebook.cells[0].metadata |= options
    again = jupytext.reads(saved(notebook, config), fmt="py:percent")
    assert again.cells[0].metadata == options
