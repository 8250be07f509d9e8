import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from helpers.datasets import load
from helpers.plotting import decision_regions, line, scatter
from helpers.plotting.alt_text import alt_text
from helpers.plotting.style import CLASS_COLOURS


def right_half(x):
    return (x[:, 0] > 2).astype(int)


def legend_of(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_scatter_draws_each_class_once_with_its_name_and_colour(plane):
    ax = scatter(plane())
    low, high = ax.collections
    np.testing.assert_array_equal(low.get_offsets(), [[0, 0], [0, 1]])
    np.testing.assert_array_equal(high.get_offsets(), [[4, 0], [4, 2]])
    assert [to_hex(part.get_facecolor()[0]).upper() for part in (low, high)] == [*CLASS_COLOURS[:2]]
    assert legend_of(ax) == ["low", "high"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width", "mass (kg)")
    assert alt_text(ax.figure) == "Scatter plot, mass (kg) against width: 2 low, 2 high."


def test_scatter_shows_every_point_with_a_margin(plane):
    ax = scatter(plane(x=np.array([[1.0, 7.0]] * 4)))
    assert ax.get_xlim() == pytest.approx((0.88, 1.12))
    assert ax.get_ylim() == pytest.approx((6.88, 7.12))


def test_pictures_go_where_they_are_asked_to(plane):
    ax = plt.subplots()[1]
    assert scatter(plane(), ax) is ax
    assert decision_regions(right_half, plane(), ax=ax) is ax
    assert line([1, 1], 0, ax=ax) is ax


def test_a_unit_that_the_name_holds_already_is_not_repeated(plane):
    ax = scatter(plane(feature_names=("width", "mass (kg)")))
    assert ax.get_ylabel() == "mass (kg)"


def test_decision_regions_colour_the_plane_by_the_answer(plane):
    ax = decision_regions(right_half, plane(), extent=((0, 4), (-1, 1)))
    labels = ax.images[0].get_array()
    assert (labels[:, :150] == 0).all()
    assert (labels[:, 150:] == 1).all()
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 4), (-1, 1))
    assert alt_text(ax.figure) == (
        "Decision regions over width and mass (low 50%, high 50% of the picture), "
        "with 2 low, 2 high; all 4 points lie in the region of their own class."
    )


def test_decision_regions_ring_the_points_that_are_wrong(plane):
    ax = decision_regions(lambda x: (x[:, 1] > 1.5).astype(int), plane())
    np.testing.assert_array_equal(ax.collections[-1].get_offsets(), [[4, 0]])
    assert alt_text(ax.figure).endswith(
        "1 of 4 points lie in the wrong region and are ringed, among them (4, 0)."
    )


@pytest.mark.parametrize(
    "predict",
    [
        lambda x: right_half(x).astype(bool),
        lambda x: right_half(x).astype(float),
        lambda x: right_half(x)[:, None],
        lambda x: right_half(x).tolist(),
    ],
)
def test_labels_come_in_any_shape_and_type(plane, predict):
    assert "all 4 points" in alt_text(decision_regions(predict, plane()).figure)


@pytest.mark.parametrize(
    ("predict", "message"),
    [
        (lambda x: 1, "predict returned 1 labels for 90000 rows"),
        (lambda x: x, "predict returned 180000 labels for 90000 rows"),
        (lambda x: 2 * right_half(x) - 1, "predict returned -1; the labels are 0 to 1"),
        (lambda x: right_half(x) + 1, "predict returned 2; the labels are 0 to 1"),
        (lambda x: right_half(x) + 0.3, "predict returned 0.3; the labels are 0 to 1"),
        (lambda x: np.full(len(x), np.nan), "predict returned nan; the labels are 0 to 1"),
    ],
)
def test_decision_regions_refuse_what_is_no_label(plane, predict, message):
    with pytest.raises(ValueError, match=message):
        decision_regions(predict, plane())


@pytest.mark.parametrize("draw", [scatter, lambda data: decision_regions(right_half, data)])
def test_data_that_do_not_fit_a_plane_of_classes(plane, draw):
    with pytest.raises(ValueError, match=r"iris: x has shape \(150, 4\); a plane needs \(n, 2\)"):
        draw(load("iris"))
    with pytest.raises(ValueError, match="made: its target is a quantity"):
        draw(plane(y=np.array([0.5, 1, 2, 3]), target_names=("price",)))
    with pytest.raises(ValueError, match="made: 7 classes are more than the 6"):
        draw(plane(target_names=tuple("abcdefg")))


weights = st.floats(-10, 10).filter(lambda value: abs(value) > 1e-3)


@settings(deadline=None, max_examples=30)
@given(w1=weights, w2=weights, b=st.floats(-10, 10))
def test_the_score_is_zero_on_the_line(w1, w2, b):
    (drawn,) = line([w1, w2], b, ax=Figure().subplots()).lines
    points = np.array([drawn.get_xy1(), drawn.get_xy2()])
    assert points @ [w1, w2] + b == pytest.approx(0, abs=1e-6)
    assert not np.array_equal(*points)


def test_a_line_can_be_upright_and_have_a_name_and_a_colour():
    ax = line([2, 0], -4, label="boundary", color="red", linestyle=":")
    (drawn,) = ax.lines
    assert drawn.get_xy1()[0] == drawn.get_xy2()[0] == 2
    assert (drawn.get_color(), drawn.get_linestyle()) == ("red", ":")
    assert legend_of(ax) == ["boundary"]


@pytest.mark.parametrize("w", [[0, 0], [1], [1, 2, 3], 1])
def test_weights_that_make_no_line(w):
    with pytest.raises(ValueError, match="a line needs two weights, not both zero"):
        line(w, 1)
