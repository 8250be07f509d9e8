"""A unit's page shows sources of the student edition and outputs that tell no answer."""

import base64

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.site import unit_page

PIXEL = base64.b64encode(b"a picture").decode()
GRADED = {"nbgrader": {"grade_id": "double", "solution": True}}


def stream(text, name="stdout"):
    return new_output("stream", text=text, name=name)


def picture(alt):
    return new_output(
        "display_data", data={"image/png": PIXEL}, metadata={"image/png": {"alt": alt}}
    )


@pytest.fixture
def page():
    """A function from one cell's outputs to the page's text and figures."""

    def page(*outputs, metadata=None):
        cells = [
            new_markdown_cell("# Doubling\n\n[![Open in Colab](https://x/b.svg)](https://y)"),
            new_code_cell("import sys", id="colab-setup"),
            new_code_cell("raise NotImplementedError", id="cell", metadata=metadata or {}),
        ]
        about = {"neuron_to_nas": {"unit": "00-doubling", "language": "en"}}
        solved = new_code_cell(
            "secret = x + x", id="cell", metadata=metadata or {}, outputs=list(outputs)
        )
        rubric = new_markdown_cell("- **3** the rubric")
        return unit_page(
            new_notebook(cells=cells, metadata=about), new_notebook(cells=[solved, rubric])
        )

    return page


def test_an_output_stands_below_its_cell_and_the_solution_nowhere(page):
    text, _ = page(stream("ten"))
    assert text.index("NotImplementedError") < text.index("ten")
    assert "secret" not in text
    assert "rubric" not in text
    assert "import sys" not in text


def test_what_a_graded_cell_shows_is_left_out(page):
    text, figures = page(stream("the answer"), picture("The answer"), metadata=GRADED)
    assert "answer" not in text
    assert figures == {}


def test_a_figure_keeps_its_text_word_for_word(page):
    text, figures = page(picture("Loss [log], from 1 to\n2*3_4"))
    assert figures == {"00-doubling-1.png": b"a picture"}
    assert r"![Loss \[log\]\, from 1 to 2\*3\_4](figures/00-doubling-1.png)" in text


def test_a_table_comes_without_its_style_and_backquotes_end_nothing(page):
    table = new_output("execute_result", data={"text/html": "<style>p{}</style><table></table>"})
    text, _ = page(table, stream("```\n"), stream("a warning", "stderr"))
    assert "```{raw} html\n<table></table>\n```" in text
    assert "````{code-block} text" in text
    assert "warning" not in text


def test_the_badge_is_a_link_without_a_picture_from_elsewhere(page):
    text, _ = page()
    assert "[Open in Colab](https://y)" in text
    assert "b.svg" not in text
