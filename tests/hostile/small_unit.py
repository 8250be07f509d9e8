"""A small unit, an honest and a worthless set of answers, and ways to hand in something else."""

import copy
import json
from dataclasses import dataclass, field

import nbformat

from course.editions.source import source_notebook
from course.editions.student import student_edition
from course.grading import grade
from course.master import read_master
from course.sandbox.limits import Limits
from course.syllabus import read_syllabus

SYLLABUS = """\
title = "A course"
repository = "https://github.com/someone/a-course"
branch = "main"

[[unit]]
id = "00-small"
title = "Small"
minutes = 10
objectives = ["Double, average and count"]
topics = ["doubling"]
"""

MASTER = '''\
# %% [markdown]
# # Small
#
# At the end you can double, average and count.

# %%
import numpy as np

# %% [markdown]
# ### Exercise: double
#
# Write `double`.

# %% exercise="double"
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION

# %% check="double" points=1
assert double(3) == 6, "double(3) should be 6"

# %% check="double" points=2
assert double(0) == 0, "wrong for zero"
### BEGIN HIDDEN TESTS
assert double(-7418) == -14836, "wrong for a negative number"
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: average
#
# Write `average`.

# %% exercise="average"
def average(values):
    """Return the mean of each column."""
    ### BEGIN SOLUTION
    return np.asarray(values).mean(axis=0)
    ### END SOLUTION

# %% check="average" points=1
got = average([[1.0, 2.0], [3.0, 6.0]])
assert np.allclose(got, [2, 4]), f"expected [2, 4], got {got}"

# %% check="average" points=2
got = average([[5.0]])
assert abs(got[0] - 5) < 1e-9, "wrong for one number"
### BEGIN HIDDEN TESTS
table = np.array([[8.25, 1.5, -3.0], [0.75, 2.5, 3.0]])
np.testing.assert_allclose(average(table), [4.5, 2.0, 0.0], err_msg="wrong for three columns")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: Counter
#
# Write `Counter`.

# %% exercise="Counter"
class Counter:
    """Counts up from zero."""

    ### BEGIN SOLUTION
    def __init__(self):
        self.count = 0

    def add(self, n):
        self.count += n
        return self.count
    ### END SOLUTION

# %% check="Counter" points=1
counter = Counter()
assert isinstance(counter, Counter) and counter.add(2) == 2, "the first step is wrong"

# %% check="Counter" points=2
counter = Counter()
assert counter.count == 0, "it starts at 0"
### BEGIN HIDDEN TESTS
counter.add(31)
assert counter.add(1106) == 1137 and counter.count == 1137, "it does not add up"
### END HIDDEN TESTS

# %% mutant="double" name="adds two"
def double(x):
    return x + 2

# %% mutant="double" name="squares"
def double(x):
    return x**2

# %% mutant="double" name="loses the sign"
def double(x):
    return 2 * abs(x)

# %% mutant="average" name="mean of all"
def average(values):
    return np.mean(values)

# %% mutant="average" name="mean of each row"
def average(values):
    return np.mean(values, axis=1)

# %% mutant="average" name="sums"
def average(values):
    return np.sum(values, axis=0)

# %% mutant="Counter" name="counts calls"
class Counter:
    count = 0

    def add(self, n):
        self.count += 1
        return self.count

# %% mutant="Counter" name="forgets"
class Counter:
    count = 0

    def add(self, n):
        return n

# %% mutant="Counter" name="returns nothing"
class Counter:
    count = 0

    def add(self, n):
        self.count += n

# %% [markdown] question="when_equal" points=3
# ### In your own words
#
# When are doubling and squaring the same?
#
# ### BEGIN SOLUTION
# For zero and for two, where both sides agree.
# ### END SOLUTION

# %% [markdown] rubric="when_equal"
# - **3** Both numbers, with the equation.
# - **2** Both numbers and no equation.
# - **1** One of the numbers.
# - **0** No answer, or a wrong one.
'''

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "average": "def average(values):\n    return np.mean(np.array(values, dtype=float), axis=0)",
    "Counter": (
        "class Counter:\n"
        "    def __init__(self):\n        self.count = 0\n"
        "    def add(self, n):\n        self.count += n\n        return self.count"
    ),
    "when_equal": "At zero and at two.",
}
# An answer that earns nothing by itself.
WRONG = {
    "double": "def double(x):\n    return 1",
    "average": "def average(values):\n    return [0.5]",
    "Counter": ("class Counter:\n    count = 5\n    def add(self, n):\n        return -1"),
    "when_equal": "At zero and at two.",
}
POINTS = 9.0  # of the checks; the question waits for a person
LIMITS = Limits(
    cell_seconds=6,
    notebook_seconds=40,
    memory_mb=800,
    processes=80,
    file_mb=4,
    scratch_mb=16,
    cell_output_mb=1,
    output_mb=3,
)


@dataclass
class Unit:
    """The unit's master and its student edition."""

    master: dict
    edition: nbformat.NotebookNode
    limits: Limits = field(default=LIMITS)

    def submission(self, answers, first="", before_checks=""):
        """Return a handed-in notebook.

        Parameters
        ----------
        answers : dict of str to str
        first : str
            A cell of the student's own above the first exercise.
        before_checks : str
            A cell of the student's own above the first check.
        """
        notebook = copy.deepcopy(self.edition)
        for name, source in answers.items():
            cell_of(notebook, name).source = source
        for name, source in (("double", first), ("double-check-1", before_checks)):
            if source:
                position = notebook.cells.index(cell_of(notebook, name))
                notebook.cells.insert(position, nbformat.v4.new_code_cell(source))
        return notebook

    def grade(self, notebook, limits=None):
        """Return the result of a submission, graded in the real sandbox."""
        return grade(json.loads(json.dumps(notebook)), self.master, limits or self.limits)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def make_unit(folder):
    """Build the unit in an empty folder."""
    (folder / "00-small.py").write_text(MASTER, "utf-8")
    (folder / "syllabus.toml").write_text(SYLLABUS, "utf-8")
    source = source_notebook(read_master(folder / "00-small.py"))
    syllabus = read_syllabus(folder / "syllabus.toml")
    edition = student_edition(source, syllabus, "a/b.ipynb")
    return Unit(json.loads(nbformat.writes(source)), edition)
