"""Points of several classes, the lines between them, and the regions of a classifier."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

GRID = 300


def scatter(dataset, ax=None):
    """Draw the examples of a data set with two features, one marker a class.

    Parameters
    ----------
    dataset : helpers.datasets.Dataset
        With x of shape (n, 2).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the data set does not have two features, or more than six classes or none.
    """
    x = _two_features(dataset)
    _require_classes(dataset)
    ax = ax or plt.subplots()[1]
    for label, name in enumerate(dataset.target_names):
        rows = x[dataset.y == label]
        ax.scatter(
            *rows.T,
            label=name,
            c=CLASS_COLOURS[label],
            marker=CLASS_MARKERS[label],
            s=60,
            edgecolors="white",
            linewidths=0.8,
            zorder=3,
        )
    labels = [_axis_label(*pair) for pair in zip(dataset.feature_names, dataset.units, strict=True)]
    xlim, ylim = _limits(x)
    ax.set(xlabel=labels[0], ylabel=labels[1], xlim=xlim, ylim=ylim)
    _legend_above(ax)
    return describe(ax, f"Scatter plot, {labels[1]} against {labels[0]}: {_counts(dataset)}.")


def decision_regions(predict, dataset, ax=None, extent=None):
    """Colour the plane by what a classifier says, and draw the examples on it.

    Parameters
    ----------
    predict : callable
        Takes an array of shape (n, 2) and returns n class labels.
    dataset : helpers.datasets.Dataset
        With x of shape (n, 2).
    ax : matplotlib.axes.Axes, optional
    extent : pair of pairs, optional
        What to show: ((left, right), (bottom, top)). Without it, the examples and a margin.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the data set does not have two features, or `predict` returns another number of
        labels than it got rows, or something that is no label.
    """
    x = _two_features(dataset)
    _require_classes(dataset)
    ax = ax or plt.subplots()[1]
    xlim, ylim = extent or _limits(x)
    across, up = np.linspace(*xlim, GRID), np.linspace(*ylim, GRID)
    points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    labels = np.asarray(predict(points))
    if labels.size != len(points):
        raise ValueError(f"predict returned {labels.size} labels for {len(points)} rows")
    classes = len(dataset.target_names)
    strange = labels[~np.isin(labels, range(classes))]
    if strange.size:
        raise ValueError(f"predict returned {strange[0]:g}; the labels are 0 to {classes - 1}")
    ax.imshow(
        labels.reshape(GRID, GRID),
        extent=(*xlim, *ylim),
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        cmap=ListedColormap(CLASS_COLOURS[:classes]),
        vmin=-0.5,
        vmax=classes - 0.5,
        alpha=0.22,
    )
    scatter(dataset, ax).set(xlim=xlim, ylim=ylim)
    wrong = np.asarray(predict(x)).ravel() != dataset.y
    ax.scatter(*x[wrong].T, s=190, facecolors="none", edgecolors=INK, linewidths=1.6, zorder=4)
    shares = np.bincount(labels.astype(int).ravel(), minlength=classes) / labels.size
    regions = ", ".join(
        f"{name} {share:.0%}" for name, share in zip(dataset.target_names, shares, strict=True)
    )
    return describe(
        ax,
        f"Decision regions over {dataset.feature_names[0]} and {dataset.feature_names[1]} "
        f"({regions} of the picture), with {_counts(dataset)}; {_wrong_ones(x, wrong)}.",
    )


def line(w, b, ax=None, label=None, **style):
    """Draw the line on which a neuron's score w[0]·x1 + w[1]·x2 + b is zero.

    Parameters
    ----------
    w : array-like of shape (2,)
    b : float
    ax : matplotlib.axes.Axes, optional
    label : str, optional
        For the legend.
    **style
        Passed to :meth:`matplotlib.axes.Axes.axline`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If both weights are zero: then there is no line.
    """
    w = np.asarray(w, dtype=float)
    if w.shape != (2,) or not w.any():
        raise ValueError(f"a line needs two weights, not both zero; got {w}")
    ax = ax or plt.subplots()[1]
    nearest, along = -b * w / (w @ w), np.array([-w[1], w[0]])
    ax.axline(nearest, nearest + along, label=label, **{"color": INK, **style})
    if label:
        _legend_above(ax)
    return ax


def _legend_above(ax):
    ax.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=4, borderaxespad=0.2, handletextpad=0.3
    )


def _wrong_ones(x, wrong):
    if not wrong.any():
        return f"all {len(x)} points lie in the region of their own class"
    some = ", ".join(f"({a:g}, {b:g})" for a, b in x[wrong][:3])
    return f"{wrong.sum()} of {len(x)} points lie in the wrong region and are ringed, among them {some}"


def _two_features(dataset):
    if dataset.x.ndim != 2 or dataset.x.shape[1] != 2:
        raise ValueError(f"{dataset.name}: x has shape {dataset.x.shape}; a plane needs (n, 2)")
    return dataset.x


def _require_classes(dataset):
    if not dataset.is_classification:
        raise ValueError(f"{dataset.name}: its target is a quantity; give it classes to draw")
    if len(dataset.target_names) > len(CLASS_COLOURS):
        raise ValueError(
            f"{dataset.name}: {len(dataset.target_names)} classes are more than the "
            f"{len(CLASS_COLOURS)} that can be told apart; draw fewer"
        )


def _limits(x):
    low, high = x.min(axis=0), x.max(axis=0)
    margin = 0.12 * np.where(high > low, high - low, 1)
    return np.column_stack([low - margin, high + margin])


def _axis_label(name, unit):
    return name if unit in ("", "1") or f"({unit})" in name else f"{name} ({unit})"


def _counts(dataset):
    counts = np.bincount(dataset.y, minlength=len(dataset.target_names))
    return ", ".join(f"{n} {name}" for n, name in zip(counts, dataset.target_names, strict=True))
