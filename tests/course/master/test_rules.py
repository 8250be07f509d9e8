import pytest

from course.master import MasterError

# What is changed in a valid master, how the line starts that must be named, what is said of it.
MALFORMED = {
    "no title": (
        "# # Doubling",
        "# Doubling",
        "# %%",
        "start with the title, as in `# One neuron`",
    ),
    "code first": (
        "# %% [markdown]\n# # Doubling",
        "# %%\n# # Doubling",
        "# %%",
        "must be markdown",
    ),
    "a bad name": (
        'question="when_equal"',
        'question="when equal"',
        "# %% [markdown] question",
        "'when equal' is no name: letters, digits and _, at most 40",
    ),
    "a name that is too long": (
        'question="when_equal"',
        f'question="{"q" * 41}"',
        "# %% [markdown] question",
        "at most 40",
    ),
    "a duplicate id": (
        'question="when_equal"',
        'question="double"',
        "# %% [markdown] question",
        "the id 'double' is taken by line 16. Rename one",
    ),
    "a check without its exercise": (
        '# %% check="double" points=1',
        '# %% check="treble" points=1',
        "# %% check",
        "check without exercise: no exercise='treble' stands above it",
    ),
    "a mutant of a question": (
        '# %% mutant="double" name="adds two"',
        '# %% mutant="when_equal" name="adds two"',
        '# %% mutant="when_equal"',
        "mutant without exercise: no exercise='when_equal' stands above it",
    ),
    "a mutant of an unknown exercise": (
        '# %% mutant="double" name="adds two"',
        '# %% mutant="treble" name="adds two"',
        '# %% mutant="treble"',
        "mutant without exercise: no exercise='treble' stands above it",
    ),
    "a rubric without its question": (
        'rubric="when_equal"',
        'rubric="why"',
        "# %% [markdown] rubric",
        "rubric without question: no question='why' stands above it",
    ),
    "an exercise without a check": (
        'exercise="double"',
        'exercise="treble"',
        "# %% exercise",
        "exercise 'treble' has no check. Add a cell",
    ),
    "an empty solution": (
        "    twice_as_much = x + x\n    return twice_as_much\n",
        "",
        "# %% exercise",
        "exercise 'double' has no solution between",
    ),
    "no solution markers": (
        "    ### BEGIN SOLUTION\n    twice_as_much = x + x\n    return twice_as_much\n    ### END SOLUTION\n",
        "    return x + x\n",
        "# %% exercise",
        "has no solution between `### BEGIN SOLUTION` and `### END SOLUTION`",
    ),
    "a solution that never ends": (
        "    ### END SOLUTION\n",
        "",
        "# %% exercise",
        "each `### BEGIN SOLUTION` needs one `### END SOLUTION` below it",
    ),
    "a solution that starts twice": (
        "    twice_as_much = x + x\n",
        "    ### BEGIN SOLUTION\n    twice_as_much = x + x\n",
        "# %% exercise",
        "and no other between",
    ),
    "hidden tests that never end": (
        "### END HIDDEN TESTS\n",
        "",
        '# %% check="double" points=2',
        "each `### BEGIN HIDDEN TESTS` needs one `### END HIDDEN TESTS` below it",
    ),
    "hidden tests outside a check": (
        "start = 5\n",
        "### BEGIN HIDDEN TESTS\nstart = 5\n### END HIDDEN TESTS\n",
        "# %% tags",
        "`### BEGIN HIDDEN TESTS` belongs in a cell marked check, not in code",
    ),
    "a solution outside an exercise": (
        "start = 5\n",
        "### BEGIN SOLUTION\nstart = 5\n### END SOLUTION\n",
        "# %% tags",
        "belongs in a cell marked exercise or question, not in code",
    ),
    "a marker that is nearly right": (
        "### BEGIN HIDDEN TESTS",
        "### Begin hidden tests",
        '# %% check="double" points=2',
        "`### Begin hidden tests` is nearly a marker. Write `### BEGIN HIDDEN TESTS`",
    ),
    "a marker with one sign too few": (
        "    ### END SOLUTION",
        "    ## END SOLUTION",
        "# %% exercise",
        "`## END SOLUTION` is nearly a marker. Write `### END SOLUTION`",
    ),
    "no hidden tests": (
        '### BEGIN HIDDEN TESTS\nassert double(-7) == -14, "wrong for a negative number"\n### END HIDDEN TESTS\n',
        "",
        "# %% check",
        "no check of 'double' has hidden tests. Hidden inputs must differ",
    ),
    "empty hidden tests": (
        'assert double(-7) == -14, "wrong for a negative number"\n',
        "",
        "# %% check",
        "no check of 'double' has hidden tests",
    ),
    "a check worth nothing": (
        "points=1",
        "points=0",
        "# %% check",
        "check 'double' needs points above 0, as in points=2",
    ),
    "a check without points": (" points=1", "", "# %% check", "needs points above 0"),
    "a question worth less than nothing": (
        "points=3",
        "points=-3",
        "# %% [markdown] question",
        "question 'when_equal' needs points above 0",
    ),
    "a mutant without a name": (
        ' name="adds two"',
        "",
        '# %% mutant="double"\n',
        "a mutant of 'double' has no name. Name the misconception",
    ),
    "two mutants of one name": (
        'name="loses the sign"',
        'name="adds two" tags=["again"]',
        '# %% mutant="double" name="adds two" tags',
        "'double' has two mutants named 'adds two'. Rename one",
    ),
    "two mutants only": (
        '# %% mutant="double" name="adds two"\ndef double(x):\n    return x + 2 + 0 * x\n',
        "",
        "# %% exercise",
        "exercise 'double' has 2 mutants, not 3 or more. Add plausible wrong answers",
    ),
    "a question without its answer": (
        "# For zero and for two, where both sides agree.\n",
        "",
        "# %% [markdown] question",
        "question 'when_equal' has no model answer between",
    ),
    "a rubric of three levels": (
        "# - **1** One of the numbers.\n",
        "",
        "# %% [markdown] rubric",
        "the rubric of 'when_equal' needs 4 levels, each a line `- **points** …`, falling from 3",
    ),
    "a rubric that does not start at full marks": (
        "points=3",
        "points=4",
        "# %% [markdown] rubric",
        "falling from 4",
    ),
    "a rubric that does not fall": (
        "**1** One",
        "**2** One",
        "# %% [markdown] rubric",
        "needs 4 levels",
    ),
}


@pytest.mark.parametrize(("old", "new", "start", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_breach_gets_file_line_and_cure(checkout, old, new, start, message):
    where = f"{checkout.changed(old, new)}:{checkout.line(start)}: "
    with pytest.raises(MasterError) as caught:
        checkout.master()
    said = [row for row in str(caught.value).splitlines() if row.startswith(where)]
    assert any(message in row for row in said), str(caught.value)


def test_every_breach_is_listed_in_the_order_of_lines(checkout):
    checkout.write(
        checkout.text.replace("points=1", "points=0").replace("**2** Both", "**3** Both")
    )
    with pytest.raises(MasterError) as caught:
        checkout.master()
    lines = [problem.line for problem in caught.value.problems]
    assert lines == [checkout.line("# %% check"), checkout.line("# %% [markdown] rubric")]


def test_a_question_without_a_rubric_or_with_two(checkout):
    question, rubric = checkout.text.split('# %% [markdown] rubric="when_equal"')
    for rubrics in ("", f'# %% [markdown] rubric="when_equal"{rubric}' * 2):
        checkout.write(question + rubrics)
        with pytest.raises(MasterError, match="question 'when_equal' needs one rubric: a cell"):
            checkout.master()


def test_half_points_are_points(checkout):
    checkout.write(checkout.text.replace("points=1", "points=0.5"))
    assert [cell.points for cell in checkout.master().of("check", "double")] == [0.5, 2.0]
