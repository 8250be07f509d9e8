from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb

from helpers.plotting import side_by_side, style


def test_use_style_sets_the_courses_look():
    with plt.rc_context():
        plt.rcdefaults()
        style.use_style()
        assert plt.rcParams["axes.spines.top"] is False
        assert plt.rcParams["figure.constrained_layout.use"] is True
        assert plt.rcParams["font.family"][0] == "DejaVu Sans"
        cycle = plt.rcParams["axes.prop_cycle"].by_key()["color"]
        assert tuple(map(to_hex, cycle[:6])) == tuple(map(to_hex, style.CLASS_COLOURS))


def test_use_style_adds_the_korean_font_that_is_there(monkeypatch):
    class Font:
        name = "NanumGothic"

    fonts = font_manager.fontManager.ttflist
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*fonts, Font])
    with plt.rc_context():
        style.use_style()
        families = plt.rcParams["font.family"]
    assert families[0] == "DejaVu Sans"
    assert set(families[1:]) <= set(style.KOREAN_FONTS)
    assert len(families) == 2


def test_each_class_has_a_marker_and_a_colour_of_its_own():
    assert len(set(style.CLASS_MARKERS)) == len(style.CLASS_MARKERS) == len(style.CLASS_COLOURS)
    rgb = [np.array(to_rgb(colour)) for colour in style.CLASS_COLOURS]
    assert min(np.abs(a - b).max() for a, b in combinations(rgb, 2)) > 0.15


def test_side_by_side_is_two_axes_of_one_figure():
    left, right = side_by_side()
    assert left.figure is right.figure
    left.figure.draw_without_rendering()
    assert left.get_position().x1 <= right.get_position().x0
