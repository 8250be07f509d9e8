import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.datasets import load

PLAYGROUND = ("circle", "xor", "gauss", "spiral")
CLOUDS = (*PLAYGROUND, "moons")


@pytest.mark.parametrize("name", CLOUDS)
def test_a_cloud_has_250_points_two_classes_and_its_seed(name):
    one, again, other = load(name), load(name), load(name, seed=1)
    assert one.x.shape == (250, 2)
    assert 0.4 < one.y.mean() < 0.6
    np.testing.assert_array_equal(one.x, again.x)
    assert not np.array_equal(one.x, other.x)
    # Shuffled: a batch of the first fifty is not of one class.
    assert 0.2 < one.y[:50].mean() < 0.8


@settings(deadline=None)
@given(name=st.sampled_from(PLAYGROUND), n=st.integers(2, 99), noise=st.floats(0, 0.5))
def test_any_size_and_noise_is_served(name, n, noise):
    data = load(name, n=n, noise=noise)
    assert data.x.shape == (n, 2)
    assert np.isfinite(data.x).all()
    if name != "gauss":
        assert np.abs(data.x).max() <= 6


def test_circle_without_noise_is_a_disc_in_a_ring():
    data = load("circle", n=2000, noise=0.0)
    radius = np.hypot(*data.x.T)
    assert radius[data.y == 1].max() <= 2.5
    assert radius[data.y == 0].min() >= 3.5
    assert data.y.sum() == 1000


def test_circle_noise_flips_labels_not_places():
    clean, noisy = load("circle", noise=0.0), load("circle", noise=0.5)
    assert sorted(map(tuple, clean.x)) == sorted(map(tuple, noisy.x))
    assert clean.y.sum() != noisy.y.sum()


def test_xor_without_noise_follows_the_sign_of_the_product():
    data = load("xor", n=2000, noise=0.0)
    np.testing.assert_array_equal(data.x.prod(axis=1) > 0, data.y == 1)
    assert np.abs(data.x).min() >= 0.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_gauss_has_the_variance_of_its_noise(noise, variance):
    data = load("gauss", n=20000, noise=noise)
    for label, centre in ((1, 2), (0, -2)):
        heap = data.x[data.y == label]
        np.testing.assert_allclose(heap.mean(axis=0), centre, atol=0.1)
        np.testing.assert_allclose(heap.var(axis=0), variance, rtol=0.1)


def test_spiral_arms_mirror_each_other():
    data = load("spiral", n=200, noise=0.0)
    arms = [data.x[data.y == label] for label in (0, 1)]
    one, other = (arm[np.argsort(np.hypot(*arm.T))] for arm in arms)
    np.testing.assert_allclose(one, -other, atol=1e-12)
    # i = 40 of 100: radius 2 at the angle 1.4 pi.
    np.testing.assert_allclose(other[40], [2 * np.sin(1.4 * np.pi), 2 * np.cos(1.4 * np.pi)])


@pytest.mark.parametrize("name", PLAYGROUND)
def test_noise_beyond_the_scale_is_refused(name):
    for noise in (-0.1, 0.6, float("nan"), "much"):
        with pytest.raises(ValueError, match=r"is out of range; give a number from 0 to 0\.5"):
            load(name, noise=noise)


@pytest.mark.parametrize("name", CLOUDS)
def test_an_impossible_size_is_refused(name):
    with pytest.raises(ValueError, match="n=1 is not a number of examples"):
        load(name, n=1)
