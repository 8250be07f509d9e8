import gc
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers.plotting import describe, side_by_side
from helpers.plotting.alt_text import alt_text


def test_a_figure_without_description_has_none():
    assert alt_text(plt.figure()) == ""


def test_describe_returns_its_axes_and_the_last_text_counts():
    ax = plt.subplots()[1]
    assert describe(ax, "First.") is ax
    describe(ax, "  Second,\n   on two lines. ")
    assert alt_text(ax.figure) == "Second, on two lines."


def test_texts_of_several_axes_are_read_from_left_to_right():
    left, right = side_by_side()
    describe(right, "Right.")
    describe(left, "Left.")
    assert alt_text(left.figure) == "Left. Right."
    right.remove()
    assert alt_text(left.figure) == "Left."


def test_axes_in_a_subfigure_speak_for_the_whole_figure():
    figure = plt.figure()
    describe(figure.subfigures(1, 2)[1].subplots(), "Inside.")
    assert alt_text(figure) == "Inside."


def test_a_closed_figure_is_not_kept_alive():
    from helpers.plotting import alt_text as module

    gc.collect()
    before = len(module._descriptions)
    for _ in range(3):
        describe(plt.subplots()[1], "Soon gone.")
    plt.close("all")
    gc.collect()
    assert len(module._descriptions) <= before


def test_works_in_a_plain_script(tmp_path):
    script = (
        "import matplotlib; matplotlib.use('agg')\n"
        "import matplotlib.pyplot as plt\nfrom helpers.plotting import describe\n"
        f"describe(plt.subplots()[1], 'Text.').figure.savefig({str(tmp_path / 'a.png')!r})"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_text_reaches_the_outputs_of_a_notebook(monkeypatch, tmp_path):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    sources = [
        "import matplotlib.pyplot as plt\nfrom helpers import plotting\n"
        "from helpers.plotting import describe",
        "describe(plt.subplots()[1], 'Shown at the end of the cell.');",
        "describe(plt.subplots()[1], 'Replaced.')\nplotting.describe(plt.gca(), 'Shown at once.')\n"
        "display(plt.gcf())\nplt.close()",
        "plt.plot([1, 2]);",
        "%config InlineBackend.figure_formats = ['retina']\ndescribe(plt.subplots()[1], 'Sharp.');",
    ]
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    nbformat.validate(notebook)
    pictures = [
        output
        for cell in notebook.cells
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    texts = [picture.metadata.get("image/png", {}).get("alt") for picture in pictures]
    assert texts == ["Shown at the end of the cell.", "Shown at once.", None, "Sharp."]
    assert set(pictures[-1].metadata["image/png"]) == {"alt", "width", "height"}
