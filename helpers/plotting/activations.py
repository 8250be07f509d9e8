"""Activations beside their slopes, signals layer by layer, and experiments over many networks."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, ORANGE, GREEN = CLASS_COLOURS[:3]
FLAT = 0.05
WIDTH = 9.6
HATCHES = ("", "//", "..", "xx")


def panels(count, columns=4):
    """Return `count` Axes in a grid, for pictures that are compared with each other.

    Parameters
    ----------
    count : int
    columns : int, default 4

    Returns
    -------
    list of matplotlib.axes.Axes
    """
    rows = -(-count // columns)
    height = min(4.0, 1.05 * WIDTH / columns)
    axes = plt.subplots(rows, columns, figsize=(WIDTH, rows * height), squeeze=False)[1].flat
    for spare in axes[count:]:
        spare.remove()
    return list(axes[:count])


def activation(function, slope, ax=None, name="activation"):
    """Draw an activation and its slope, with the part shaded where the slope is nearly zero.

    Parameters
    ----------
    function, slope : callable
        Each takes an array of shape (n,) and returns one.
    ax : matplotlib.axes.Axes, optional
    name : str
        For the title.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    z = np.linspace(-5, 5, 501)
    steep = np.asarray(slope(z), dtype=float)
    flat = np.abs(steep) < FLAT
    ax.fill_between(z, -1.2, 2.2, where=flat, color="#dddddd", linewidth=0)
    ax.plot(z, function(z), color=BLUE, label="output")
    ax.plot(z, steep, "--", color=ORANGE, label="slope")
    ax.set(xlim=(-5, 5), ylim=(-1.2, 2.2), xlabel="z", xticks=(-4, 0, 4), yticks=(-1, 0, 1, 2))
    ax.set_title(name)
    return describe(
        ax,
        f"{name}: output from {function(z)[0]:.2f} at z = -5 to {function(z)[-1]:.2f} at z = 5; "
        f"slope at most {steep.max():.2f}, nearly zero on {flat.mean():.0%} of the range.",
    )


def largest_piece(lines, unit, ax=None):
    """Draw straight lines, and a unit that follows the highest of them.

    Parameters
    ----------
    lines : sequence of (float, float)
        Slope and height at zero of each line.
    unit : callable
        Takes an array of shape (n,) and returns one.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    x = np.linspace(-3, 3, 301)
    for w, b in lines:
        ax.plot(x, w * x + b, "--", color=INK, linewidth=1, alpha=0.7)
    y = np.asarray(unit(x), dtype=float)
    ax.plot(x, y, color=BLUE, linewidth=4, alpha=0.8)
    margin = 0.15 * np.ptp(y) + 0.2
    ax.set(xlabel="x", xlim=(-3, 3), ylim=(y.min() - margin, y.max() + margin))
    return describe(
        ax,
        f"{len(lines)} dashed lines and a unit as a thick curve, from {y[0]:.2f} at x = -3 "
        f"down to {y.min():.2f} and up to {y[-1]:.2f} at x = 3.",
    )


def layer_bars(groups, ax=None, ylabel="mean size of the gradient"):
    """Draw one number a layer as bars, from the first layer to the last, for several networks.

    Parameters
    ----------
    groups : dict of str to array-like of shape (layers,)
        Positive numbers; all groups have as many layers.
    ax : matplotlib.axes.Axes, optional
    ylabel : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no group, or their numbers of layers differ.
    """
    sizes = {len(values) for values in groups.values()}
    if len(sizes) != 1:
        raise ValueError(f"groups must have the same number of layers; got {sorted(sizes)}")
    ax = ax or plt.subplots(figsize=(8.4, 4.0))[1]
    layers, width = np.arange(1, sizes.pop() + 1), 0.8 / len(groups)
    for place, (name, values) in enumerate(groups.items()):
        ax.bar(
            layers + (place - (len(groups) - 1) / 2) * width,
            values,
            width=0.9 * width,
            color=CLASS_COLOURS[place],
            hatch=HATCHES[place % len(HATCHES)],
            edgecolor="white",
            label=name,
        )
    ax.set(xlabel="layer, the last one is the output", ylabel=ylabel, xticks=layers)
    ax.set_yscale("log")  # equal steps upwards are equal factors
    ax.set_ylim(bottom=0.5 * min(map(min, groups.values())))
    ax.grid(axis="x", visible=False)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2)
    said = "; ".join(f"{name} from {v[0]:.2g} to {v[-1]:.2g}" for name, v in groups.items())
    return describe(ax, f"Bars in {layers[-1]} layers, first to last, {ylabel}: {said}.")


def each_network(groups, ax=None, xlabel="epochs needed", never=None):
    """Draw one dot for each network, one row for each group, and a bar at the median.

    Parameters
    ----------
    groups : dict of str to array-like
        One number for each network; infinite for a network that never got there.
    ax : matplotlib.axes.Axes, optional
    xlabel : str
    never : float, optional
        Where to put the networks that never got there.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a number is infinite and `never` is not given.
    """
    ax = ax or plt.subplots()[1]
    said = []
    for row, (name, values) in enumerate(groups.items()):
        values = np.sort(np.asarray(values, dtype=float))
        lost = np.isinf(values)
        if lost.any() and never is None:
            raise ValueError(f"{name!r} has networks that never got there; say where to put them")
        places = np.where(lost, never if never is not None else 0, values)
        # Neighbours sit at four different heights, so that equal numbers stay visible.
        heights = row + 0.24 * (np.arange(len(places)) % 4 / 1.5 - 1)
        ax.scatter(places, heights, c=np.where(lost, ORANGE, BLUE), s=36, alpha=0.75, zorder=3)
        middle = np.median(places)
        ax.plot([middle, middle], [row - 0.4, row + 0.4], color=INK, linewidth=2, zorder=4)
        end = f", {lost.sum()} never" if lost.any() else ""
        said.append(f"{name} from {values[0]:.3g}, median {middle:.3g}, to {places[-1]:.3g}{end}")
    ax.set_yticks(range(len(groups)), list(groups))
    ax.set(xlabel=xlabel, ylim=(len(groups) - 0.4, -0.6))
    ax.grid(axis="y", visible=False)
    if never is not None:
        ax.axvspan(0.94 * never, 1.06 * never, color="#eeeeee", zorder=0)
        ax.text(never, -0.55, "never", ha="center", va="top", fontsize=10, color=INK)
    return describe(ax, f"One dot for each network, {xlabel}: {'; '.join(said)}.")


def success_rates(rates, guesses=None, of=20, ax=None):
    """Draw how many networks succeeded, how sure that is, and what was predicted.

    Parameters
    ----------
    rates : dict of str to (float, float, float)
        For each experiment the share of successes with the low and the high end of its
        interval, all from 0 to 1.
    guesses : dict of str to float, optional
        Predicted numbers of networks, from 0 to `of`; other names are left out.
    of : int, default 20
        Networks in each experiment.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(6.4, 1.0 + 0.55 * len(rates)))[1]
    rows = np.arange(len(rates))
    rate, low, high = of * np.array(list(rates.values())).T
    ax.barh(rows, rate, height=0.6, color=BLUE, alpha=0.35)
    ax.hlines(rows, low, high, color=BLUE, linewidth=2.5, zorder=3)
    ax.scatter(rate, rows, s=60, color=BLUE, zorder=4, label="measured, with interval")
    known = [(place, guesses[name]) for place, name in enumerate(rates) if name in (guesses or {})]
    if known:
        places, values = np.array(known, dtype=float).T
        diamond = {"marker": "D", "s": 80, "facecolors": "none", "edgecolors": ORANGE}
        ax.scatter(values, places, **diamond, linewidths=2, zorder=5, label="your prediction")
    ax.set_yticks(rows, list(rates))
    ax.set(xlabel=f"networks that succeed, of {of}", ylim=(len(rates) - 0.4, -0.6))
    ax.set(xlim=(-0.04 * of, 1.04 * of), xticks=np.linspace(0, of, 5))
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower left", bbox_to_anchor=(-0.1, 1), ncols=2, borderaxespad=0.2, fontsize=9)
    said = "; ".join(
        f"{name} {r:g}, interval {a:.1f} to {b:.1f}"
        for name, r, a, b in zip(rates, rate, low, high, strict=True)
    )
    return describe(ax, f"Networks that succeed, of {of}: {said}.")


def loss_bands(groups, ax=None):
    """Draw the median loss of many networks, epoch by epoch, and the band of the middle half.

    Parameters
    ----------
    groups : dict of str to array-like of shape (networks, epochs)
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    said = []
    for (name, losses), colour, style in zip(
        groups.items(), CLASS_COLOURS, ("-", "--", "-.", ":"), strict=False
    ):
        low, middle, high = np.percentile(losses, (25, 50, 75), axis=0)
        epochs = np.arange(1, len(middle) + 1)
        ax.fill_between(epochs, low, high, color=colour, alpha=0.2, linewidth=0)
        ax.plot(epochs, middle, style, color=colour, label=name)
        said.append(f"{name} from {middle[0]:.2f} to {middle[-1]:.2f}")
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2, fontsize=9)
    return describe(ax, f"Median loss and the middle half of the networks: {'; '.join(said)}.")
