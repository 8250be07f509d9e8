"""What experiments with a network show: a curve it learned, a quantity swept, a promise kept."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

BLUE, ORANGE = CLASS_COLOURS[:2]
DRAWN = 400  # points along a curve
STYLES = ("-", "--", "-.", ":")


def fitted_curve(predict, train, test=None, ax=None, title=None):
    """Draw what a network answers along one input, over the examples.

    Where no training example lies, the background is grey: there the network only guesses.

    Parameters
    ----------
    predict : callable
        Takes an array of shape (n, 1) and returns one of shape (n,) or (n, 1).
    train, test : (array-like of shape (n, 1) or (n,), array-like of shape (n,))
        Inputs and targets; those of the test are drawn as orange squares.
    ax : matplotlib.axes.Axes, optional
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    train, test = _pair(train), _pair(test if test is not None else ([], []))
    inputs = np.concatenate([train[0], test[0]])
    x = np.linspace(inputs.min(), inputs.max(), DRAWN)
    answers = np.ravel(predict(x[:, None]))
    for low, high in ((x[0], train[0].min()), (train[0].max(), x[-1])):
        ax.axvspan(low, high, color="#eeeeee", zorder=0)
    dots = {"linestyle": "none", "alpha": 0.65}
    ax.plot(*train, "o", color=BLUE, markersize=4, label="training", **dots)
    said = f"{len(train[0])} training examples"
    if len(test[0]):
        ax.plot(*test, "s", color=ORANGE, markersize=5, label="test", **dots)
        said += f", {len(test[0])} test examples"
    ax.plot(x, answers, color=INK, linewidth=2.4, label="network")
    ax.set(xlabel="x", ylabel="y")
    if title:
        ax.set_title(title, fontsize=11)
    return describe(
        ax,
        f"{title or 'Fitted curve'}: {said}; the network's curve goes from {answers[0]:.2f} at "
        f"x = {x[0]:.2g} to {answers[-1]:.2f} at x = {x[-1]:.2g}, between {answers.min():.2f} "
        f"and {answers.max():.2f}; mean squared distance to the training examples "
        f"{_distance(predict, *train):.3f}"
        + (f", to the test examples {_distance(predict, *test):.3f}." if len(test[0]) else "."),
    )


def sweep(values, curves, xlabel, ylabel, ax=None):
    """Draw what came out against what was set, both on logarithmic scales.

    Parameters
    ----------
    values : sequence of float
        What was set, above zero.
    curves : dict of str to sequence of float
        By name, what came out for each value, above zero.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a curve has not one number above zero for each value.
    """
    ax = ax or plt.subplots()[1]
    said = []
    for place, (name, outcomes) in enumerate(curves.items()):
        outcomes = np.asarray(outcomes, dtype=float)
        if outcomes.shape != (len(values),) or not (outcomes > 0).all():
            raise ValueError(f"{name!r} needs {len(values)} numbers above zero; got {outcomes}")
        look = {"color": CLASS_COLOURS[place], "marker": CLASS_MARKERS[place]}
        ax.plot(values, outcomes, STYLES[place % len(STYLES)], label=name, **look)
        pairs = ", ".join(f"{v:g}: {o:.3g}" for v, o in zip(values, outcomes, strict=True))
        said.append(f"{name} {pairs}")
    ax.set(xscale="log", yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.set_xticks(values, [f"{value:g}" for value in values])
    ax.xaxis.minorticks_off()
    ax.yaxis.set_major_formatter("{x:g}")
    ax.yaxis.set_minor_formatter("{x:g}" if _is_short(ax) else "")
    if len(curves) > 1:
        ax.legend()
    return describe(ax, f"{ylabel} by {xlabel}, logarithmic scales. {'; '.join(said)}.")


def promises(groups, before, ax=None):
    """Draw what a model promised for the settings that it chose against what they truly gave.

    On the diagonal a promise is kept; above it, the truth is worse.

    Parameters
    ----------
    groups : dict of str to (array-like of shape (n,), array-like of shape (n,))
        By name of the search, promised and true PUE.
    before : float
        The mean PUE before the search.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(6.4, 5.0))[1]
    pairs = {name: np.asarray(pair, dtype=float) for name, pair in groups.items()}
    numbers = np.concatenate([pair.ravel() for pair in pairs.values()])
    low, high = numbers.min() - 0.01, max(numbers.max(), before) + 0.01
    ax.plot([low, high], [low, high], color=INK, linewidth=1.2, label="promise kept")
    ax.axhline(before, color=INK, linewidth=1.2, linestyle=":", label="mean before")
    said = []
    for (name, (promised, true)), colour, marker in zip(
        pairs.items(), CLASS_COLOURS, CLASS_MARKERS, strict=False
    ):
        dots = {"color": colour, "marker": marker, "s": 26, "alpha": 0.75, "linewidths": 0}
        ax.scatter(promised, true, label=name, zorder=3, **dots)
        said.append(
            f"{name}: promised {promised.mean():.3f}, true {true.mean():.3f}, "
            f"better than promised {(true < promised).sum()} of {promised.size}"
        )
    ax.set(xlim=(low, high), ylim=(low, high), xlabel="promised PUE", ylabel="true PUE")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2, fontsize=10)
    return describe(ax, f"Mean PUE before {before:.3f}. {'; '.join(said)}.")


def ranked_bars(quantities, xlabel, ax=None):
    """Draw quantities as horizontal bars, the largest on top.

    Parameters
    ----------
    quantities : dict of str to float
    xlabel : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not quantities:
        raise ValueError("there is no quantity to draw")
    ax = ax or plt.subplots(figsize=(6.4, 0.9 + 0.3 * len(quantities)))[1]
    names = sorted(quantities, key=quantities.get, reverse=True)
    bars = ax.barh(names, [quantities[name] for name in names], color=BLUE)
    ax.bar_label(bars, fmt="{:.3g}", padding=3, fontsize=10)
    ax.invert_yaxis()
    ax.set(xlabel=xlabel)
    ax.grid(axis="y", visible=False)
    said = ", ".join(f"{name} {quantities[name]:.3g}" for name in names)
    return describe(ax, f"Bars, {xlabel}: {said}.")


def _pair(examples):
    return tuple(np.ravel(np.asarray(part, dtype=float)) for part in examples)


def _distance(predict, x, y):
    return np.mean((np.ravel(predict(x[:, None])) - y) ** 2)


def _is_short(ax):
    """Return whether the vertical axis spans so little that powers of ten would leave it bare."""
    low, high = ax.get_ylim()
    return high < 12 * low
