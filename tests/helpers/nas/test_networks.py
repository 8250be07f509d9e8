import numpy as np
import pytest

from helpers.nas import build, canonical, multiply_adds, operation

IMAGES = np.random.default_rng(0).random((5, 8, 8, 1), dtype="float32")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        (("chain", "skip", "pool", "skip"), 80 + 90),
        (("chain", "conv3", "skip", "conv1"), 80 + 584 + 72 + 90),
        (("branch", "conv5", "pool", "skip"), 80 + 1608 + 250),
        (("cell", "conv3", "skip", "conv5"), 80 + 2 * (584 + 1608) + 90),
    ],
)
def test_a_network_has_the_parameters_of_its_operations(name, parameters):
    model = build(name)
    assert model.count_params() == parameters
    assert np.allclose(np.sum(model(IMAGES), axis=1), 1, atol=1e-5)


def test_equal_networks_are_built_equal():
    name = ("cell", "conv1", "conv5", "skip")
    shapes = [[w.shape for w in build(n).weights] for n in (name, canonical(name))]
    assert shapes[0] == shapes[1]


def test_a_cell_adds_its_two_paths():
    model = build(("cell", "skip", "skip", "skip"))
    stem, dense = model.layers[1], model.layers[-1]
    pooled = np.asarray(4 * stem(IMAGES)).reshape(5, 4, 2, 4, 2, 8).max(axis=(2, 4))
    want = np.asarray(dense(pooled.mean(axis=(1, 2))))
    assert np.allclose(model(IMAGES), want, atol=1e-5)


def test_multiplications_of_one_image():
    model = build(("chain", "conv3", "skip", "skip"))
    assert multiply_adds(model) == 64 * (9 * 8 + 9 * 8 * 8) + 8 * 10


@pytest.mark.parametrize("name", ["skip", "pool", "conv1", "conv3", "conv5"])
def test_operations_keep_height_and_width(name):
    assert operation(name)(np.ones((2, 6, 5, 8), "float32")).shape == (2, 6, 5, 8)
