import numpy as np
import pytest

from helpers.datasets import load


def test_sine_runs_from_left_to_right():
    data = load("sine")
    np.testing.assert_allclose(data.x[:, 0], np.arange(0, 10, 0.1))
    np.testing.assert_allclose(data.y, np.sin(np.arange(0, 10, 0.1)))
    assert not data.is_classification


def test_sine_shuffled_keeps_its_pairs():
    data = load("sine", shuffle=True, seed=3)
    assert not np.array_equal(data.x, load("sine").x)
    np.testing.assert_array_equal(np.sort(data.x, axis=0), load("sine").x)
    np.testing.assert_array_equal(data.y, np.sin(data.x[:, 0]))
    assert not np.array_equal(data.x, load("sine", shuffle=True, seed=4).x)


def test_sine_noise_has_the_standard_deviation_asked_for():
    errors = [load("sine", noise=0.3, seed=s).y - load("sine").y for s in range(50)]
    assert np.std(errors) == pytest.approx(0.3, rel=0.05)
    assert load("sine", noise=0.3).source.startswith("simulated")
    with pytest.raises(ValueError, match="noise=-1 is out of range; give a number >= 0"):
        load("sine", noise=-1)


def test_parabola():
    data = load("parabola")
    np.testing.assert_allclose(data.x[:, 0], np.arange(-1, 1, 0.01), atol=1e-12)
    np.testing.assert_array_equal(data.y, data.x[:, 0] ** 2)


def test_noise_has_the_inputs_of_sine_and_a_floor_of_one_twelfth():
    draws = [load("noise", seed=seed) for seed in range(50)]
    np.testing.assert_array_equal(draws[0].x, load("sine").x)
    y = np.concatenate([draw.y for draw in draws])
    assert 0 <= y.min() < y.max() < 1
    assert np.mean((y - 0.5) ** 2) == pytest.approx(1 / 12, rel=0.05)
