import ast

import pytest

from course.samples import KINDS, sample_answers


@pytest.fixture
def master(checkout):
    return checkout.master()


def written(master, kind, seed=0):
    return sample_answers(master, kind, seed)["double"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_answers_every_exercise_and_question(master, kind):
    assert set(sample_answers(master, kind)) == {"double", "when_equal"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_hands_in_markers(master, kind):
    for answer in sample_answers(master, kind).values():
        assert "SOLUTION" not in (answer or "")


@pytest.mark.parametrize("kind", ["perfect", "warning", "colab"])
def test_right_answers_are_the_reference(master, kind):
    answers = sample_answers(master, kind)
    assert "twice_as_much = x + x" in answers["double"]
    assert answers["when_equal"] == "For zero and for two, where both sides agree."


def test_a_blank_submission_is_what_was_given_out(master):
    answers = sample_answers(master, "blank")
    assert "NotImplementedError" in answers["double"]
    assert answers["when_equal"] is None


def test_a_syntax_error_does_not_parse(master):
    with pytest.raises(SyntaxError):
        ast.parse(written(master, "syntax error"))


def test_a_warning_warns_and_is_right_all_the_same(master):
    namespace = {}
    exec(written(master, "warning"), namespace)
    with pytest.warns(UserWarning, match="this answer is right"):
        assert namespace["double"](4) == 8


def test_half_right_answers_every_second_exercise_with_a_mutant(checkout):
    second = """
# %% [markdown]
# ### Exercise: half

# %% exercise="half"
def half(x):
    \"\"\"Return half of x.\"\"\"
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION

# %% check="half" points=1
assert half(3) == 1.5, "half(3) should be 1.5"
### BEGIN HIDDEN TESTS
assert half(-5) == -2.5, "half(-5) should be -2.5"
### END HIDDEN TESTS

# %% mutant="half" name="floors"
def half(x):
    return x // 2

# %% mutant="half" name="doubles"
def half(x):
    return x * 2

# %% mutant="half" name="keeps"
def half(x):
    return x
"""
    checkout.changed(
        '# %% [markdown] question="when_equal"',
        f'{second}\n# %% [markdown] question="when_equal"',
    )
    master = checkout.master()
    mutants = {cell.source for cell in master.of("mutant", "half")}
    chosen = {sample_answers(master, "half right", seed)["half"] for seed in range(20)}
    assert chosen == mutants
    assert "twice_as_much" in sample_answers(master, "half right")["double"]
    one, other = (sample_answers(master, "half right", 7) for _ in range(2))
    assert one == other
