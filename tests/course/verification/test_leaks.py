import json

import pytest
from nbformat import writes

from course.editions.source import source_notebook
from course.editions.student import student_edition
from course.verification import leaks


@pytest.fixture
def search(checkout):
    """Search the student edition after a change to its parsed JSON, and the helpers."""

    def search(change=lambda notebook: None, helpers=None):
        master = checkout.master()
        edition = student_edition(source_notebook(master), checkout.syllabus, "notebooks/a.ipynb")
        notebook = json.loads(writes(edition))
        change(notebook)
        return leaks(master, notebook, helpers or {})

    return search


def test_nothing_leaks_from_a_built_edition(search):
    assert search() == []


SECRETS = {
    "exercise 'double'": "twice_as_much = x + x",
    "check 'double-check-2'": 'assert double(-7) == -14, "wrong for a negative number"',
    "mutant 'double-mutant-3'": "return 2 * abs(x) + 0 * x",
    "question 'when_equal'": "For zero and for two, where both sides agree.",
    "rubric 'when_equal-rubric-1'": "- **2** Both numbers and no equation.",
}


@pytest.mark.parametrize(("cell", "line"), SECRETS.items(), ids=SECRETS)
def test_a_secret_line_is_found_in_text_outputs_and_metadata(search, cell, line):
    spaced = "    " + line.replace(" ", "  ") + "\n"

    def in_text(notebook):
        notebook["cells"][2]["source"].append(spaced)

    def in_output(notebook):
        output = {"output_type": "stream", "name": "stdout", "text": [line]}
        notebook["cells"][1]["outputs"].append(output)

    def in_metadata(notebook):
        notebook["cells"][0]["metadata"]["old"] = {"deep": [line]}

    def in_a_key(notebook):
        notebook["metadata"][line] = 1

    for hide in (in_text, in_output, in_metadata, in_a_key):
        found = search(hide)
        assert found == [f"student edition holds a line of {cell}: {line}"], hide.__name__


def test_a_secret_line_is_found_in_a_helper(search):
    line = SECRETS["exercise 'double'"]
    assert search(helpers={"helpers/a.py": f"def f(x):\n    {line}\n"}) == [
        f"helpers/a.py holds a line of exercise 'double': {line}"
    ]


def test_a_line_that_the_student_sees_anyway_is_no_secret(search, checkout):
    checkout.changed("return x + 2 + 0 * x", "return_it = double(start) == 2 * start")
    checkout.text = checkout.places.master(checkout.unit).read_text("utf-8")
    checkout.changed("start = 5", "start = 5\n# return_it = double(start) == 2 * start")
    assert search() == []


def test_short_lines_and_imports_are_no_secret(search, checkout):
    checkout.changed(
        "    twice_as_much = x + x\n", "    import numpy.linalg as algebra\n    y = 1\n"
    )
    seen = "import numpy.linalg as algebra\ny = 1\n"
    assert search(lambda notebook: notebook["cells"][2]["source"].append(seen)) == []


SOLVED = '''\
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    total = np.zeros(x.shape)
    for value in x:
        total[:] += 2 * value.sum()
    return total
    ### END SOLUTION
'''
RENAMED = """\
def inner(rows):
    # Nobody will notice.
    acc = np.zeros(rows.shape)
    for r in rows:
        acc[:] += 2 * r.sum()
    return acc
"""


def test_a_solution_under_other_names_is_found_in_a_helper(search, checkout):
    start, end = checkout.text.index("def double"), checkout.text.index('# %% check="double" p')
    checkout.changed(checkout.text[start:end], SOLVED + "\n")
    found = ["helpers/a.py holds a function that solves 'double'"]
    assert search(helpers={"helpers/a.py": RENAMED}) == found
    assert search(helpers={"helpers/a.py": f"class A:\n{RENAMED}".replace("\n", "\n    ")}) == found
    assert search(helpers={"helpers/a.py": RENAMED.replace("2 *", "3 *")}) == []
    assert search(helpers={"helpers/a.py": "%magic"}) == []
