"""Models as graphs of calls: shapes flow forwards along the arrows, gradients come back."""

from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from helpers.plotting.alt_text import describe
from helpers.plotting.architecture import layered
from helpers.plotting.layers import layer_label, parameter_count, shape_text
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, PALE_BLUE = CLASS_COLOURS[0], "#e3eef6"
SHARED = (("#D55E00", "#fbe9dd"), ("#009E73", "#dff2ec"), ("#CC79A7", "#f8ebf2"))
WIDTH = 9.6  # inches, the width of a notebook's output
LETTER = 0.083  # inches that a letter takes
BOX, PITCH = 0.5, 0.86  # height of a box, and from row to row
ROUND, TITLE = 0.07, 0.35
GAP, ROOM = 0.3, 0.12  # between boxes at least, and around the shape that stands there
FONT_SIZE = 10
LAMP_WIDTH, ARC = 0.62, 0.55


class _Call(NamedTuple):
    """One use of a layer: the layer, what it is called, its output shape, its parameters."""

    layer: object
    label: str
    shape: str
    parameters: int


def model_graph(model, ax=None):
    """Draw a Keras model as a graph: a box for every call of a layer, the shapes on the arrows.

    Data flow to the right. A layer that is called several times has as many boxes, in one
    colour of its own, and its weights are counted once. Other boxes with weights are blue.

    Parameters
    ----------
    model : keras.Model
        Functional, or a built Sequential.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the model does not tell how its layers are connected, as a subclass of Model.
    """
    calls, edges = _read_calls(model)
    grid, routes = layered(len(calls), edges)
    left, width = _columns(calls, grid)
    rows = [row for _, row in grid.values()]
    size = np.array([left[-1], np.ptp(rows) * PITCH + BOX + 0.3])
    ax = ax or plt.subplots(figsize=(min(WIDTH, size[0] + 0.2), size[1] + TITLE))[1]
    font_size = FONT_SIZE * min(1, WIDTH / (size[0] + 0.2))
    for route in routes:
        _draw_route(ax, [_spot(grid[stop], left, width) for stop in route])
    for name, (call, look) in enumerate(zip(calls, _looks(calls), strict=True)):
        spot, after = _spot(grid[name], left, width), left[grid[name][0] + 1]
        if all(start != name for start, _ in edges):  # an output of the model
            _draw_route(ax, [spot, (after, after, spot[2])])
        _draw_call(ax, spot, call, look, font_size)
        _draw_shape(ax, (spot[1] + after) / 2, spot[2], call.shape, font_size)
    bottom, top = min(rows) * PITCH - BOX / 2 - 0.15, max(rows) * PITCH + BOX / 2 + 0.15
    ax.set(xlim=(-0.1, size[0] + 0.1), ylim=(bottom, top), aspect="equal")
    ax.axis("off")
    total = sum({id(call.layer): call.parameters for call in calls}.values())
    ax.set_title(f"{total:,} parameters")
    return describe(ax, _sentence(calls, edges, grid, total))


def gradient_lamps(groups, shortcuts=(), ax=None):
    """Draw networks as rows of lamps: the brighter, the larger the gradient that arrives there.

    Parameters
    ----------
    groups : dict of str to array-like of shape (places,)
        For each network a positive number at every place, from the first layer to the last.
    shortcuts : sequence of str
        The networks whose places are joined by shortcuts, drawn as arcs.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no network, or a number is not positive.
    """
    values = {name: np.asarray(group, dtype=float) for name, group in groups.items()}
    if not values or not all(np.all(group > 0) for group in values.values()):
        raise ValueError("give at least one network, and a positive number at every place")
    ax = ax or plt.subplots(figsize=(WIDTH, 1.0 + 0.75 * len(values)))[1]
    everything = np.concatenate(list(values.values()))
    longest = max(map(len, values.values()))
    scale = LogNorm(min(everything.min(), everything.max() / 10), everything.max())
    for row, (name, group) in enumerate(values.items()):
        places = np.arange(1, len(group) + 1)
        ax.bar(places, 0.5, LAMP_WIDTH, -row - 0.25, color=plt.cm.inferno(scale(group)), ec=INK)
        for place in sorted({1, (len(group) + 1) // 2, len(group)}):
            ax.text(place, -row - 0.29, _short(group[place - 1]), ha="center", va="top", fontsize=9)
        for x in places[:-1] if name in shortcuts else ():
            arc = Path([(x, -row + 0.25), (x + 0.5, -row + ARC), (x + 1, -row + 0.25)], (1, 3, 3))
            ax.add_patch(FancyArrowPatch(path=arc, arrowstyle="-", color=BLUE, linewidth=1.6))
    ax.set_yticks(-np.arange(len(values)), list(values))
    ax.set_xticks(sorted({1, (longest + 1) // 2, longest}))
    ax.set(xlabel="place in the network, from input to output", ylim=(0.6 - len(values), 0.6))
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    lit = plt.cm.ScalarMappable(norm=scale, cmap="inferno")
    ax.figure.colorbar(lit, ax=ax, label="gradient that arrives", pad=0.02)
    said = "; ".join(
        f"{name}{' with shortcuts' * (name in shortcuts)} from {_short(group[-1])} at the last "
        f"place back to {_short(group[0])} at the first"
        for name, group in values.items()
    )
    return describe(ax, f"Gradients as lamps on a logarithmic scale: {said}.")


def _read_calls(model):
    """Follow the outputs back to the inputs; return the calls, and pairs of their places."""
    waiting = list(getattr(model, "outputs", None) or [])
    if not waiting:
        raise ValueError(
            f"{type(model).__name__} does not tell how its layers are connected: only a functional "
            "model or a built Sequential can be drawn"
        )
    calls, edges = {}, {}
    for tensor in waiting:  # it grows while it is read
        layer, call, _ = tensor._keras_history
        if (layer, call) in calls:
            continue
        shape = shape_text(tensor.shape[1:])
        calls[layer, call] = _Call(layer, _name(layer), shape, parameter_count(layer))
        for source in layer._inbound_nodes[call].input_tensors:
            edges[source._keras_history[:2], (layer, call)] = True
            waiting.append(source)
    order = {key: place for place, key in enumerate(calls)}
    return list(calls.values()), [(order[tuple(start)], order[end]) for start, end in edges]


def _name(layer):
    """Return a layer's label, with the size of its window if it has one."""
    if type(layer).__name__ == "InputLayer":
        return layer.name if layer_label(layer) != "InputLayer" else "Input"
    window = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    return (
        f"{layer_label(layer)} {shape_text(window)}".replace(
            " \N{MULTIPLICATION SIGN} ", "\N{MULTIPLICATION SIGN}"
        )
        if window
        else layer_label(layer)
    )


def _columns(calls, grid):
    """Return where each column of boxes begins, and how wide its boxes are, in inches."""
    count = max(column for column, _ in grid.values()) + 1
    letters, shapes = np.zeros(count), np.zeros(count)
    for name, call in enumerate(calls):
        column = grid[name][0]
        letters[column] = max(letters[column], 1.1 * len(call.label), len(_note(call, False)))
        shapes[column] = max(shapes[column], len(call.shape))
    width = LETTER * letters + 4 * ROUND
    gap = np.maximum(GAP, 0.9 * LETTER * shapes + 2 * ROOM)
    return np.concatenate([[0], np.cumsum(width + gap)]), width


def _spot(place, left, width):
    """Return the left and the right end, and the height, of a box or a stop."""
    column, row = place
    return left[column], left[column] + width[column], row * PITCH


def _looks(calls):
    """Return line and fill of every box: a colour of its own for each shared layer."""
    uses = [id(call.layer) for call in calls]
    shared = list(dict.fromkeys(layer for layer in uses if uses.count(layer) > 1))
    colours = {layer: SHARED[n % len(SHARED)] for n, layer in enumerate(shared)}
    plain = {True: (BLUE, PALE_BLUE), False: (INK, "white")}
    return [colours.get(id(call.layer), plain[call.parameters > 0]) for call in calls]


def _note(call, is_shared):
    return "shared weights" if is_shared else f"{call.parameters:,} weights" * bool(call.parameters)


def _draw_route(ax, spots):
    """Draw a connection from box to box, straight past the boxes beside its stops."""
    points, codes = [(spots[0][1], spots[0][2])], [Path.MOVETO]
    for left, right, y in spots[1:]:
        middle = (points[-1][0] + left) / 2
        points += [(middle, points[-1][1]), (middle, y), (left, y), (right, y)]
        codes += [Path.CURVE4] * 3 + [Path.LINETO]
    path = Path(points[:-1], codes[:-1])  # the last line would cross the box
    style = {"arrowstyle": "-|>", "mutation_scale": 11, "color": INK, "linewidth": 1.2}
    ax.add_patch(FancyArrowPatch(path=path, **style))


def _draw_call(ax, spot, call, look, font_size):
    left, right, y = spot
    line, fill = look
    size = right - left - 2 * ROUND, BOX - 2 * ROUND
    frame = {"facecolor": fill, "edgecolor": line, "linewidth": 1.4, "zorder": 3}
    corner = left + ROUND, y - BOX / 2 + ROUND
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle=f"round,pad={ROUND}", **frame))
    note = _note(call, line in dict(SHARED))
    text = {"ha": "center", "va": "center", "zorder": 5}
    middle, up = (left + right) / 2, 0.11 if note else 0
    ax.text(middle, y + up, call.label, fontsize=font_size, fontweight="bold", color=INK, **text)
    ax.text(middle, y - 0.11, note, fontsize=0.85 * font_size, color=line, **text)


def _draw_shape(ax, x, y, shape, font_size):
    words = {"ha": "center", "va": "bottom", "fontsize": 0.9 * font_size, "color": INK}
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    ax.text(x, y + 0.05, shape, zorder=4, bbox=box, **words)


def _short(number):
    return f"{number:.0e}" if number < 0.01 else f"{number:.2g}"


def _sentence(calls, edges, grid, total):
    sources = {}
    for start, end in edges:
        sources.setdefault(end, []).append(calls[start].label)
    looks = _looks(calls)
    steps = []
    for name in sorted(range(len(calls)), key=lambda name: grid[name][0]):
        after = f" after {' and '.join(sources[name])}" if name in sources else ""
        shared = " with shared weights" * (looks[name][0] in dict(SHARED))
        steps.append(f"{calls[name].label}{shared}{after} gives {calls[name].shape}")
    return f"Graph of a model with {total:,} parameters: {'; '.join(steps)}."
