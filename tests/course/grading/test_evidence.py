import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.grading.evidence import evidence, take_reports
from course.grading.instrument import PROOF, Instrumented
from course.grading.run import Ending

PASSED = Ending(True)
FAILED = Ending(False, "wrong", "AssertionError", raised=True)
WATCHED = Instrumented(
    None, {"f-check-1": "s1", "canary": "s2"}, ("f-check-1",), {"canary": "AssertionError"}
)
PROVED = {"f-check-1": [{"secret": "s1", "noted": []}]}


def found(reports=PROVED, check=PASSED, canary=FAILED):
    return evidence(WATCHED, reports, {"f-check-1": check, "canary": canary})


def test_an_honest_run_leaves_no_evidence():
    assert found() == []
    assert found({}, check=FAILED) == []


@pytest.mark.parametrize(
    "ending", [Ending(False, "60 s", "LimitExceeded"), Ending(False, "", "NotRun")]
)
def test_what_the_sandbox_ended_is_no_evidence(ending):
    assert found({}, check=ending, canary=ending) == []


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ({"reports": {}}, "did not run to its end"),
        ({"reports": {"f-check-1": [{"secret": "s2", "noted": []}]}}, "did not run to its end"),
        ({"reports": {"f-check-1": PROVED["f-check-1"] * 2}}, "did not run to its end"),
        ({"reports": PROVED | {"mine": [{}]}}, "mine sent a report, as only a check does"),
        ({"check": FAILED}, "sent a report although it failed"),
        ({"check": Ending(True, raised=True)}, "answered as passed and raised an error"),
        ({"canary": PASSED}, "cannot hold was reported as passed"),
        ({"canary": Ending(False, "", "KeyError", True)}, "ended as KeyError, not AssertionError"),
        ({"canary": Ending(False, "", "AssertionError")}, "without showing its error"),
        ({"reports": {"f-check-1": ["?"]}}, "cannot be read"),
        (
            {"reports": {"f-check-1": [{"secret": "s1", "noted": ["np.all was replaced"]}]}},
            "np.all",
        ),
    ],
)
def test_what_speaks_for_tampering(case, sentence):
    assert sentence in "\n".join(found(**case))


def test_reports_are_taken_out_of_the_outputs():
    report = new_output("display_data", data={PROOF: {"secret": "x"}})
    cell = new_code_cell("", outputs=[new_output("stream", text="mine"), report], id="a")
    notebook = new_notebook(cells=[cell])
    assert take_reports(notebook) == {"a": [{"secret": "x"}]}
    assert [output.output_type for output in cell.outputs] == ["stream"]
