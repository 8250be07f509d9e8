from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell

from course.grading.identity import LIKE_ENOUGH, likeness, recognise

EXPECTED = [
    new_markdown_cell("# Title of the unit", id="title-1"),
    new_code_cell(
        "def f(x):\n    raise NotImplementedError",
        id="f",
        metadata={"nbgrader": {"solution": True}},
    ),
    new_code_cell(
        "assert f(2) == 4, 'f(2) should be 4'",
        id="f-check-1",
        metadata={"nbgrader": {"locked": True}},
    ),
    new_markdown_cell("Why is this so? Say it in your words.", id="why-prompt"),
    new_markdown_cell("YOUR ANSWER HERE", id="why", metadata={"nbgrader": {"solution": True}}),
]


def test_nbgraders_id_wins_over_the_cells_own():
    cells = [new_code_cell("1", id="f-check-1", metadata={"nbgrader": {"grade_id": "f"}})]
    assert recognise(cells, EXPECTED)[0] == {"f": 0}


def test_the_id_in_the_metadata_counts_where_nothing_else_is_left():
    cell = new_code_cell("1", metadata={"id": "f"})
    del cell["id"]
    assert recognise([cell], EXPECTED)[0] == {"f": 0}


def test_a_renamed_variable_in_a_check_is_recognised():
    cells = [new_code_cell("assert f(2) == 4, 'f(2)  should be 4 !'", id="zz")]
    found, _, by_content = recognise(cells, EXPECTED)
    assert found == {"f-check-1": 0}
    assert by_content == {"f-check-1"}


def test_an_answer_is_recognised_by_what_it_defines_not_by_its_length():
    cells = [new_code_cell("import math\n" * 30 + "def f(x):\n    return x * x", id="zz")]
    assert recognise(cells, EXPECTED)[0] == {"f": 0}


def test_another_function_is_no_answer():
    assert recognise([new_code_cell("def g(x):\n    raise NotImplementedError")], EXPECTED)[0] == {}


def test_a_written_answer_is_found_below_its_question():
    cells = [
        new_markdown_cell("Why is this so? Say it in your words."),
        new_markdown_cell("Because."),
    ]
    assert recognise(cells, EXPECTED)[0] == {"why-prompt": 0, "why": 1}


def test_a_cell_is_used_once():
    cells = [new_code_cell("def f(x):\n    return 1"), new_code_cell("def f(x):\n    return 2")]
    found, spare, _ = recognise(cells, EXPECTED)
    assert len(found) == 1
    assert spare == {}


@given(st.text(max_size=80))
def test_likeness_is_one_for_the_same_text_with_other_spaces(text):
    spaced = " ".join(text)
    assert likeness(text, spaced) == 1.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_nothing_or_enough(one, other):
    assert likeness(one, other) == 0.0 or likeness(one, other) <= 1.0
    assert likeness("a" * 30, "b" * 30) < LIKE_ENOUGH
