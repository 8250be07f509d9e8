"""Pictures of one neuron: its parts, and the steps that it can fire with."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, ORANGE = CLASS_COLOURS[:2]
LINES = ("-", "--", ":", "-.")


def neuron_diagram(ax=None):
    """Draw an artificial neuron and name the part of a nerve cell that each part stands for.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(8.4, 3.4))[1]
    ax.set(xlim=(-0.3, 10.3), ylim=(-1.15, 4.3), aspect="equal")
    ax.axis("off")
    heights = (3.3, 2.0, 0.7)
    for name, weight, y in zip(
        ("$x_1$", "$x_2$", "$1$"), ("$w_1$", "$w_2$", "$b$"), heights, strict=True
    ):
        _node(ax, 0.5, y, name, BLUE, radius=0.42)
        _arrow(ax, (0.92, y), (4.05, 2.0 + 0.55 * (y - 2.0)), INK)
        ax.text(2.3, y + 0.32 * (2.0 - y) + 0.28, weight, ha="center", fontsize=13, color=INK)
    _node(ax, 4.8, 2.0, r"$\Sigma$", ORANGE, radius=0.75)
    _arrow(ax, (5.55, 2.0), (6.7, 2.0), INK)
    ax.text(6.1, 2.22, "$z$", ha="center", fontsize=13, color=INK)
    _step_box(ax, 7.35, 2.0)
    _arrow(ax, (8.0, 2.0), (9.6, 2.0), INK)
    ax.text(9.9, 2.0, "$y$", ha="center", va="center", fontsize=14, color=INK)
    parts = ((0.5, "inputs", "dendrites"), (2.5, "weights", "synapses"), (4.8, "sum", "cell body"))
    for x, part, cell in (*parts, (7.35, "step", "threshold"), (9.4, "output", "axon")):
        ax.text(x, -0.35, part, ha="center", fontsize=11, fontweight="bold", color=INK)
        ax.text(x, -0.85, cell, ha="center", fontsize=11, fontstyle="italic", color="#666666")
    return describe(
        ax,
        "An artificial neuron from left to right, with the part of a nerve cell that each part "
        "stands for: inputs x1, x2 and a constant 1 (dendrites), weights w1, w2 and b (synapses), "
        "their sum z (cell body), a step (threshold), the output y (axon).",
    )


def step_functions(functions, ax=None):
    """Draw functions that jump at zero, with a dot for the value at zero itself.

    Parameters
    ----------
    functions : dict of str to callable
        At most four; each takes and returns an array of shape (n,).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are none or more than four.
    """
    if not 0 < len(functions) <= len(LINES):
        raise ValueError(f"{len(functions)} functions; give 1 to {len(LINES)}, to tell them apart")
    ax = ax or plt.subplots()[1]
    said = []
    for (name, function), colour, style in zip(
        functions.items(), CLASS_COLOURS, LINES, strict=False
    ):
        for side in (np.linspace(-3, -1e-9, 50), np.linspace(1e-9, 3, 50)):
            ax.plot(side, function(side), style, color=colour, label=name if side[0] < 0 else None)
        at_zero = float(function(np.zeros(1))[0])
        ax.plot(0, at_zero, "o", color=colour, markersize=9, zorder=4)
        said.append(f"{name} is {at_zero:g} at zero")
    ax.set(xlabel="z", ylabel="output", ylim=(-1.3, 1.3), yticks=(-1, 0, 1))
    ax.legend(loc="upper left")
    return describe(ax, f"Step functions from z = -3 to 3, each a jump at zero: {', '.join(said)}.")


def _node(ax, x, y, text, colour, radius):
    ax.add_patch(Circle((x, y), radius, facecolor=colour, alpha=0.18, edgecolor="none"))
    ax.add_patch(Circle((x, y), radius, fill=False, edgecolor=colour, linewidth=2))
    ax.text(x, y, text, ha="center", va="center", fontsize=14, color=INK)


def _step_box(ax, x, y):
    ax.add_patch(
        plt.Rectangle((x - 0.65, y - 0.65), 1.3, 1.3, fill=False, edgecolor=ORANGE, linewidth=2)
    )
    ax.plot([x - 0.45, x, x, x + 0.45], [y - 0.35, y - 0.35, y + 0.35, y + 0.35], color=ORANGE)


def _arrow(ax, start, end, colour):
    ax.annotate(
        "", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.4}
    )
