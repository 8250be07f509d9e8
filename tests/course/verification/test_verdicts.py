import pytest

from course.errors import CourseError
from course.verification import Verdict, prepared, unproven, verify


@pytest.fixture(autouse=True)
def _backend(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")  # put back afterwards: verifying sets it


def outcome(checkout):
    return {verdict.answer: verdict.failed for verdict in verify(checkout.master())}


def test_the_reference_passes_and_every_other_answer_fails(checkout):
    verdicts = verify(checkout.master())
    assert [verdict.answer for verdict in verdicts] == [
        "reference",
        "blank",
        "squares x[i]",
        "adds two",
        "loses the sign",
    ]
    assert all(verdict.is_right for verdict in verdicts)
    assert unproven(checkout.master(), verdicts) == []


def test_says_which_checks_fail_and_what_a_student_would_read(checkout):
    failed = outcome(checkout)
    assert failed["reference"] == {}
    assert list(failed["blank"]) == ["double-check-1", "double-check-2"]
    assert failed["blank"]["double-check-1"].startswith("NotImplementedError: Not solved yet")
    assert failed["adds two"] == {
        "double-check-1": "AssertionError: double(3) should be 6",
        "double-check-2": "AssertionError: wrong for the start",
    }
    # Only the hidden test tells this one.
    assert failed["loses the sign"] == {
        "double-check-2": "AssertionError: wrong for a negative number"
    }


def test_a_mutant_that_passes_is_unproven(checkout):
    checkout.changed("return 2 * abs(x) + 0 * x", "return 2 * x + 0")
    master = checkout.master()
    assert unproven(master, verify(master)) == [
        f"{master.path}: exercise 'double': 'loses the sign' passes every check. Strengthen them."
    ]


def test_a_reference_that_fails_is_unproven(checkout):
    checkout.changed("twice_as_much = x + x", "twice_as_much = x + x + 1")
    master = checkout.master()
    (sentence,) = unproven(master, verify(master))
    assert "the reference fails double-check-1 (AssertionError: double(3) should be 6)" in sentence


def test_an_answer_that_does_not_run_fails_with_its_own_error(checkout):
    checkout.changed("    return x + 2 + 0 * x", "    return x + (")
    failed = outcome(checkout)["adds two"]
    assert list(failed) == ["double-check-1", "double-check-2"]
    assert failed["double-check-1"].startswith("SyntaxError")


def test_a_blank_that_raises_but_passes_its_checks_is_unproven(checkout):
    """Grading goes on after an error, so only the checks can take points away."""
    exercise = checkout.text[
        checkout.text.index("# %% exercise") : checkout.text.index("# %% check")
    ]
    checkout.changed(
        exercise,
        "# %%\ndef double(x):\n    return 2 * x\n\n"
        '# %% exercise="double"\n### BEGIN SOLUTION\nmade = double(1)\n### END SOLUTION\n\n',
    )
    master = checkout.master()
    (sentence,) = unproven(master, verify(master))
    assert "'blank' passes every check" in sentence


TREBLE = """\
# %% exercise="treble"
def treble(x):
    ### BEGIN SOLUTION
    return 3 * x
    ### END SOLUTION

# %% check="treble" points=1
### BEGIN HIDDEN TESTS
assert treble(2) == 6, "treble"
### END HIDDEN TESTS

# %% mutant="treble" name="a"
def treble(x): return x

# %% mutant="treble" name="b"
def treble(x): return 2 * x

# %% mutant="treble" name="c"
def treble(x): return 4 * x

"""


def test_an_exercise_amid_anothers_checks_is_solved_and_not_counted(checkout):
    second = '# %% check="double" points=2\n'
    checkout.changed(second, TREBLE + second + "assert treble(double(1)) == 6\n")
    verdicts = verify(checkout.master())
    assert all(verdict.is_right for verdict in verdicts), verdicts
    of_double = [set(verdict.failed) for verdict in verdicts if verdict.exercise == "double"]
    assert set().union(*of_double) == {"double-check-1", "double-check-2"}


def test_later_exercises_start_from_solved_ones(checkout):
    later = TREBLE.replace("return 3 * x", "return x + double(x)")
    checkout.changed('# %% [markdown] question="when', later + '# %% [markdown] question="when')
    assert all(verdict.is_right for verdict in verify(checkout.master()))


def test_a_cell_that_fails_is_named_by_its_line(checkout):
    path = checkout.changed("start = 5", "start = 5 / 0")
    with pytest.raises(CourseError) as caught:
        verify(checkout.master())
    assert str(caught.value) == (
        f"{path}:6: the cell fails with ZeroDivisionError: division by zero"
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("while True: pass", "it takes more than 1 s. Make it end sooner."),
        ("__import__('os')._exit(3)", "it ended the process (exit code 3)"),
    ],
)
def test_an_answer_that_never_returns_is_named(checkout, monkeypatch, body, message):
    monkeypatch.setattr(prepared, "ANSWER_SECONDS", 1)
    path = checkout.changed("return x + 2 + 0 * x", body)
    with pytest.raises(CourseError) as caught:
        verify(checkout.master())
    line = checkout.line('# %% mutant="double" name="adds two"')
    assert f"{path}:{line}: 'adds two' of exercise 'double': {message}" in str(caught.value)


def test_an_answer_that_exits_fails_its_checks(checkout):
    checkout.changed("return x + 2 + 0 * x", "raise SystemExit('over')")
    assert outcome(checkout)["adds two"]["double-check-1"] == "SystemExit: over"


@pytest.mark.parametrize(
    ("answer", "failed", "right"),
    [
        ("reference", {}, True),
        ("reference", {"c": "wrong"}, False),
        ("blank", {}, False),
        ("blank", {"c": "wrong"}, True),
        ("adds two", {}, False),
    ],
)
def test_only_the_reference_is_right_to_pass(answer, failed, right):
    assert Verdict("double", answer, failed).is_right is right
