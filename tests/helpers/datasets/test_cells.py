import numpy as np
import pytest

from helpers import datasets


def error_of(features, counts):
    """Mean error on the second half of a line that is fitted to the first half."""
    half = len(counts) // 2
    rows = np.column_stack([*features, np.ones(len(counts))])
    line = np.linalg.lstsq(rows[:half], counts[:half], rcond=None)[0]
    return np.abs(rows[half:] @ line - counts[half:]).mean()


def test_pictures_and_counts_are_as_promised():
    cells = datasets.load("cells", n=40, size=24)
    assert cells.x.shape == (40, 24, 24)
    assert cells.x.dtype == np.uint8
    assert cells.y.dtype == float
    assert set(cells.y) <= set(range(13))
    assert "imulated" in cells.description


def test_the_seed_fixes_the_pictures():
    a, b, c = (datasets.load("cells", n=5, seed=seed).x for seed in (1, 1, 2))
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


def test_more_pictures_at_once_than_are_drawn_together():
    assert len(datasets.load("cells", n=300, size=16).x) == 300


def test_without_noise_an_empty_picture_is_smooth_and_a_cell_is_bright():
    cells = datasets.load("cells", n=200, noise=0)
    contrast = cells.x.max((1, 2)).astype(float) - np.median(cells.x, (1, 2))
    assert contrast[cells.y == 0].max() < 40
    assert np.median(contrast[cells.y == 1]) > 40


def test_brightness_alone_does_not_tell_the_count():
    cells = datasets.load("cells", n=1000)
    brightness = error_of([cells.x.mean((1, 2)), cells.x.std((1, 2))], cells.y)
    guess = np.abs(cells.y - cells.y.mean()).mean()
    assert 1.7 < brightness < guess  # a small convolutional network reaches 1.4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"n": 0}, "n=0"),
        ({"size": 8}, "size=8"),
        ({"size": 32.0}, "size=32.0"),
        ({"noise": -1}, "noise"),
    ],
)
def test_impossible_options_are_named(options, said):
    with pytest.raises(ValueError, match=said):
        datasets.load("cells", **options)
