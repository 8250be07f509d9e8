"""The engine reproduces the course's counts, and names the settings that it cannot use."""

import subprocess
import sys

import numpy as np
import pytest

from helpers.datasets import load
from helpers.playground import train

RING = ([[0.0, 0.5], [2.0, 1.0], [-1.0, 3.0], [0.5, 0.0], [-0.5, 0.25]], [1, 0, 0, 1, 1])


def test_a_batch_beyond_the_data_is_one_batch():
    exact, beyond = (train(RING, seeds=3, epochs=9, batch_size=size) for size in (5, 500))
    np.testing.assert_array_equal(exact.losses, beyond.losses)


@pytest.mark.parametrize(("hidden", "solved"), [((4, 2), 20), ((3,), 16), ((2,), 0), ((8,), 20)])
def test_how_many_of_twenty_solve_the_circle(hidden, solved):
    runs = train(load("circle"), hidden, seeds=range(20), epochs=500)
    # Rounding may differ on another processor, so a borderline network may change sides.
    assert runs.solved(0.95) == pytest.approx(solved, abs=0 if solved in (0, 20) else 2)


@pytest.mark.parametrize(
    ("activation", "ratio"), [("tanh", 0.66), ("relu", 0.57), ("sigmoid", 0.0010)]
)
def test_how_much_gradient_reaches_the_first_layer(activation, ratio):
    norms = train(load("spiral"), (8, 8, 8, 8), activation, epochs=0).gradient_norms
    assert norms.shape == (20, 5)
    first, *_, last = norms.mean(axis=0)
    assert first / last == pytest.approx(ratio, rel=0.05)


def test_runs_report_themselves():
    runs = train(RING, hidden=(3,), seeds=range(4), epochs=300, learning_rate=0.3)
    assert runs.losses.shape == (4, 300)
    assert [w.shape for w in runs.weights] == [(4, 2, 3), (4, 3, 1)]
    assert [b.shape for b in runs.biases] == [(4, 3), (4, 1)]
    right = (runs.predict(RING[0]) > 0) == np.array(RING[1])
    np.testing.assert_array_equal(runs.accuracy, right.mean(axis=1))
    np.testing.assert_array_equal(runs.accuracy, runs.score(RING))
    assert runs.solved(1.0) == np.sum(runs.accuracy == 1)


def test_a_network_that_blows_up_says_so_in_its_loss_and_nowhere_else(recwarn):
    runs = train(RING, (8, 8), "relu", epochs=50, learning_rate=1e6, seeds=range(5))
    assert runs.losses.shape == (5, 50)
    assert not recwarn.list


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"activation": "swish"}, "activation must be one of tanh, relu, .* got 'swish'"),
        ({"output": "linear"}, "output must be one of tanh, sigmoid; got 'linear'"),
        ({"initialisation": "zeros"}, "initialisation must be one of .* got 'zeros'"),
        ({"features": ("x1", "x3")}, "features must be one of x1, x2, .* got 'x3'"),
        ({"features": ()}, "features must name at least one input"),
        ({"features": ("x1", "x1")}, "features must name at least one input, each once"),
        ({"hidden": (4, 0)}, "hidden must be a whole number of at least 1; got 0"),
        ({"hidden": "4"}, "hidden must be a sequence of layer sizes; got '4'"),
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1; got 0"),
        ({"batch_size": 2.5}, "batch_size must be a whole number .* got 2.5"),
        ({"epochs": -1}, "epochs must be a whole number of at least 0; got -1"),
        ({"learning_rate": float("nan")}, "learning_rate must be a finite number .* got nan"),
        ({"l1": -1}, "l1 must be a finite number of at least 0; got -1"),
        ({"seeds": ()}, "seeds must name at least one"),
        ({"seeds": (1, -2)}, "seeds must be a whole number of at least 0; got -2"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(options, message):
    with pytest.raises(ValueError, match=message):
        train(RING, **options)


def test_numpy_is_all_it_imports():
    code = (
        "import sys, helpers.playground.engine;"
        "heavy = {'tensorflow', 'matplotlib', 'ipywidgets', 'sklearn', 'pandas'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
