"""Architectures: the layers of a network as boxes, and how they are connected."""

from itertools import pairwise
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from helpers.plotting import layout
from helpers.plotting.alt_text import describe
from helpers.plotting.layers import read_layers
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, PALE_BLUE = CLASS_COLOURS[0], "#e3eef6"
WIDTH = 9.6  # inches, the width of a notebook's output
LETTER, LINE, TITLE = 0.079, 0.2, 0.35  # inches that a letter, a line and the title take
BOLD = 1.13  # how much wider bold letters are
MARGIN = 0.16  # inches from text to edge
GAP, FLOW_GAP = 0.3, 0.38  # inches between boxes side by side, and one after the other
BEND, ROUND = 0.26, 0.08  # inches over which a connection or a corner turns
FONT_SIZE = 10


def architecture(network, ax=None):
    """Draw a network as boxes, each with the layer's output shape and number of parameters.

    Each layer stands behind all that feed it: in columns from left to right or, if these do
    not fit on a page, in rows from top to bottom. Boxes with parameters are blue.

    Parameters
    ----------
    network : keras.Model or sequence of (str, int or tuple of int, int)
        A built Sequential or functional model; or, for each layer of a chain, a label, the
        output shape without the batch, and the number of parameters.
    ax : matplotlib.axes.Axes, optional
        In a small one, the letters shrink with the boxes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a model is not built or, being a subclass of Model, does not tell how its layers are
        connected; or if a list is empty or holds something else.
    """
    layers, edges = read_layers(network)
    grid, routes = layered(len(layers), edges)
    form = _form(layers, grid)
    places = {name: form.place(*place) for name, place in grid.items()}
    low, high = _extent(places, form)
    is_given = ax is not None
    ax = ax or plt.subplots(figsize=high - low + (0, TITLE))[1]
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.axis("off")
    font_size = FONT_SIZE * (_shrinkage(ax, high - low) if is_given else 1)
    for route in routes:
        _draw_route(ax, [places[stop] for stop in route], form)
    for name, layer in enumerate(layers):
        _draw_box(ax, places[name], layer, form, font_size)
    total = sum(layer.parameters for layer in layers)
    summary = f"{len(layers)} layer{'s' * (len(layers) != 1)}, {total:,} parameters"
    ax.set_title(summary)
    return describe(ax, f"Architecture of {summary}: {_steps(layers, edges, grid)}.")


class _Form(NamedTuple):
    """The way data flow, and the width and height of a box in inches."""

    is_down: bool
    is_one_line: bool
    box: tuple[float, float]

    def place(self, column, row):
        width, height = self.box
        if self.is_down:
            return -row * (width + GAP), -column * (height + FLOW_GAP)
        return column * (width + FLOW_GAP), row * (height + GAP)


def layered(count, edges):
    """Return column and row of every layer, and the stops of every connection.

    A connection that passes columns by gets a stop, (start, end, column), in each of them:
    so it has a row of its own there and runs through no box.
    """
    column = dict.fromkeys(range(count), 0) | layout.columns(edges)
    routes = [
        [start, *((start, end, x) for x in range(column[start] + 1, column[end])), end]
        for start, end in edges
    ]
    column |= {stop: stop[2] for route in routes for stop in route[1:-1]}
    parents = {}
    for start, end in (step for route in routes for step in pairwise(route)):
        parents.setdefault(end, []).append(start)
    rows = {}
    for x in sorted(set(column.values())):  # each column in the order of what feeds it
        stack = [name for name in column if column[name] == x]
        stack.sort(key=lambda name: -_mean(rows[parent] for parent in parents.get(name, ())))
        rows |= {name: row for name, (_, row) in layout.places(dict.fromkeys(stack, x)).items()}
    return {name: (column[name], row) for name, row in rows.items()}, routes


def _mean(values):
    values = list(values)
    return sum(values) / len(values) if values else -np.inf  # what nothing feeds stands last


def _form(layers, grid):
    """Return the first form that fits on a page, or the narrowest."""
    columns, rows = np.ptp(list(grid.values()), axis=0) + 1
    letters = [(BOLD * len(layer.label), len(layer.shape), len(layer.count)) for layer in layers]
    stacked = LETTER * max(map(max, letters)) + 2 * MARGIN, 3 * LINE + MARGIN
    one_line = LETTER * (max(map(sum, letters)) + 4) + 2 * MARGIN, LINE + MARGIN
    if columns * (stacked[0] + FLOW_GAP) <= WIDTH:
        return _Form(is_down=False, is_one_line=False, box=stacked)
    if rows * (one_line[0] + GAP) <= WIDTH:
        return _Form(is_down=True, is_one_line=True, box=one_line)
    return _Form(is_down=True, is_one_line=False, box=stacked)


def _extent(places, form):
    """Return the lower left and the upper right corner of the picture."""
    around = {True: np.array(form.box) / 2, False: np.zeros(2)}  # a stop has no box
    reach = [around[isinstance(name, int)] for name in places]
    corners = np.array(list(places.values()))
    return np.min(corners - reach, axis=0) - GAP / 2, np.max(corners + reach, axis=0) + GAP / 2


def _shrinkage(ax, size):
    """Return how much smaller than its size in inches the picture comes out, at most 1."""
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()  # the layout settles when the figure is drawn
    return min(1, *(ax.get_window_extent().size / figure.dpi / size))


def _draw_route(ax, places, form):
    """Draw a connection from box to box, straight past the boxes beside its stops."""
    width, height = form.box
    ahead, bend = ((0, -height / 2), (0, -BEND)) if form.is_down else ((width / 2, 0), (BEND, 0))
    points, codes = [np.add(places[0], ahead)], [Path.MOVETO]
    for place in places[1:]:
        reached = np.subtract(place, ahead)
        points += [points[-1] + bend, reached - bend, reached, np.add(place, ahead)]
        codes += [Path.CURVE4] * 3 + [Path.LINETO]
    path = Path(points[:-1], codes[:-1])  # the last line would cross the box
    style = {"arrowstyle": "-|>", "mutation_scale": 11, "color": INK, "linewidth": 1.2}
    ax.add_patch(FancyArrowPatch(path=path, **style))


def _draw_box(ax, place, layer, form, font_size):
    x, y = place
    width, height = form.box
    corner = x - width / 2 + ROUND, y - height / 2 + ROUND
    look = {"facecolor": PALE_BLUE, "edgecolor": BLUE} if layer.parameters else {}
    look = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.4, "zorder": 3} | look
    size = width - 2 * ROUND, height - 2 * ROUND
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle=f"round,pad={ROUND}", **look))
    text = {"va": "center", "color": INK, "fontsize": font_size, "zorder": 4}
    if form.is_one_line:
        edge = width / 2 - MARGIN
        ax.text(x - edge, y, layer.label, fontweight="bold", **text)
        ax.text(x + edge, y, f"{layer.shape}, {layer.count}", ha="right", **text)
        return
    for line, words in zip((1, 0, -1), (layer.label, layer.shape, layer.count), strict=True):
        weight = "bold" if line == 1 else "normal"
        ax.text(x, y + line * LINE, words, ha="center", fontweight=weight, **text)


def _steps(layers, edges, grid):
    sources = {}
    for start, end in edges:
        sources.setdefault(end, []).append(layers[start].label)
    steps = []
    for name in sorted(range(len(layers)), key=lambda name: grid[name][0]):
        after = f" after {' and '.join(sources[name])}" if name in sources else ""
        steps.append(
            f"{layers[name].label}{after} gives {layers[name].shape}, {layers[name].count}"
        )
    return "; ".join(steps)
