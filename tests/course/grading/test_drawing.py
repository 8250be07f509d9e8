import nbformat
import pytest

from course.grading.instrument import instrument
from course.grading.run import run
from course.sandbox.limits import Limits

COUNT = """\
from matplotlib.figure import Figure
drawn, draw = [], Figure.draw
Figure.draw = lambda self, *a, **k: drawn.append(self) or draw(self, *a, **k)
"""
DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('mine')"


@pytest.fixture(scope="module")
def drawn():
    """Return the cells of a graded notebook that draws two figures, one with pyplot set up anew."""
    sources = (COUNT, DRAW, "print(len(drawn))", f"%matplotlib inline\n{DRAW}", "print(len(drawn))")
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    watched = instrument(notebook, notebook).notebook
    run(watched, Limits())
    return [cell for cell in watched.cells if cell.source in sources]


def test_a_figure_is_drawn_for_its_frame_and_for_its_picture_alone(drawn):
    # Once to find the frame around all that is drawn, once inside it.
    assert [drawn[place].outputs[0].text for place in (2, 4)] == ["2\n", "4\n"]


@pytest.mark.parametrize("place", [1, 3])
def test_a_figure_is_shown(drawn, place):
    assert [o for o in drawn[place].outputs if "image/png" in o.get("data", {})]
