import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.grading.evidence import evidence, take_reports
from course.grading.instrument import PROOF, Instrumented
from course.grading.run import Ending
from course.grading.watch import sign

PASSED = Ending(True)
FAILED = Ending(False, "wrong", "AssertionError", raised=True)
KEY = b"told before any student code"
WATCHED = Instrumented(
    None,
    "start",
    ("f-check-1",),
    secrets={"f-check-1": "s1", "canary": "s2"},
    looks={"f-check-1": 2, "canary": 1},
    canaries={"canary": "AssertionError"},
)


def report(secret="s1", looks=2, noted=(), key=KEY):
    """Return a report as the watch over the kernel signs it."""
    noted = list(noted)
    return {
        "secret": secret,
        "looks": looks,
        "noted": noted,
        "signature": sign(key, secret, looks, noted),
    }


STARTED = {"start": [{"key": KEY.hex()}]}
PROVED = STARTED | {"f-check-1": [report()]}
NOTED = report(noted=["np.all was replaced"])


def found(reports=PROVED, check=PASSED, canary=FAILED):
    return evidence(WATCHED, reports, {"f-check-1": check, "canary": canary})


def test_an_honest_run_leaves_no_evidence():
    assert found() == []
    assert found(STARTED, check=FAILED) == []


@pytest.mark.parametrize(
    "ending", [Ending(False, "60 s", "LimitExceeded"), Ending(False, "", "NotRun")]
)
def test_what_the_sandbox_ended_is_no_evidence(ending):
    assert found({}, check=ending, canary=ending) == []


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ({"reports": STARTED}, "did not run to its end"),
        *(
            ({"reports": STARTED | {"f-check-1": sent}}, "did not run to its end")
            for sent in (
                [report(secret="s2")],
                [report()] * 2,
                [report(looks=1)],
                [report(key=b"another")],
                [{**NOTED, "noted": []}],
                [{**report(), "signature": "\u00fc"}],
                [{"secret": "s1", "noted": []}],
            )
        ),
        ({"reports": {"f-check-1": [report()]}}, "did not run to its end"),
        ({"reports": PROVED | STARTED | {"start": [{"key": "no key"}]}}, "did not run to its end"),
        ({"reports": PROVED | {"mine": [{}]}}, "mine sent a report, as only a check does"),
        ({"check": FAILED}, "sent a report although it failed"),
        ({"check": Ending(True, raised=True)}, "answered as passed and raised an error"),
        ({"canary": PASSED}, "cannot hold was reported as passed"),
        ({"canary": Ending(False, "", "KeyError", True)}, "ended as KeyError, not AssertionError"),
        ({"canary": Ending(False, "", "AssertionError")}, "without showing its error"),
        ({"reports": STARTED | {"f-check-1": ["?"]}}, "cannot be read"),
        ({"reports": STARTED | {"f-check-1": [NOTED]}}, "np.all"),
    ],
)
def test_what_speaks_for_tampering(case, sentence):
    assert sentence in "\n".join(found(**case))


def test_reports_are_taken_out_of_the_outputs():
    sent = new_output("display_data", data={PROOF: {"secret": "x"}})
    cell = new_code_cell("", outputs=[new_output("stream", text="mine"), sent], id="a")
    notebook = new_notebook(cells=[cell])
    assert take_reports(notebook) == {"a": [{"secret": "x"}]}
    assert [output.output_type for output in cell.outputs] == ["stream"]
