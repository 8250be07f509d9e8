"""Computational graphs: values flow to the right, gradients flow back."""

import matplotlib.pyplot as plt
from matplotlib.patches import FancyBboxPatch

from helpers.plotting import layout
from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, ORANGE = CLASS_COLOURS[:2]
TIMES, MINUS = "\N{MULTIPLICATION SIGN}", "\N{MINUS SIGN}"
COLUMN, ROW = 2.1, 1.55  # distance from node to node
HALF_WIDTH, HALF_HEIGHT = 0.6, 0.42
APART = 0.11  # from the middle of an edge to its way there, and to its way back
PORT = 0.22  # sloping edges meet a node off its middle, so that they do not cross


def computational_graph(edges, values, gradients=None, slopes=None, ax=None):
    """Draw a computation as a graph, with the value of every node, and optionally its gradient.

    Nodes stand in columns, each to the right of all that it is computed from; within a column
    they keep the order in which `edges` names them.

    Parameters
    ----------
    edges : iterable of (str, str)
        From a node to one that is computed from it. A name is also the node's label.
    values : dict of str to float
        What the forward pass computes, for every node.
    gradients : dict of str to float, optional
        The derivative of the last node with respect to each node. With it, arrows show the
        backward pass.
    slopes : dict of (str, str) to float, optional
        Local gradients: the factor of an edge on the way back.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the edges form a cycle, or a node has no value.
    """
    edges = list(edges)
    places = _places(edges)
    for name in places:
        if name not in values or (gradients is not None and name not in gradients):
            raise ValueError(f"the node {name!r} has no value or no gradient")
    width = max(x for x, _ in places.values()) + 2
    height = max(y for _, y in places.values()) - min(y for _, y in places.values()) + 2.0
    ax = ax or plt.subplots(figsize=(width, height))[1]
    for start, end in edges:
        _draw_edge(ax, places[start], places[end], gradients is not None)
        if slopes and (start, end) in slopes:
            _draw_slope(ax, places[start], places[end], slopes[start, end])
    for name, place in places.items():
        is_input = all(name != end for _, end in edges)
        _draw_node(ax, place, name, values[name], BLUE if is_input else INK)
        if gradients is not None:
            _draw_gradient(ax, place, gradients[name])
    rows = [y for _, y in places.values()]
    if gradients is not None:
        _draw_key(ax, width - 1.2, min(rows) - 1.05)
    ax.set(xlim=(-0.9, width - 1.1), ylim=(min(rows) - 1.2, max(rows) + 0.7), aspect="equal")
    ax.axis("off")
    return describe(ax, _sentence(edges, places, values, gradients))


def _places(edges):
    """Return the place of every node, by name."""
    places = layout.places(layout.columns(edges))
    return {name: (COLUMN * x, ROW * y) for name, (x, y) in places.items()}


def _draw_edge(ax, start, end, has_way_back):
    apart = APART if has_way_back else 0
    (x0, y0), (x1, y1) = _ports(start, end)
    _arrow(ax, (x0, y0 + apart), (x1, y1 + apart), INK, 1.2)
    if has_way_back:
        _arrow(ax, (x1, y1 - apart), (x0, y0 - apart), ORANGE, 2.2)


def _ports(start, end):
    """Return where an edge leaves its first node and where it meets its second."""
    (x0, y0), (x1, y1) = start, end
    lean = PORT * ((y1 > y0) - (y1 < y0))
    return (x0 + HALF_WIDTH, y0 + lean), (x1 - HALF_WIDTH, y1 - lean)


def _arrow(ax, start, end, colour, width):
    style = {"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 1, "shrinkB": 1}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)


def _draw_slope(ax, start, end, slope):
    (x0, y0), (x1, y1) = _ports(start, end)
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    style = {"ha": "center", "va": "center", "color": ORANGE, "fontsize": 10, "bbox": box}
    middle = (x0 + x1) / 2, (y0 + y1) / 2 - APART
    ax.text(*middle, f"{TIMES} {_number(slope)}", zorder=4, **style)


def _draw_node(ax, place, name, value, colour):
    corner = place[0] - HALF_WIDTH + 0.1, place[1] - HALF_HEIGHT + 0.1
    size = 2 * HALF_WIDTH - 0.2, 2 * HALF_HEIGHT - 0.2
    look = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": colour, "lw": 1.6}
    ax.add_patch(FancyBboxPatch(corner, *size, zorder=3, **look))
    style = {"ha": "center", "va": "center", "zorder": 4}
    ax.text(place[0], place[1] + 0.17, name, color=colour, fontsize=11, **style)
    ax.text(place[0], place[1] - 0.17, _number(value), fontweight="bold", color=INK, **style)


def _draw_gradient(ax, place, gradient):
    below = place[0], place[1] - HALF_HEIGHT - 0.2
    ax.text(*below, _number(gradient), ha="center", va="center", fontweight="bold", color=ORANGE)


def _draw_key(ax, right, y):
    style = {"ha": "right", "va": "center", "fontsize": 9.5}
    ax.text(right - 1.75, y, "value, forwards \N{RIGHTWARDS ARROW}", color=INK, **style)
    ax.text(right, y, "\N{LEFTWARDS ARROW} gradient, back", color=ORANGE, **style)


def _sentence(edges, places, values, gradients):
    feeds = {}
    for start, end in edges:
        feeds.setdefault(end, []).append(start)
    steps = [f"{' and '.join(feeds[end])} to {end} = {_number(values[end])}" for end in feeds]
    inputs = [f"{name} = {_number(values[name])}" for name in places if name not in feeds]
    text = f"Computational graph. Inputs {', '.join(inputs)}; from {'; from '.join(steps)}."
    if gradients is not None:
        backwards = [f"{_number(gradients[name])} at {name}" for name in reversed(places)]
        text += f" Gradients, from the end back: {', '.join(backwards)}."
    return text.replace("$", "")


def _number(value):
    return f"{float(value):.4g}".replace("-", MINUS)
