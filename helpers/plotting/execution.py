"""How TensorFlow runs a function: the graph it recorded, the calls it traced, what a step costs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch, Patch

from helpers.plotting import layout
from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, ORANGE, GREEN = CLASS_COLOURS[:3]
PALE_BLUE, PALE_ORANGE = "#e3eef6", "#fbe3d3"
SIGNS = {
    "AddV2": "+",
    "Sub": "\N{MINUS SIGN}",
    "Mul": "\N{MULTIPLICATION SIGN}",
    "MatMul": "@",
    "Pow": "^",
}
SILENT = ("Identity", "NoOp")  # bookkeeping that computes nothing
COLUMN, ROW = 1.9, 1.0  # inches from box to box
HALF_WIDTH, HALF_HEIGHT, ROUND = 0.58, 0.34, 0.08
CALL_WIDTH, CALL_HEIGHT = 1.15, 0.5
NAME_SPACE = 1.75  # inches for the names to the left of the calls


def recorded_graph(function, *inputs, ax=None):
    """Draw the operations that TensorFlow recorded when it traced a function.

    Inputs are blue, variables green; everything else is an operation, with TensorFlow's
    name for it. There are no values: the graph is the plan of a computation.

    Parameters
    ----------
    function : tf.function
    *inputs
        The arguments whose graph is wanted, as in a call. They are not computed with.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError
        If the function is not a tf.function.
    ValueError
        If the function computes nothing from its inputs and variables.
    """
    if not hasattr(function, "get_concrete_function"):
        raise TypeError(f"{function!r} records no graph; give a tf.function")
    graph = function.get_concrete_function(*inputs).graph
    nodes, edges = _operations(graph)
    if not edges:
        raise ValueError("the graph holds no operation: the result does not depend on its inputs")
    places = {
        name: (COLUMN * x, ROW * y) for name, (x, y) in layout.places(layout.columns(edges)).items()
    }
    columns, rows = zip(*places.values(), strict=True)
    width, height = max(columns) + 2, max(rows) - min(rows) + 1.2
    ax = ax or plt.subplots(figsize=(width, height))[1]
    for start, end in edges:
        (x0, y0), (x1, y1) = places[start], places[end]
        _arrow(ax, (x0 + HALF_WIDTH, y0), (x1 - HALF_WIDTH, y1))
    results = [name for name in places if all(name != start for start, _ in edges)]
    for name in results:
        x, y = places[name]
        _arrow(ax, (x + HALF_WIDTH, y), (x + HALF_WIDTH + 0.45, y))
    for name, place in places.items():
        _draw_node(ax, place, *nodes[name])
    ax.set(xlim=(-0.75, width - 0.75), ylim=(min(rows) - 0.6, max(rows) + 0.6), aspect="equal")
    ax.axis("off")
    return describe(ax, _steps(nodes, edges, results))


def _operations(graph):
    """Return label, kind and colour of every operation that counts, and what feeds what."""
    names = {id(variable.handle): variable.name.split(":")[0] for variable in graph.variables}
    handles = {inner.op.name: names.get(id(outer), "captured") for outer, inner in graph.captures}
    shown = [
        operation
        for operation in graph.get_operations()
        if operation.type not in SILENT and operation.name not in handles
    ]
    nodes = {operation.name: _look(operation, handles) for operation in shown}
    edges = [
        (value.op.name, operation.name)
        for operation in shown
        for value in operation.inputs
        if value.op.name in nodes
    ]
    return nodes, edges


def _look(operation, handles):
    if operation.type == "Placeholder":
        return operation.name, "input", BLUE
    if operation.type == "ReadVariableOp":
        return handles[operation.inputs[0].op.name], "variable", GREEN
    if operation.type == "Const":
        value = operation.outputs[0].op.get_attr("value")
        numbers = [*value.float_val, *value.int_val, *value.double_val, *value.int64_val]
        return (f"{numbers[0]:g}" if len(numbers) == 1 else "constant"), "Const", INK
    return SIGNS.get(operation.type, operation.type), operation.type, INK


def _arrow(ax, start, end):
    style = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 1, "shrinkB": 1}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)


def _draw_node(ax, place, label, kind, colour):
    _draw_box(ax, place, 2 * HALF_WIDTH, 2 * HALF_HEIGHT, facecolor="white", edgecolor=colour)
    style = {"ha": "center", "va": "center", "color": colour, "zorder": 4}
    ax.text(place[0], place[1] + 0.11, label, fontsize=13, fontweight="bold", **style)
    ax.text(place[0], place[1] - 0.16, kind, fontsize=9.5, **style)


def _draw_box(ax, place, width, height, **look):
    corner = place[0] - width / 2 + ROUND, place[1] - height / 2 + ROUND
    size = width - 2 * ROUND, height - 2 * ROUND
    box = f"round,pad={ROUND}"
    ax.add_patch(FancyBboxPatch(corner, *size, boxstyle=box, linewidth=1.5, zorder=3, **look))


def _steps(nodes, edges, results):
    words = {
        name: label if kind in ("input", "variable", "Const") else kind
        for name, (label, kind, _) in nodes.items()
    }
    said = []
    for name, (_, kind, _) in nodes.items():
        sources = [words[start] for start, end in edges if end == name]
        said.append(f"{kind} of {' and '.join(sources)}" if sources else f"{kind} {words[name]}")
    last = " and ".join(words[name] for name in results)
    return f"Recorded graph, without values: {'; '.join(said)}. The result comes out of {last}."


def traces(calls, traced, ax=None):
    """Draw calls of a compiled function in order, and mark those that TensorFlow traced.

    One row for each way of calling, one box for each call, with the argument in it: orange if
    Python ran and a graph was recorded, blue if a recorded graph was replayed.

    Parameters
    ----------
    calls : dict of str to sequence
        The arguments, in order, for each way of calling.
    traced : dict of str to sequence of bool
        For each call, whether it was traced.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a way of calling has no entry in `traced`, or one of another length.
    """
    for name, arguments in calls.items():
        if name not in traced or len(traced[name]) != len(arguments):
            raise ValueError(f"{name!r}: give one entry of traced for each of its calls")
    longest = max(map(len, calls.values()))
    width, height = NAME_SPACE + 1.25 * longest + 1.1, 0.75 * len(calls) + 0.5
    ax = ax or plt.subplots(figsize=(width, height))[1]
    said = []
    for row, (name, arguments) in enumerate(calls.items()):
        y, flags = -0.75 * row, [bool(flag) for flag in traced[name]]
        ax.text(-0.75, y, name, ha="right", va="center", fontweight="bold", color=INK)
        for column, (argument, is_new) in enumerate(zip(arguments, flags, strict=True)):
            _draw_call(ax, (1.25 * column, y), _written(argument), is_new)
        count = f"{sum(flags)} graph{'s' * (sum(flags) != 1)}"
        ax.text(1.25 * longest - 0.6, y, count, ha="left", va="center", color=INK)
        new = [_written(a) for a, is_new in zip(arguments, flags, strict=True) if is_new]
        said.append(f"{name}: {len(flags)} calls, {count}, traced at {', '.join(new) or 'none'}")
    keys = {"traced: Python runs": (PALE_ORANGE, ORANGE), "replayed": (PALE_BLUE, BLUE)}
    patches = [
        Patch(facecolor=face, edgecolor=edge, label=label) for label, (face, edge) in keys.items()
    ]
    ax.legend(handles=patches, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    bottom = -0.75 * (len(calls) - 1) - 0.4
    ax.set(xlim=(-0.75 - NAME_SPACE, 1.25 * longest + 0.35), ylim=(bottom, 0.4))
    ax.axis("off")
    return describe(ax, f"Calls in order. {'; '.join(said)}.")


def _draw_call(ax, place, text, is_new):
    look = {"facecolor": PALE_BLUE, "edgecolor": BLUE}
    if is_new:
        look = {"facecolor": PALE_ORANGE, "edgecolor": ORANGE}
    _draw_box(ax, place, CALL_WIDTH, CALL_HEIGHT, **look)
    weight = "bold" if is_new else "normal"
    ax.text(*place, text, ha="center", va="center", fontweight=weight, color=INK, zorder=4)


def _written(argument):
    """Return a short name for an argument: its value, or the shape of an array."""
    shape = tuple(getattr(argument, "shape", ()))
    if shape:
        return str(shape)
    return f"{float(argument):g}" if hasattr(argument, "shape") else repr(argument)


def costs(seconds, ax=None):
    """Draw what one step of training costs in several ways, as bars on a logarithmic scale.

    Parameters
    ----------
    seconds : dict of str to float
        Seconds per step, all positive.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is nothing to draw, or a cost is not positive and finite.
    """
    values = np.array([*seconds.values()], dtype=float)
    if not len(values) or not (np.isfinite(values) & (values > 0)).all():
        raise ValueError(f"give positive seconds for each way; got {seconds}")
    order = np.argsort(-values, kind="stable")
    names, values = [list(seconds)[place] for place in order], values[order]
    ax = ax or plt.subplots(figsize=(8.4, 0.9 + 0.45 * len(names)))[1]
    colours = [BLUE] * (len(names) - 1) + [ORANGE]
    bars = ax.barh(range(len(names)), values, height=0.66, color=colours)
    labels = [f"{_rounded(1000 * value)} ms" for value in values]
    ratios = [f", {_rounded(value / values[-1])} times as much" for value in values[:-1]]
    notes = [label + ratio for label, ratio in zip(labels, [*ratios, ""], strict=True)]
    ax.bar_label(bars, notes, padding=4, color=INK)
    ax.set_xscale("log")  # equal steps to the right are equal factors
    ax.set(xlim=(values[-1] / 3, values[0] * 100), xlabel="seconds per step, log scale")
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    said = "; ".join(f"{name} {label}" for name, label in zip(names, labels, strict=True))
    return describe(ax, f"Time for one step of training, the dearest on top: {said}.")


def _rounded(value):
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"
