"""Distributions beside the losses that they turn into."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import ConnectionPatch

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK, side_by_side

DASHES = ("-", "--", "-.", ":")
PALE = "#bbbbbb"


def surprise(probabilities, names, happened, ax=None):
    """Draw a distribution as bars, and carry each bar over to the curve of its surprise.

    Parameters
    ----------
    probabilities : array-like of shape (outcomes,)
        Each above 0 and at most 1.
    names : sequence of str
        One for each outcome.
    happened : str
        The outcome that came true; it is the one in colour.
    ax : pair of matplotlib.axes.Axes, optional
        For the bars and for the curve.

    Returns
    -------
    bars, curve : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a probability is outside (0, 1], or `happened` is not one of the names.
    """
    chances = np.asarray(probabilities, dtype=float)
    if np.any((chances <= 0) | (chances > 1)):
        raise ValueError(f"probabilities must lie above 0 and at most at 1; got {chances}")
    if happened not in names:
        raise ValueError(f"{happened!r} is none of the outcomes {list(names)}")
    left, right = ax if ax is not None else side_by_side()
    colours = [CLASS_COLOURS[1] if name == happened else PALE for name in names]
    bars = left.bar(range(len(names)), chances, color=colours, width=0.6)
    left.bar_label(bars, fmt="%.3f", padding=3)
    ticks = [f"{name}\n(came true)" if name == happened else name for name in names]
    left.set_xticks(range(len(names)), ticks)
    left.set(ylabel="probability", ylim=(0, 1.05), title="what the model says")
    grid = np.geomspace(0.01, 1, 200)
    right.plot(np.log(1 / grid), grid, color=CLASS_COLOURS[0])
    losses = np.log(1 / chances)
    for bar, name, chance, cost, colour in zip(bars, names, chances, losses, colours, strict=True):
        _carry_over(bar, right, colour)
        right.plot([0, cost, cost], [chance, chance, 0], "--", color=colour, linewidth=1.3)
        right.plot(cost, chance, "o", color=colour, markeredgecolor=INK, zorder=4)
        right.annotate(f"{name} {cost:.3f}", (cost, chance), (7, 5), textcoords="offset points")
    right.set(xlabel=r"surprise, $-\log$ probability", xlim=(0, 4.6), ylim=(0, 1.05))
    right.set_title("what it costs")
    right.tick_params(labelleft=False)  # the level lines run there, on the same scale
    said = ", ".join(
        f"{name} has probability {chance:.3f} and surprise {cost:.3f}"
        for name, chance, cost in zip(names, chances, losses, strict=True)
    )
    describe(
        left, f"Bars of {len(names)} outcomes beside the curve of minus log probability: {said}."
    )
    describe(right, f"The outcome that happened is {happened}.")
    return left, right


def _carry_over(bar, panel, colour):
    """Draw a level line from the top of a bar to the edge of the panel beside it."""
    corner = (bar.get_x() + bar.get_width(), bar.get_height())
    bridge = ConnectionPatch(corner, (0, bar.get_height()), bar.axes.transData, panel.transData)
    bridge.set(linestyle="--", color=colour, linewidth=1.3)
    bar.get_figure(root=True).add_artist(bridge)


def distribution_and_loss(densities, over, ax=None):
    """Draw densities of the error on the left, and minus their logarithms on the right.

    Parameters
    ----------
    densities : dict of str to callable
        Each takes errors, an array of shape (n,), and returns their densities, all positive.
    over : pair of float
        The smallest and the largest error.
    ax : pair of matplotlib.axes.Axes, optional

    Returns
    -------
    left, right : matplotlib.axes.Axes
    """
    left, right = ax if ax is not None else side_by_side()
    errors = np.linspace(*over, 401)
    far, said = 0.75 * over[1], []
    for (name, density), colour, dash in zip(
        densities.items(), CLASS_COLOURS, DASHES, strict=False
    ):
        left.plot(errors, density(errors), dash, color=colour, label=name)
        right.plot(errors, -np.log(density(errors)), dash, color=colour, label=name)
        height = float(density(np.array([far]))[0])
        for panel, value in ((left, height), (right, -np.log(height))):
            panel.plot(far, value, "o", color=colour, zorder=4)
        right.annotate(
            f"{-np.log(height):.1f}",
            (far, -np.log(height)),
            (9, -11),
            textcoords="offset points",
            color=colour,
        )
        said.append(f"{name} has density {height:.4f} and loss {-np.log(height):.2f}")
    for panel, title in ((left, "how likely the error is"), (right, "what the error costs")):
        panel.axvline(far, color=PALE, linewidth=1, zorder=0)
        panel.set(xlabel="error: target minus prediction", title=title)
        panel.legend(loc="upper left" if panel is left else "upper center")
    left.set_ylabel("density")
    right.set_ylabel(r"$-\log$ density")
    describe(left, "Densities with a peak at error zero: " + ", ".join(densities) + ".")
    describe(right, f"Minus their logarithms are bowls. At error {far:g}, {'; '.join(said)}.")
    return left, right


def entropy_bars(distributions, entropy, ax=None):
    """Draw several distributions in a row, each with its entropy above it.

    Parameters
    ----------
    distributions : dict of str to array-like of shape (outcomes,)
    entropy : callable
        Takes one distribution and returns its entropy, a float.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(9.6, 3.6))[1]
    start, centres, said = 0, [], []
    for (name, chances), colour in zip(distributions.items(), CLASS_COLOURS, strict=False):
        places = start + np.arange(len(chances))
        ax.bar(places, chances, color=colour, width=0.85)
        amount = float(entropy(np.asarray(chances, dtype=float)))
        centres.append(places.mean())
        ax.text(centres[-1], max(chances) + 0.04, f"H = {amount:.3f}", ha="center", weight="bold")
        said.append(f"{name} has {len(chances)} outcomes and entropy {amount:.3f}")
        start = places[-1] + 2.5
    ax.set_xticks(centres, list(distributions))
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False, axis="x")
    ax.set(ylabel="probability", ylim=(0, 1.18), title="entropy, the surprise to expect")
    return describe(ax, f"Bars of probabilities. {'; '.join(said)}.")


def loss_curves(losses, over, xlabel, floor=None, ax=None):
    """Draw losses against a prediction, with a dot at the lowest point of each.

    Parameters
    ----------
    losses : dict of str to callable
        Each takes one prediction, a float, and returns a float.
    over : array-like of shape (n,)
        The predictions, in rising order.
    xlabel : str
        What the prediction is.
    floor : (str, float, str), optional
        A level that no loss goes below: its name, its height, and the name of the shaded gap.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    over, said = np.asarray(over, dtype=float), []
    for (name, loss), colour, dash in zip(losses.items(), CLASS_COLOURS, DASHES, strict=False):
        heights = np.array([float(loss(value)) for value in over])
        ax.plot(over, heights, dash, color=colour, label=name)
        best = int(np.argmin(heights))
        ends = best in (0, len(over) - 1)
        if not ends:
            ax.plot(over[best], heights[best], "o", color=colour, zorder=4)
            place = (over[best], heights[best])
            ax.annotate(
                f"{over[best]:.3g}", place, (0, -16), textcoords="offset points", ha="center"
            )
        where = f"is lowest at {over[best]:.3g}" if not ends else "has no lowest point inside"
        said.append(f"{name} {where}, going from {heights[0]:.3g} to {heights[-1]:.3g}")
        if floor:
            ax.fill_between(over, floor[1], heights, color=colour, alpha=0.15, lw=0, label=floor[2])
    if floor:
        ax.axhline(floor[1], color=INK, linestyle=":", label=floor[0])
        said.append(f"nothing falls below the {floor[0]}, {floor[1]:.3f}")
    ax.set(xlabel=xlabel, ylabel="loss")
    ax.margins(y=0.12)
    ax.legend()
    return describe(ax, f"Loss against {xlabel}: {'; '.join(said)}.")


def fits(x, y, predictors, outlier, ax=None):
    """Draw examples with one feature, ring the outliers, and lay fitted lines over them.

    Parameters
    ----------
    x, y : numpy.ndarray of shape (n,)
    predictors : dict of str to callable
        Each takes an array of shape (n, 1) and returns predictions of shape (n,).
    outlier : numpy.ndarray of bool, shape (n,)
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    ax.scatter(x, y, color=INK, s=28, label=f"{len(x)} examples", zorder=3)
    ax.scatter(x[outlier], y[outlier], s=150, facecolors="none", edgecolors=INK, linewidths=1.6)
    ends, said = np.array([[x.min()], [x.max()]]), []
    for (name, predict), colour, dash, marker in zip(
        predictors.items(), CLASS_COLOURS, DASHES, CLASS_MARKERS, strict=False
    ):
        heights = predict(ends)
        slope = (heights[1] - heights[0]) / (ends[1, 0] - ends[0, 0])
        ax.plot(ends[:, 0], heights, dash, marker=marker, color=colour, label=name)
        said.append(f"{name} has slope {slope:.2f}")
    ax.set(xlabel="x", ylabel="y")
    ax.legend()
    return describe(
        ax,
        f"{len(x)} points, {np.sum(outlier)} of them ringed outliers, and lines: "
        f"{'; '.join(said)}.",
    )
