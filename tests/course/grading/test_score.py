import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from course.grading.run import Ending
from course.grading.score import score

META = {"schema_version": 3, "task": False}


def notebook(answer="It agrees at zero."):
    exercise = {**META, "grade": False, "solution": True, "locked": False, "grade_id": "f"}
    check = {**META, "grade": True, "solution": False, "locked": True, "points": 2}
    question = {
        **META,
        "grade": True,
        "solution": True,
        "locked": False,
        "points": 3,
        "grade_id": "why",
    }
    return new_notebook(
        cells=[
            new_code_cell("def f(): ...", id="f", metadata={"nbgrader": exercise}),
            new_code_cell(
                "assert f()",
                id="f-check-1",
                metadata={"nbgrader": {**check, "grade_id": "f-check-1"}},
            ),
            new_markdown_cell(answer, id="why", metadata={"nbgrader": question}),
        ]
    )


def only(endings, answer="It agrees at zero."):
    return {s.id: (s.points, s.reason) for s in score(notebook(answer), endings)}


def test_a_check_that_ran_to_its_end_earns_its_points():
    assert only({"f": Ending(True), "f-check-1": Ending(True)})["f-check-1"] == (2.0, "")


def test_outputs_cost_nothing():
    book = notebook()
    book.cells[1].outputs = [{"output_type": "stream", "name": "stderr", "text": "UserWarning"}]
    assert score(book, {"f-check-1": Ending(True)})[0].points == 2.0


@pytest.mark.parametrize(
    ("endings", "reason"),
    [
        ({"f": Ending(True), "f-check-1": Ending(False, "expected 4, got 5")}, "expected 4, got 5"),
        (
            {"f": Ending(False, "SyntaxError: x"), "f-check-1": Ending(False, "NameError: f")},
            "the answer itself fails: SyntaxError: x",
        ),
        (
            {"f": Ending(True), "f-check-1": Ending(False, "NotImplementedError: Not solved")},
            "not solved yet",
        ),
        ({"f": Ending(True)}, "never ran: the kernel had died in an earlier cell"),
        ({}, "never ran: the kernel had died in an earlier cell"),
    ],
)
def test_a_check_without_proof_earns_nothing_and_says_why(endings, reason):
    assert only(endings)["f-check-1"] == (0.0, reason)


def test_a_written_answer_waits_for_a_person():
    assert only({})["why"] == (None, "waits to be graded by hand")


@pytest.mark.parametrize("answer", ["", "  \n", "YOUR ANSWER HERE"])
def test_no_answer_needs_no_person(answer):
    assert only({}, answer)["why"] == (0.0, "no answer")


def test_an_untouched_answer_is_known_by_its_checksum():
    book = notebook("Write below.")
    cell = book.cells[2]
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert score(book, {})[1].points == 0.0
