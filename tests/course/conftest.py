"""A small checkout with one complete unit: what the course's tools work on."""

from dataclasses import dataclass, field

import pytest

from course.master import read_master
from course.places import Places
from course.syllabus import read_syllabus

UNIT = "00-doubling"

SYLLABUS = """\
title = "A course"
repository = "https://github.com/someone/a-course"
branch = "main"

[[unit]]
id = "00-doubling"
title = "Doubling"
minutes = 10
objectives = ["Double a number"]
topics = ["doubling"]
"""

MASTER = '''\
# %% [markdown]
# # Doubling
#
# At the end you can double a number.

# %% tags=["numbers"]
from helpers import datasets

start = 5

# %% [markdown]
# ### Exercise: double
#
# Write `double`.

# %% exercise="double"
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    twice_as_much = x + x
    return twice_as_much
    ### END SOLUTION

# %% check="double" points=1
assert double(3) == 6, "double(3) should be 6"

# %% check="double" points=2
assert double(start) == 2 * start, "wrong for the start"
### BEGIN HIDDEN TESTS
assert double(-7) == -14, "wrong for a negative number"
### END HIDDEN TESTS

# %% mutant="double" name="squares x[i]"
def double(x):
    return x ** 2 + 0 * x

# %% mutant="double" name="adds two"
def double(x):
    return x + 2 + 0 * x

# %% mutant="double" name="loses the sign"
def double(x):
    return 2 * abs(x) + 0 * x

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


@dataclass
class Checkout:
    """A folder laid out like the repository, and short ways to use it."""

    places: Places
    text: str = MASTER
    unit: str = UNIT
    syllabus: object = field(init=False)

    def __post_init__(self):
        root = self.places.root
        for folder in ("course", f"solutions/{UNIT}", "helpers"):
            (root / folder).mkdir(parents=True)
        (root / "course" / "syllabus.toml").write_text(SYLLABUS, "utf-8")
        (root / "helpers" / "datasets.py").write_text("SEED = 0\n", "utf-8")
        self.syllabus = read_syllabus(root / "course" / "syllabus.toml")
        self.write(self.text)

    def write(self, text):
        """Write the master; return its path."""
        path = self.places.master(UNIT)
        path.write_text(text, "utf-8")
        return path

    def changed(self, old, new):
        """Write the master with one place changed; return its path."""
        assert self.text.count(old) == 1, f"{old!r} is not in the master once"
        return self.write(self.text.replace(old, new))

    def master(self):
        return read_master(self.places.master(UNIT))

    def line(self, text):
        """Return the number of the first line of the master that starts with a text."""
        rows = self.places.master(UNIT).read_text("utf-8").splitlines()
        return next(n for n, row in enumerate(rows, start=1) if f"{row}\n".startswith(text))


@pytest.fixture
def checkout(tmp_path):
    return Checkout(Places(tmp_path))
