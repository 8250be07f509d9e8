import numpy as np
import pytest

from helpers.datasets import load


@pytest.fixture(scope="module")
def clean():
    return load("shapes", n=400, noise=0.0)


def outline(data, name):
    """Return the pictures of one shape, and in each the rows and columns that it spans."""
    pictures = data.x[data.y == data.target_names.index(name)].astype(float)
    return pictures, [np.argwhere(picture > 0.3 * picture.max()) for picture in pictures]


def test_pictures_are_grey_levels_in_equal_classes(clean):
    assert clean.x.shape == (400, 28, 28)
    assert clean.x.dtype == np.uint8
    assert np.bincount(clean.y).tolist() == [100] * 4
    assert clean.target_names == ("circle", "square", "triangle", "cross")


def test_every_outline_lies_wholly_inside_its_picture(clean):
    border = np.ones((28, 28), dtype=bool)
    border[1:-1, 1:-1] = False
    assert clean.x[:, border].max() == 0
    assert clean.x.max(axis=(1, 2)).min() > 80


def test_place_size_and_brightness_vary(clean):
    for name in clean.target_names:
        pictures, pixels = outline(clean, name)
        assert np.std([p.mean(axis=0) for p in pixels], axis=0).min() > 0.5
        assert np.std([np.ptp(p[:, 1]) for p in pixels]) > 1
        assert np.std(pictures.max(axis=(1, 2))) > 20


def test_each_shape_is_the_one_that_its_label_says(clean):
    def at_middle(name):
        pictures, pixels = outline(clean, name)
        boxes = [p.min(axis=0) + np.ptp(p, axis=0) // 2 for p in pixels]
        return np.array([im[r, c] > 0 for im, (r, c) in zip(pictures, boxes, strict=True)])

    def width_ratio(name, row):
        """Return how wide a shape is in its top or bottom row, against its whole width."""
        found = []
        for p in outline(clean, name)[1]:
            line = p[p[:, 0] == row(p[:, 0])]
            found.append((np.ptp(line[:, 1]) + 1) / (np.ptp(p[:, 1]) + 1))
        return np.mean(found)

    assert at_middle("cross").all()
    assert not any(at_middle(name).any() for name in ("circle", "square"))
    assert width_ratio("square", np.min) > 0.95 < width_ratio("square", np.max)
    assert width_ratio("triangle", np.min) < 0.35
    assert width_ratio("triangle", np.max) > 0.9
    assert width_ratio("circle", np.min) < 0.6 > width_ratio("circle", np.max)
    assert width_ratio("cross", np.min) < 0.35 > width_ratio("cross", np.max)


def test_noise_has_the_strength_asked_for_and_the_seed_decides():
    clean, noisy = load("shapes", n=40, noise=0.0, seed=5), load("shapes", n=40, noise=0.1, seed=5)
    np.testing.assert_array_equal(clean.y, noisy.y)
    lit = (clean.x > 80) & (clean.x < 175)
    assert np.std(noisy.x[lit] / 255 - clean.x[lit] / 255) == pytest.approx(0.1, rel=0.1)
    np.testing.assert_array_equal(noisy.x, load("shapes", n=40, noise=0.1, seed=5).x)


@pytest.mark.parametrize(("option", "value"), [("n", 3), ("noise", 1.5)])
def test_impossible_options_are_refused(option, value):
    with pytest.raises(ValueError, match=f"{option}={value} is"):
        load("shapes", **{option: value})
