import nbformat

from course.editions.source import source_notebook


def cells_of(checkout):
    notebook = source_notebook(checkout.master())
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def test_holds_every_cell_but_the_mutants_in_order(checkout):
    assert list(cells_of(checkout)) == [
        "doubling-1",
        "doubling-2",
        "exercise-double-1",
        "double",
        "double-check-1",
        "double-check-2",
        "when_equal-prompt",
        "when_equal",
        "when_equal-rubric-1",
    ]
    assert "adds two" not in str(cells_of(checkout))


def test_an_exercise_is_an_autograded_answer(checkout):
    cell = cells_of(checkout)["double"]
    assert cell.cell_type == "code"
    assert cell.metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "double",
        "solution": True,
        "grade": False,
        "locked": False,
        "task": False,
    }


def test_a_check_is_a_locked_test_with_its_points(checkout):
    first, second = (cells_of(checkout)[f"double-check-{n}"].metadata.nbgrader for n in (1, 2))
    assert (first["grade"], first["locked"], first["solution"]) == (True, True, False)
    assert (first["grade_id"], first["points"]) == ("double-check-1", 1)
    assert second["points"] == 2


def test_a_question_is_a_prompt_and_an_answer_graded_by_hand(checkout):
    cells = cells_of(checkout)
    prompt, answer = cells["when_equal-prompt"], cells["when_equal"]
    assert prompt.source.endswith("When are doubling and squaring the same?")
    assert "nbgrader" not in prompt.metadata
    assert answer.source.startswith("### BEGIN SOLUTION\nFor zero")
    assert (answer.cell_type, answer.metadata.nbgrader["points"]) == ("markdown", 3)
    assert answer.metadata.nbgrader["grade"]
    assert answer.metadata.nbgrader["solution"]


def test_plain_cells_keep_their_tags_and_have_no_grade(checkout):
    cells = cells_of(checkout)
    assert cells["doubling-2"].metadata == {"tags": ["numbers"]}
    assert cells["doubling-1"].metadata == {}


def test_records_unit_and_language(checkout):
    about = source_notebook(checkout.master(), language="ko").metadata
    assert about.neuron_to_nas == {"unit": "00-doubling", "language": "ko"}
    assert about.kernelspec.name == "python3"
