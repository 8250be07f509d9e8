import pytest

from course.master import Cell
from course.verification import verify
from course.verification.replay import imports, names_of, needed, needs_replay

TENSORFLOW = """\
# %% [markdown]
# # Gradients

# %%
import keras
import tensorflow as tf

# %%
factor = tf.constant(2.0)
table = tf.random.normal((300, 300))
demo = keras.Sequential([keras.layers.Dense(1)])
demo(table @ table)

# %% exercise="double"
def double(x):
    ### BEGIN SOLUTION
    return factor * x
    ### END SOLUTION

# %% check="double" points=1
with tf.GradientTape() as tape:
    x = tf.Variable([1.0, 3.0])
    y = tf.function(double)(x)
assert tape.gradient(y, x).numpy().tolist() == [2, 2], "the slope of a double is two"
### BEGIN HIDDEN TESTS
assert float(double(tf.constant(5.0))) == 10, "wrong for a scalar"
### END HIDDEN TESTS

# %% mutant="double" name="adds"
def double(x):
    return factor + x

# %% mutant="double" name="leaves it"
def double(x):
    return x

# %% mutant="double" name="squares"
def double(x):
    return x * x
"""


def code(source, kind="code"):
    return Cell(kind, source, source, 1)


def cells(*sources):
    return [code(source) for source in sources]


def test_follows_names_backwards():
    earlier = cells("import numpy as np", "a = np.ones(3)", "b = 2", "c = a + 1", "print(b)")
    assert needed(earlier, cells("assert c[0] == 2")) == [earlier[0], earlier[1], earlier[3]]


def test_a_name_bound_anew_ends_the_search():
    earlier = cells("x = slow()", "x = 3", "y = x")
    assert needed(earlier, cells("y")) == earlier[1:]
    assert needed(earlier, cells("x = 1\nx")) == []
    assert needed(earlier, cells("def f(x):\n    return x")) == []


@pytest.mark.parametrize(
    "change", ["model.fit(1)", "fit(model, 1)", "model.rate = 2", "model[0] = 1", "model += 1"]
)
def test_keeps_the_cells_that_change_an_object(change):
    earlier = cells("model = build()", change, "other.fit(1)")
    assert needed(earlier, cells("assert model.loss < 1")) == earlier[:2]


def test_a_function_needs_the_globals_of_its_body():
    earlier = cells("rate = .1", "limit = 1")
    assert needed(earlier, cells("def step(w):\n    limit = 2\n    return w - rate")) == earlier[:1]


def test_a_method_of_a_module_changes_nothing():
    earlier = cells("import numpy as np", "np.show_config()", "a = np.pi")
    assert needed(earlier, cells("a")) == [earlier[0], earlier[2]]


def test_prose_is_never_needed_and_no_python_has_no_names():
    assert needed([code("x = 1", "prose")], cells("x")) == []
    assert names_of("def f(:").reads == frozenset()


def test_imports_are_those_of_code_cells_at_top_level():
    found = imports(cells("import os\nx = 1", "from math import pi", "def f():\n    import re"))
    assert found == "import os\nfrom math import pi"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("import keras", True),
        ("from keras import layers", True),
        ("import tensorflow as tf", True),
        ("from helpers import runtime", True),
        ("from helpers.training import fit", True),
        ("from helpers import datasets, plotting", False),
        ("import numpy as np", False),
    ],
)
def test_tensorflow_needs_replay(source, answer):
    class Unit:
        cells = [code(source)]

    assert needs_replay(Unit) is answer


@pytest.mark.slow
def test_verifies_a_unit_whose_threads_would_not_survive_a_fork(checkout):
    checkout.write(TENSORFLOW)
    verdicts = verify(checkout.master())
    assert [(v.answer, v.is_right) for v in verdicts] == [
        ("reference", True),
        ("blank", True),
        ("adds", True),
        ("leaves it", True),
        ("squares", True),
    ]
