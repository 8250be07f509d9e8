"""Searches for a network: what there is to find, how well a cheap look ranks it, and who finds it."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)))


def score_histogram(groups, ax=None, xlabel="test accuracy"):
    """Draw how the scores of a search space are spread, one outline for each part of it.

    Parameters
    ----------
    groups : dict of str to array-like
        Scores from 0 to 1.
    ax : matplotlib.axes.Axes, optional
    xlabel : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a group is empty.
    """
    ax = ax or plt.subplots(figsize=(8.4, 3.6))[1]
    bins, said = np.linspace(0, 1, 26), []
    for (name, scores), colour, style in zip(groups.items(), CLASS_COLOURS, STYLES, strict=False):
        scores = np.asarray(scores, float)
        if not scores.size:
            raise ValueError(f"{name!r} has no scores")
        ax.hist(scores, bins, histtype="stepfilled", color=colour, alpha=0.12)
        outline = {"histtype": "step", "color": colour, "linestyle": style, "linewidth": 2}
        ax.hist(scores, bins, **outline, label=f"{name}, {scores.size}")
        low, middle, high = scores.min(), np.median(scores), scores.max()
        said.append(f"{scores.size} {name} from {low:.2f}, median {middle:.2f}, to {high:.2f}")
    ax.set(xlabel=xlabel, ylabel="networks", xlim=(0, 1))
    ax.legend(loc="upper left")
    return describe(ax, f"Histograms of {xlabel}: {'; '.join(said)}.")


def cheap_against_full(cheap, full, best=20, ax=None, title="a cheap look"):
    """Draw a cheap estimate of each network against its full score, the truly best ringed.

    Parameters
    ----------
    cheap, full : array-like of shape (n,)
    best : int
        How many of the highest by `full` to ring.
    ax : matplotlib.axes.Axes, optional
    title : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the two differ in length.
    """
    cheap, full = np.asarray(cheap, dtype=float), np.asarray(full, dtype=float)
    if cheap.shape != full.shape:
        raise ValueError(f"{cheap.size} cheap scores for {full.size} networks")
    ax = ax or plt.subplots()[1]
    top = np.argsort(-full)[:best]
    ax.scatter(cheap, full, s=12, color=CLASS_COLOURS[0], alpha=0.4, linewidths=0)
    ring = {"facecolors": "none", "edgecolors": CLASS_COLOURS[1], "linewidths": 1.3}
    ax.scatter(cheap[top], full[top], s=34, **ring)
    ax.set(xlabel="cheap estimate", title=title, xlim=(0, 1), ylim=(0, 1))
    place = ax.get_subplotspec()
    if place is None or place.is_first_col():
        ax.set_ylabel("test accuracy")
    found = np.isin(np.argsort(-cheap)[:best], top).sum()
    return describe(
        ax,
        f"{title}: cheap estimates from {cheap.min():.2f} to {cheap.max():.2f} against full scores "
        f"from {full.min():.2f} to {full.max():.2f}; {found} of the {best} that look best are "
        f"among the {best} best.",
    )


def shares_by_epoch(shares, names, titles, ax=None):
    """Draw how the shares of a mixture change while it is trained, one picture for each mixture.

    Parameters
    ----------
    shares : array-like of shape (epochs, mixtures, operations)
    names : sequence of str
        One for each operation.
    titles : sequence of str
        One for each mixture.
    ax : sequence of matplotlib.axes.Axes, optional
        One for each mixture.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If names or titles do not fit the shares.
    """
    shares = np.asarray(shares, dtype=float)
    if shares.ndim != 3 or shares.shape[1:] != (len(titles), len(names)):
        raise ValueError(
            f"shares of shape {shares.shape} do not fit {len(titles)} titles, {len(names)} names"
        )
    if ax is None:
        ax = plt.subplots(1, len(titles), figsize=(9.6, 3.2), sharey=True)[1]
    for place, (each, title) in enumerate(zip(ax, titles, strict=True)):
        for row, (name, colour) in enumerate(zip(names, CLASS_COLOURS, strict=False)):
            mark = {"marker": CLASS_MARKERS[row], "markevery": (row, 5), "markersize": 5}
            line = {"color": colour, "linestyle": STYLES[row], "linewidth": 1.8}
            each.plot(shares[:, place, row], **line, **mark, label=name)
        each.set(xlabel="epoch", title=title, ylim=(0, 1))
        end = ", ".join(f"{n} {s:.2f}" for n, s in zip(names, shares[-1, place], strict=True))
        describe(each, f"{title}: shares at the end: {end}.")
    ax[0].set_ylabel("share")
    ax[-1].legend(loc="upper left", bbox_to_anchor=(1, 1), borderaxespad=0.2, fontsize=10)
    return list(ax)


def search_race(curves, best=None, ax=None, ylabel="test accuracy of the best so far"):
    """Draw the median of each strategy over many searches, and the band of the middle half.

    Parameters
    ----------
    curves : dict of str to array-like of shape (searches, trials)
        What a search would have returned after each trial; nan where it had nothing yet. Drawn
        from the first trial at which all searches have something.
    best : float, optional
        The best that there is to find, as a dotted line.
    ax : matplotlib.axes.Axes, optional
    ylabel : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a strategy has no trial at which all its searches have something.
    """
    ax = ax or plt.subplots(figsize=(9.6, 4.8))[1]
    said, lowest = [], []
    for place, (name, table) in enumerate(curves.items()):
        table = np.asarray(table, dtype=float)
        trials = np.flatnonzero(np.isfinite(table).all(axis=0))
        if not trials.size:
            raise ValueError(f"{name!r} has no trial at which every search has found something")
        low, middle, high = np.percentile(table[:, trials], (25, 50, 75), axis=0)
        colour = CLASS_COLOURS[place % len(CLASS_COLOURS)]
        ax.fill_between(trials + 1, low, high, color=colour, alpha=0.13, linewidth=0)
        mark = {"marker": CLASS_MARKERS[place % len(CLASS_MARKERS)], "markevery": (place, 9)}
        style = {"color": colour, "linestyle": STYLES[place % len(STYLES)], "markersize": 6}
        ax.plot(trials + 1, middle, **style, **mark, label=name)
        lowest.append(middle[min(4, len(middle) - 1)])
        said.append(f"{name} {low[-1]:.3f}, {middle[-1]:.3f}, {high[-1]:.3f}")
    if best is not None:
        ax.axhline(best, color=INK, linestyle=":", linewidth=1.2, label="best in the space")
    ax.set(xlabel="trials", ylabel=ylabel, ylim=(min(lowest) - 0.06, None))
    ax.legend(loc="lower right", fontsize=10)
    return describe(
        ax, f"{ylabel} by trials; at the end lower quartile, median, upper: {'; '.join(said)}."
    )
