import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.plotting import neuron_diagram, step_functions
from helpers.plotting.alt_text import alt_text


def test_the_diagram_names_each_part_twice():
    ax = neuron_diagram()
    said = {text.get_text() for text in ax.texts}
    assert said >= {"inputs", "weights", "sum", "step", "output"}
    assert said >= {"dendrites", "synapses", "cell body", "threshold", "axon"}
    for word in ("dendrites", "synapses", "cell body", "threshold", "axon"):
        assert word in alt_text(ax.figure)


def test_nothing_in_the_diagram_is_cut_off_or_overlaps():
    ax = neuron_diagram()
    ax.figure.canvas.draw()
    frame = ax.figure.bbox
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    for n, box in enumerate(boxes):
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1
        assert frame.y0 <= box.y0 <= box.y1 <= frame.y1
        assert not any(box.overlaps(other) for other in boxes[n + 1 :])


def test_step_functions_show_the_jump_and_the_value_at_zero():
    ax = step_functions(
        {"heaviside": lambda z: np.heaviside(z, 1), "sgn": np.sign},
    )
    left, right, dot = ax.lines[:3]
    assert set(left.get_ydata()) == {0}
    assert set(right.get_ydata()) == {1}
    assert max(left.get_xdata()) < 0 < min(right.get_xdata())
    assert (dot.get_xdata(), dot.get_ydata()) == ([0], [1])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["heaviside", "sgn"]
    assert alt_text(ax.figure) == (
        "Step functions from z = -3 to 3, each a jump at zero: "
        "heaviside is 1 at zero, sgn is 0 at zero."
    )
    assert len({line.get_linestyle() for line in ax.lines if len(line.get_xdata()) > 1}) == 2


def test_pictures_go_where_they_are_asked_to():
    ax = plt.subplots()[1]
    assert neuron_diagram(ax) is ax
    assert step_functions({"sgn": np.sign}, ax=ax) is ax


@pytest.mark.parametrize("count", [0, 5])
def test_only_as_many_functions_as_can_be_told_apart(count):
    with pytest.raises(ValueError, match=f"{count} functions; give 1 to 4"):
        step_functions({f"f{n}": np.sign for n in range(count)})
