"""What layers do to space: fold it, cut regions out of it, break a line into pieces."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from scipy.ndimage import label
from scipy.spatial import ConvexHull

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

BLUE, ORANGE, GREEN = CLASS_COLOURS[:3]
UNIT_SQUARE = ((-0.4, 1.4), (-0.4, 1.4))
SMOOTH_ENOUGH = 0.98


def folded_space(hidden, dataset, ax=None, extent=UNIT_SQUARE):
    """Draw where a layer of two neurons puts the plane, and the examples on it.

    Every point of the plane keeps its colour, given by x1 + x2, wherever the layer puts it.

    Parameters
    ----------
    hidden : callable
        Takes an array of shape (n, 2) and returns one of shape (n, 2). With the identity the
        picture shows the plane as it is.
    dataset : helpers.datasets.Dataset
        With x of shape (n, 2), n small: every example is named by its features.
    ax : matplotlib.axes.Axes, optional
    extent : pair of pairs, optional
        The part of the plane to follow: ((left, right), (bottom, top)).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `hidden` does not return two numbers a point.
    """
    ax = ax or plt.subplots(figsize=(4.8, 4.4))[1]
    sheet = _grid(extent, 181)
    moved, places = np.asarray(hidden(sheet)), np.asarray(hidden(dataset.x))
    if moved.shape != sheet.shape:
        raise ValueError(f"hidden returned shape {moved.shape} for points of shape {sheet.shape}")
    is_still = np.allclose(moved, sheet)
    ax.scatter(
        *moved.T,
        c=sheet.sum(axis=1),
        cmap="viridis",
        s=30 if is_still else 70,
        linewidths=0,
        rasterized=True,
    )
    said = []
    for place in np.unique(places.round(2), axis=0):
        here = np.isclose(places, place, atol=0.01).all(axis=1)
        _mark_examples(ax, places[here][0], dataset.x[here], dataset.y[here])
        said.append(f"{_listed(dataset.x[here])} at ({place[0]:.2f}, {place[1]:.2f})")
    letter = "x" if is_still else "h"
    ax.set(xlabel=f"${letter}_1$", ylabel=f"${letter}_2$", aspect="equal")
    low, high = places.min(axis=0) - 0.45, places.max(axis=0) + 0.45
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    space = "The plane before any layer" if is_still else "The plane as the hidden layer folds it"
    return describe(ax, f"{space}, coloured by x1 + x2. {len(said)} places: {'; '.join(said)}.")


def region(inside, ax=None, W=None, b=None, extent=((-2, 2), (-2, 2))):
    """Fill the part of the plane where a network answers 1.

    Parameters
    ----------
    inside : callable
        Takes an array of shape (n, 2) and returns n numbers, 0 or 1.
    ax : matplotlib.axes.Axes, optional
    W, b : array-like of shapes (2, neurons) and (neurons,), optional
        The first layer: each neuron's line is drawn.
    extent : pair of pairs, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `inside` does not return one number a point.
    """
    ax = ax or plt.subplots(figsize=(4.8, 4.4))[1]
    points = _grid(extent, 301)
    answers = np.asarray(inside(points)).ravel()
    if answers.size != len(points):
        raise ValueError(f"inside returned {answers.size} answers for {len(points)} points")
    picture = answers.reshape(301, 301) > 0.5
    ax.imshow(
        np.where(picture, 1.0, np.nan),
        origin="lower",
        extent=(*extent[0], *extent[1]),
        cmap=ListedColormap([ORANGE]),
        alpha=0.4,
        interpolation="nearest",
    )
    lines = np.transpose([] if W is None else W)
    for w, offset in zip(lines, [] if b is None else b, strict=True):
        nearest = -offset * w / (w @ w)
        ax.axline(
            nearest, nearest + np.array([-w[1], w[0]]), color=INK, linewidth=1, linestyle="--"
        )
    ax.set(xlim=extent[0], ylim=extent[1], xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.grid(False)
    cut = f", cut by the {len(lines)} lines of the first layer" if len(lines) else ""
    return describe(ax, f"{_shape(points, picture)}{cut}.")


def bumps(x, target, hats, ax=None):
    """Draw a curve, the bumps that approximate it, and their sum.

    Parameters
    ----------
    x : array-like of shape (n,)
    target : array-like of shape (n,)
        The curve to approximate.
    hats : array-like of shape (bumps, n)
        One row a bump.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    x, target, hats = np.asarray(x), np.asarray(target), np.asarray(hats)
    if hats.ndim != 2 or not len(x) == len(target) == hats.shape[1]:
        raise ValueError(f"x {x.shape}, target {target.shape} and hats {hats.shape} do not fit")
    ax = ax or plt.subplots()[1]
    total = hats.sum(axis=0)
    for hat in hats:
        ax.fill_between(x, hat, color=BLUE, alpha=0.12, linewidth=0)
        ax.plot(x, hat, color=BLUE, linewidth=0.8, alpha=0.7)
    ax.plot(x, target, color=INK, linewidth=5, alpha=0.25, label="target")
    ax.plot(x, total, color=ORANGE, label=f"sum of {len(hats)} bumps")
    ax.set(xlabel="x", ylabel="output")
    ax.legend(loc="upper right")
    worst = np.abs(total - target).max()
    return describe(
        ax,
        f"A curve from {target.min():.2g} to {target.max():.2g}, {len(hats)} triangular bumps under "
        f"it, and their sum, which is nowhere more than {worst:.2g} away from the curve.",
    )


def pieces(function, ax=None, extent=(0, 1)):
    """Draw a piecewise linear function, with a dot at every kink.

    Parameters
    ----------
    function : callable
        Takes and returns an array of shape (n,).
    ax : matplotlib.axes.Axes, optional
    extent : pair of float, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(6.4, 2.6))[1]
    x = np.linspace(*extent, 6721)  # 6720 = 2**6 * 3 * 5 * 7 puts most simple fractions on the grid
    y = np.asarray(function(x))
    bend = np.abs(np.diff(y, 2))
    at_kink = np.flatnonzero(bend > 1e-9) + 1
    at_kink = at_kink[np.diff(at_kink, prepend=-9) > 1]  # a kink between two grid points bends both
    ax.plot(x, y, color=BLUE)
    ax.plot(x[at_kink], y[at_kink], "o", color=ORANGE, markersize=4)
    ax.set(xlabel="x", ylabel="output")
    broken = f"broken into {len(at_kink) + 1} straight pieces" if at_kink.size else "without a kink"
    low, high = np.round([y.min(), y.max()], 2) + 0.0  # the sum turns -0.0 into 0.0
    return describe(ax, f"A line {broken}, between {low:g} and {high:g}.")


def _grid(extent, steps):
    across, up = (np.linspace(*side, steps) for side in extent)
    return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)


def _mark_examples(ax, place, examples, labels):
    """Put one marker a class at a place, and the names of the examples beside it."""
    for value in np.unique(labels):
        style = {"c": CLASS_COLOURS[value], "marker": CLASS_MARKERS[value], "zorder": 4}
        ax.scatter(*place, s=150, edgecolors="white", linewidths=1.5, **style)
    ax.annotate(
        _listed(examples),
        place,
        xytext=(11, -8),
        textcoords="offset points",
        va="top",
        fontweight="bold",
        color=INK,
        zorder=5,
        bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.8, "linewidth": 0},
    )


def _listed(points):
    return " and ".join(f"({a:g}, {b:g})" for a, b in points)


def _shape(points, picture):
    """Say how large the filled region is, in how many pieces, and whether it is convex."""
    if not picture.any():
        return "An empty region"
    filled = points[picture.ravel()]
    number = label(picture)[1]
    hull = ConvexHull(filled)
    corners = np.all(points @ hull.equations[:, :2].T <= -hull.equations[:, 2] + 1e-9, axis=1)
    share = len(filled) / corners.sum()
    form = "convex" if share > SMOOTH_ENOUGH else f"not convex: {share:.0%} of its convex hull"
    return f"A region in {number} piece{'s' * (number != 1)}, {form}, {picture.mean():.0%} of the picture"
