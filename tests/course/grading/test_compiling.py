import sys

import keras
import nbformat
import numpy as np
import pytest

from course.grading import compiling
from course.grading.instrument import instrument
from course.grading.run import run
from course.sandbox.limits import Limits

ASK = """\
import keras, tensorflow as tf
print(tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"])
print(keras.Model.make_train_function.__module__, hasattr(keras.Model.make_train_function, "__wrapped__"))
square = tf.function(lambda x: x * x)
print(square(tf.constant(3.0)).numpy())
"""
OPTIMIZERS = [
    keras.optimizers.Adam,
    lambda: keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    lambda: keras.optimizers.RMSprop(use_ema=True, ema_overwrite_frequency=3, clipnorm=1.0),
    lambda: keras.optimizers.AdamW(keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.9)),
    lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam()),
]


def test_a_graded_notebook_runs_its_graphs_as_they_are():
    cell = nbformat.v4.new_code_cell(ASK, id="ask")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    watched = instrument(notebook, notebook).notebook
    endings, _ = run(watched, Limits())
    assert endings["ask"].ok, endings["ask"]
    printed = next(c for c in watched.cells if c.id == "ask").outputs[0].text
    assert printed == "True\nkeras.src.backend.tensorflow.trainer True\n9.0\n"


def test_nothing_is_imported_for_it(monkeypatch):
    for library in ("tensorflow", "keras"):
        monkeypatch.delitem(sys.modules, library)
    compiling.leave_graphs_alone()
    compiling.trace_steps_once()
    assert not {"tensorflow", "keras"} & sys.modules.keys()


class Counted(keras.layers.Dense):
    """A layer that counts how often it is traced."""

    traced = 0

    def call(self, inputs, training=None):
        self.traced += 1
        return super().call(inputs, training)


class OwnStep(keras.Sequential):
    """A model that brings a step of its own."""

    def train_step(self, data):
        return super().train_step(data)


@pytest.fixture
def sooner(monkeypatch):
    """Return a function that lets Keras trace steps once from here to the end of the test."""
    monkeypatch.setattr(keras.Model, "make_train_function", keras.Model.make_train_function)
    return compiling.trace_steps_once


def trained(optimizer, kind=keras.Sequential, metrics=None):
    """Return the losses, all weights and how often a layer was traced."""
    keras.utils.set_random_seed(3)
    x = np.random.default_rng(3).normal(size=(50, 4)).astype("float32")
    counted = Counted(3, activation="relu")
    model = kind([keras.Input((4,)), counted, keras.layers.Dropout(0.3), keras.layers.Dense(1)])
    counted.traced = 0
    model.compile(optimizer, "mse", metrics=metrics)
    history = model.fit(x, x[:, :1], epochs=3, batch_size=16, verbose=0).history
    variables = [v.numpy() for v in (*model.variables, *model.optimizer.variables)]
    return history, variables, counted.traced


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_training_gives_the_same_numbers_and_is_traced_once(sooner, optimizer):
    history, variables, traced = trained(optimizer())
    sooner()
    again, same, traced_now = trained(optimizer())
    assert again == history
    assert all(np.array_equal(a, b) for a, b in zip(variables, same, strict=True))
    assert (traced, traced_now) == (2, 1)


# With metrics, Keras itself builds the optimizer first.
@pytest.mark.parametrize(("kind", "metrics"), [(OwnStep, None), (keras.Sequential, ["mae"])])
def test_other_trainings_are_traced_as_ever(sooner, kind, metrics):
    history, variables, traced = trained("adam", kind, metrics)
    sooner()
    again, same, traced_now = trained("adam", kind, metrics)
    assert (again, traced_now) == (history, traced)
    assert all(np.array_equal(a, b) for a, b in zip(variables, same, strict=True))
