from itertools import pairwise

import matplotlib

matplotlib.use("agg")

import numpy as np
import pytest

from helpers import plotting
from helpers.plotting.alt_text import alt_text


def said(ax):
    return alt_text(ax.figure)


def test_each_field_lies_within_the_one_before():
    ax = plotting.nested_fields({"wide": "one", "narrow": "two", "core": "three"})
    boxes = [ring.get_window_extent() for ring in ax.patches]
    assert len(boxes) == 3
    for outer, inner in pairwise(boxes):
        assert outer.x0 < inner.x0 < inner.x1 < outer.x1
        assert inner.y1 < outer.y1
    assert "wide (one), which contains narrow (two)" in said(ax)


def test_every_event_stands_in_its_year():
    ax = plotting.timeline({"first": 1943, "second": 1986}, winters=[(1974, 1980)])
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert marks == [1943, 1986]
    assert {"1943\nfirst", "1986\nsecond", "winter"} == {text.get_text() for text in ax.texts}
    winter = ax.patches[0]
    assert (winter.get_x(), winter.get_x() + winter.get_width()) == (1974, 1980)
    assert said(ax) == "Timeline: 1943 first; 1986 second. Winters: 1974 to 1980."


def test_neighbours_on_the_timeline_stand_at_different_heights():
    ax = plotting.timeline({str(year): year for year in range(1950, 1956)})
    heights = [text.get_position()[1] for text in ax.texts]
    assert len(set(heights)) == 6


def test_one_feature_rings_exactly_what_is_on_the_wrong_side(plane):
    ax = plotting.one_feature(plane(), "mass", 1.0)
    low, high, rings = (c.get_offsets()[:, 0].tolist() for c in ax.collections)
    assert (low, high) == ([0, 1], [0, 2])
    assert rings == [1, 0]
    assert "4 examples along mass, a threshold at 1.00; 2 lie" in said(ax)


def test_one_feature_rings_nothing_when_all_is_well(plane):
    ax = plotting.one_feature(plane(), "width", 2.0)
    assert len(ax.collections[-1].get_offsets()) == 0


def test_one_feature_must_exist(plane):
    with pytest.raises(ValueError, match="'length'"):
        plotting.one_feature(plane(), "length", 1.0)


def test_prices_are_drawn_and_labelled():
    ax = plotting.falling_prices({1985: 80000, 2015: 0.02}, "1 GB")
    assert np.array_equal(ax.lines[0].get_xydata(), [[1985, 80000], [2015, 0.02]])
    assert [text.get_text() for text in ax.texts] == ["$80,000", "$0.02"]
    assert ax.get_yscale() == "log"
    assert "1985 $80,000, 2015 $0.02" in said(ax)
