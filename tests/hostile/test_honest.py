"""Odd but honest: nothing of this may cost a point or raise an alarm."""

import json

import pytest

from course.grading import grade
from course.kernels import host
from tests.hostile.small_unit import POINTS, RIGHT

SHADOWS = "sum = 3; list = [1]; id = 7; type = 'a'; len = 0; vars = dir = isinstance = abs = None"
DATACLASS = """
from dataclasses import dataclass
@dataclass
class Counter:
    count: int = 0
    def add(self, n):
        self.count += n
        return self.count
"""
FULL_CLASS = """
class Counter:
    def __init__(self): self.count = 0
    def __eq__(self, other): return self.count == other.count
    def __hash__(self): return hash(self.count)
    def __bool__(self): return self.count > 0
    def __add__(self, n): return self.count + n
    def __len__(self): return self.count
    def add(self, n):
        self.count += n
        return self.count
"""
THREADS = """
from concurrent.futures import ThreadPoolExecutor
import threading
with ThreadPoolExecutor(2) as pool: print(list(pool.map(str, range(4))))
worker = threading.Thread(target=print, args=(1,)); worker.start(); worker.join()
"""
LOGS = """
import logging, traceback, warnings
logging.warning("odd"); warnings.warn("odd", stacklevel=2)
try: 1 / 0
except ZeroDivisionError: traceback.print_exc(); print(traceback.format_exc())
"""
FRAMEWORKS = """
import keras, tensorflow as tf, pandas as pd
from sklearn.linear_model import Perceptron
model = keras.Sequential([keras.layers.Dense(2)])
model(np.zeros((1, 2)))
@tf.function
def square(x): return x * x
print(square(tf.constant(2.0)), pd.DataFrame({"a": [1]}).describe())
"""
OWN_HELPER = "def max(a): return a\ndef abs(x): return 'mine'\n" + RIGHT["double"].replace(
    "2 * x", "max(2 * x)"
)

ODD = {
    "shadows builtins": {"first": SHADOWS},
    "shadows numpy": {
        "first": "np = 5",
        "average": "import numpy\ndef average(v): return numpy.mean(v, axis=0)",
    },
    "a helper named like a builtin": {"double": OWN_HELPER},
    "warns": {
        "double": "import warnings\ndef double(x):\n    warnings.warn('slow')\n    return 2 * x"
    },
    "prints, and to stderr": {
        "double": "import sys\ndef double(x):\n    print(x); print(x, file=sys.stderr)\n    return 2 * x"
    },
    "plots": {
        "first": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()"
    },
    "magics": {"first": "%timeit -n1 -r1 1 + 1\n%time 1\n!echo hello\n%env"},
    "a dataclass": {"Counter": DATACLASS},
    "a class with every operator": {"Counter": FULL_CLASS},
    "NumPy's numbers": {"double": "def double(x): return np.float64(2 * x)"},
    "other numbers": {
        "double": "from fractions import Fraction\ndef double(x): return Fraction(2 * x)"
    },
    "named tuples, enums and helpers": {
        "first": (
            "from collections import namedtuple\nfrom enum import IntEnum\n"
            "Pair = namedtuple('Pair', 'a b')\nclass Kind(IntEnum):\n    ONE = 1\n"
            "assert Pair(1, 2) == (1, 2)\nimport helpers.datasets\nhelpers.datasets.load('apples')"
        )
    },
    "tensors": {
        "first": "import tensorflow as tf",
        "average": "def average(v): return tf.reduce_mean(tf.constant(v, tf.float64), axis=0)",
    },
    "frameworks": {"first": FRAMEWORKS},
    "threads that end": {"first": THREADS},
    "logs and shows its own traceback": {"first": LOGS},
    "decorates and caches": {
        "double": "import functools\n@functools.lru_cache\ndef double(x):\n    return 2 * x"
    },
    "recursion and generators": {
        "double": "def double(x):\n    return sum(v for v in (x, x))",
        "average": "def average(v):\n    return [sum(c) / len(v) for c in zip(*v)]",
    },
    "an error in a cell of its own": {"first": "1 / 0"},
    "an unfinished cell of its own": {"first": "def half(:"},
    "sets NumPy's options and seed": {
        "first": "np.seterr(all='ignore'); np.random.seed(1); np.set_printoptions(precision=2)"
    },
    "asks for help and its history": {"first": "double?\n%history\nprint(len(In), Out)"},
    "a lambda": {"double": "double = lambda x: x + x"},
}


@pytest.mark.parametrize("name", ODD)
def test_an_honest_submission_keeps_every_point(unit, name):
    odd = dict(ODD[name])
    first = odd.pop("first", "")
    result = unit.grade(unit.submission(RIGHT | odd, first=first))
    assert (result.status, result.evidence) == ("graded", ())
    assert [score.reason for score in result.scores if score.points == 0] == []
    assert result.points == POINTS


@pytest.mark.parametrize("exercise", ["double", "average", "Counter"])
def test_a_missing_answer_costs_its_own_points_only(unit, exercise):
    untouched = {name: source for name, source in RIGHT.items() if name != exercise}
    result = unit.grade(unit.submission(untouched))
    assert (result.status, result.points, result.evidence) == ("graded", POINTS - 3, ())


def test_an_honest_answer_in_a_normal_kernel(unit, monkeypatch):
    monkeypatch.setattr(host, "SUPPORTED", False)  # as on a machine that cannot fork kernels
    result = grade(json.loads(json.dumps(unit.submission(RIGHT))), unit.master, unit.limits, True)
    assert (result.status, result.evidence, result.points) == ("graded", (), POINTS)
