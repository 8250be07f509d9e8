"""Align works on the small checkout: exercise `double`, two checks, question `when_equal`."""

import copy
import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.editions.source import source_notebook
from course.editions.student import student_edition
from course.grading.align import Unplaceable, align, align_with_edition, owner_of

ANSWER = "def double(x):\n    return 2 * x"


@pytest.fixture
def master(checkout):
    return json.loads(nbformat.writes(source_notebook(checkout.master())))


@pytest.fixture
def submission(checkout):
    edition = student_edition(source_notebook(checkout.master()), checkout.syllabus, "a/b.ipynb")
    cell_of(edition, "double").source = ANSWER
    cell_of(edition, "when_equal").source = "At zero and two."
    return edition


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def aligned(submission, master):
    return align(json.loads(json.dumps(submission)), master)


def ids(notebook):
    return [cell.id for cell in notebook.cells]


def test_an_honest_submission_needs_no_repair(submission, master):
    notebook, repairs = aligned(submission, master)
    assert repairs == []
    assert cell_of(notebook, "double").source == ANSWER
    assert cell_of(notebook, "when_equal").source == "At zero and two."
    assert ids(notebook).index("double") < ids(notebook).index("double-check-1")


def test_what_is_done_to_one_notebook_shows_in_no_later_one(submission, master):
    first, _ = aligned(submission, master)
    untouched = copy.deepcopy(first)
    for cell in first.cells:
        cell.source, cell.metadata["tags"] = "changed", ["changed"]
        cell.metadata.get("nbgrader", {})["points"] = 100
    first.metadata["changed"] = True
    assert aligned(submission, master)[0] == untouched


def test_checks_come_from_the_master_with_their_hidden_tests(submission, master):
    cell_of(submission, "double-check-2").source = "assert True"
    notebook, repairs = aligned(submission, master)
    assert "double(-7)" in cell_of(notebook, "double-check-2").source
    assert repairs == ["double-check-2: the check was edited; the original counts"]


def test_points_tags_and_outputs_of_a_submission_count_for_nothing(submission, master):
    check = cell_of(submission, "double-check-1")
    check.metadata.nbgrader.points = 100
    check.metadata.tags = ["skip-execution"]
    check.outputs = [nbformat.v4.new_output("stream", text="passed")]
    check.execution_count = 7
    notebook, _ = aligned(submission, master)
    check = cell_of(notebook, "double-check-1")
    assert (check.metadata.nbgrader.points, check.outputs, check.execution_count) == (1, [], None)
    assert "tags" not in check.metadata


def test_the_rubric_lies_below_its_answer(submission, master):
    names = ids(aligned(submission, master)[0])
    assert names[names.index("when_equal") + 1] == "when_equal-rubric-1"


def test_all_marks_lost_every_graded_cell_is_found_by_its_content(submission, master):
    for cell in submission.cells:
        cell.metadata, cell["id"] = nbformat.NotebookNode(), f"x{id(cell)}"
    notebook, repairs = aligned(submission, master)
    assert cell_of(notebook, "double").source == ANSWER
    assert cell_of(notebook, "when_equal").source == "At zero and two."
    assert {repair.split(":")[0] for repair in repairs} == {
        "double",
        "double-check-1",
        "double-check-2",
        "when_equal",
    }


def test_a_deleted_check_is_put_back_after_its_neighbour(submission, master):
    submission.cells = [c for c in submission.cells if c.id != "double-check-2"]
    notebook, repairs = aligned(submission, master)
    assert ids(notebook)[ids(notebook).index("double-check-1") + 1] == "double-check-2"
    assert repairs == ["double-check-2: was missing; put back below double-check-1"]


def test_a_deleted_exercise_is_put_back_unsolved(submission, master):
    other = nbformat.v4.new_code_cell("def double(x): return 2 * x\n" + "y = 1")
    submission.cells = [c for c in submission.cells if c.id not in ("double", "double-check-1")]
    with pytest.raises(Unplaceable, match="none of the exercises double"):
        aligned(submission, master)
    submission.cells.insert(4, other)
    notebook, _ = aligned(submission, master)
    assert cell_of(notebook, "double").source == other.source


def test_of_two_copies_the_one_worked_on_counts_and_a_copied_check_goes(submission, master):
    blank = copy.deepcopy(cell_of(submission, "double"))
    blank.source = cell_of(student_copy(master), "double").source
    submission.cells += [copy.deepcopy(cell_of(submission, "double-check-1")), blank]
    notebook, repairs = aligned(submission, master)
    assert cell_of(notebook, "double").source == ANSWER
    assert ids(notebook).count("double-check-1") == 1
    assert sorted(repairs) == [
        "double-check-1: stood in the notebook twice; the better copy counts",
        "double: stood in the notebook twice; the better copy counts",
    ]


def student_copy(master):
    from course.editions.student import without_answers

    return without_answers(nbformat.reads(json.dumps(master), as_version=4))


def test_a_check_above_its_exercise_moves_below_it(submission, master):
    check = cell_of(submission, "double-check-1")
    submission.cells.remove(check)
    submission.cells.insert(0, check)
    notebook, repairs = aligned(submission, master)
    assert ids(notebook).index("double") < ids(notebook).index("double-check-1")
    assert repairs == ["double-check-1: stood above its exercise; moved below it"]


def test_an_exercise_turned_into_text_is_read_as_code(submission, master):
    place = submission.cells.index(cell_of(submission, "double"))
    text = nbformat.v4.new_markdown_cell(ANSWER, id="double")
    submission.cells[place] = text
    notebook, repairs = aligned(submission, master)
    assert cell_of(notebook, "double").cell_type == "code"
    assert repairs == ["double: was a markdown cell; read as code"]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        7,
        {"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}},
        {"worksheets": 1, "nbformat": 2},
    ],
)
def test_what_is_no_notebook_is_unplaceable(broken, master):
    with pytest.raises(Unplaceable):
        align(broken, master)


def test_owner_of_a_check_and_of_a_question():
    assert (owner_of("double-check-12"), owner_of("when_equal")) == ("double", "when_equal")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_however_cells_are_shuffled_dropped_and_doubled_every_check_is_there_once(
    submission, master, data
):
    """Property: each check stands once, as in the master, below its exercise; nothing raises."""
    changed = copy.deepcopy(submission)
    changed.cells = data.draw(st.lists(st.sampled_from(changed.cells), min_size=1, max_size=14))
    changed.cells = [copy.deepcopy(cell) for cell in changed.cells]
    for cell in changed.cells:
        if data.draw(st.booleans()):
            cell.metadata.pop("nbgrader", None)
    try:
        notebook, _ = aligned(changed, master)
    except Unplaceable:
        assert all(cell.id != "double" for cell in changed.cells)
        return
    names = ids(notebook)
    for name in ("double-check-1", "double-check-2", "when_equal"):
        assert names.count(name) == 1
    originals = {cell["id"]: cell for cell in master["cells"]}
    for name in ("double-check-1", "double-check-2"):
        assert names.index("double") < names.index(name)
        assert cell_of(notebook, name).source == "".join(originals[name]["source"])


def test_imports_below_the_exercises_move_above_them(submission, master):
    submission.cells.reverse()
    notebook, repairs = aligned(submission, master)
    imports = next(c.id for c in notebook.cells if "from helpers import datasets" in c.source)
    order = ids(notebook)
    assert order.index(imports) < order.index("double") < order.index("double-check-1")
    assert f"{imports}: stood below the exercises; moved above them" in repairs


def test_the_edition_alone_tells_what_will_be_mended(checkout, submission, master):
    edition = student_edition(source_notebook(checkout.master()), checkout.syllabus, "a/b.ipynb")
    about = [json.loads(json.dumps(book)) for book in (submission, edition)]
    cells, repairs = align_with_edition(*about)
    assert repairs == []
    assert [cell.id for cell in cells if cell.id == "double"]
    about[0]["cells"] = [
        cell for cell in about[0]["cells"] if cell["id"] not in ("colab-setup", "double-check-1")
    ]
    about[0]["cells"][-1]["cell_type"] = "code"
    _, repairs = align_with_edition(*about)
    assert repairs == aligned(nbformat.from_dict(about[0]), master)[1]
    assert len(repairs) == 2
