"""What a network made of its examples: curves, gaps between losses, certainty."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from helpers.plotting.activations import each_network
from helpers.plotting.alt_text import describe
from helpers.plotting.classes import scatter
from helpers.plotting.style import CLASS_COLOURS, INK, side_by_side

BLUE, ORANGE = CLASS_COLOURS[:2]
GRID = 400  # points of a curve
SIDE = 150  # points of a plane, along each side


def learned_curve(predict, training, validation, truth=None, ax=None, title="network"):
    """Draw a learned curve through the examples it was trained on and those it never saw.

    Parameters
    ----------
    predict : callable
        Takes an array of shape (n, 1) and returns n numbers, in any shape.
    training, validation : (numpy.ndarray, numpy.ndarray)
        Inputs of shape (n, 1) and targets of shape (n,).
    truth : callable, optional
        The curve without noise, drawn thin; takes an array of shape (n,) and returns one.
    ax : matplotlib.axes.Axes, optional
    title : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `predict` returns another number of values than it got rows.
    """
    ax = ax or plt.subplots()[1]
    inputs = np.concatenate([training[0], validation[0]])
    x = np.linspace(inputs.min(), inputs.max(), GRID)
    y = np.asarray(predict(x[:, None])).ravel()
    if y.size != GRID:
        raise ValueError(f"predict returned {y.size} values for {GRID} rows")
    if truth is not None:
        ax.plot(x, truth(x), "--", color=INK, linewidth=1, label="without noise")
    ax.plot(x, y, color=BLUE, label="network")
    ax.scatter(training[0][:, 0], training[1], s=42, color=BLUE, zorder=3, label="training")
    held_out = {"s": 34, "marker": "s", "facecolors": "none", "edgecolors": ORANGE}
    ax.scatter(validation[0][:, 0], validation[1], **held_out, zorder=3, label="validation")
    targets = np.concatenate([training[1], validation[1]])
    margin = 0.12 * np.ptp(targets)
    ax.set(xlabel="x", title=title, ylim=(targets.min() - margin, targets.max() + margin))
    said = [
        f"{part} error {np.mean((np.asarray(predict(x)).ravel() - y) ** 2):.2f}"
        for part, (x, y) in [("training", training), ("validation", validation)]
    ]
    return describe(
        ax,
        f"{title}: a learned curve between {y.min():.1f} and {y.max():.1f} with {len(training[1])} training "
        f"and {len(validation[1])} validation points; mean squared {', '.join(said)}.",
    )


def loss_gap(training, validation, floor=None, highest=None, ax=None, title="losses"):
    """Draw two loss curves, shade the gap that opens between them, and mark the best epoch.

    Parameters
    ----------
    training, validation : array-like of shape (epochs,)
        The validation loss decides which epoch is the best.
    floor : float, optional
        The loss of a perfect network, because of the noise in the targets.
    highest : float, optional
        The upper end of the scale, to compare several pictures.
    ax : matplotlib.axes.Axes, optional
    title : str

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the curves differ in length or are empty.
    """
    training, validation = np.asarray(training, float), np.asarray(validation, float)
    if training.shape != validation.shape or training.ndim != 1 or not training.size:
        raise ValueError(
            f"give two losses for each epoch; got shapes {training.shape} and {validation.shape}"
        )
    ax = ax or plt.subplots()[1]
    epochs = np.arange(1, len(training) + 1)
    best = int(np.argmin(validation))
    worse = validation > training
    ax.fill_between(epochs, training, validation, where=worse, color=ORANGE, alpha=0.15)
    ax.plot(epochs, training, color=BLUE, linewidth=1.6, label="training")
    ax.plot(epochs, validation, "--", color=ORANGE, linewidth=1.8, label="validation")
    ax.plot(best + 1, validation[best], "s", color=ORANGE, markeredgecolor=INK, label="best epoch")
    if floor is not None:
        ax.axhline(floor, color=INK, linestyle=":", linewidth=1.2, label="noise")
    ax.set(xlabel="epoch", title=title, ylim=(0, highest))
    return describe(
        ax,
        f"{title}: training loss from {training[0]:.2f} to {training[-1]:.3f}, validation "
        f"loss lowest at {validation[best]:.3f} in epoch {best + 1} and {validation[-1]:.3f} at "
        "the end.",
    )


def remedy_errors(errors, ax=None):
    """Draw the test errors of several remedies: a dot for each network, a bar at the median.

    Parameters
    ----------
    errors : dict of str to array-like of shape (2 * n,)
        By remedy: first the errors of n networks trained on noisy targets, then those of n
        networks trained without noise.
    ax : pair of matplotlib.axes.Axes, optional
        For the noisy and for the clean targets.

    Returns
    -------
    noisy, clean : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a remedy has an odd number of errors.
    """
    halves = {name: np.split(np.asarray(values), 2) for name, values in errors.items()}
    noisy, clean = ax if ax is not None else side_by_side()
    each_network({k: v[0] for k, v in halves.items()}, noisy, "test error, noisy targets")
    each_network({k: v[1] for k, v in halves.items()}, clean, "test error, no noise, log scale")
    clean.set_xscale("log")
    clean.tick_params(labelleft=False)  # the rows are those of the picture on the left
    return noisy, clean


def certainty(probability, dataset, ax=None, title="network"):
    """Shade the plane by the probability of class 1, with lines where a network is nearly sure.

    The solid line is the border, at 0.5; the dashed ones stand at 0.05 and 0.95. Points on the
    wrong side are ringed.

    Parameters
    ----------
    probability : callable
        Takes an array of shape (n, 2) and returns n numbers between 0 and 1, in any shape.
    dataset : helpers.datasets.Dataset
        With two features and two classes.
    ax : matplotlib.axes.Axes, optional
    title : str

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = scatter(dataset, ax)
    ax.set_title(title)
    across, up = (np.linspace(*ax.get_xlim(), SIDE), np.linspace(*ax.get_ylim(), SIDE))
    points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    chance = np.asarray(probability(points)).reshape(SIDE, SIDE)
    shades = LinearSegmentedColormap.from_list("classes", [BLUE, "white", ORANGE])
    place = {"extent": (*ax.get_xlim(), *ax.get_ylim()), "origin": "lower", "aspect": "auto"}
    ax.imshow(chance, cmap=shades, vmin=0, vmax=1, alpha=0.4, interpolation="bilinear", **place)
    levels = {"levels": [0.05, 0.5, 0.95], "linestyles": ["--", "-", "--"]}
    ax.contour(across, up, chance, colors=INK, linewidths=1.2, **levels)
    wrong = (np.asarray(probability(dataset.x)).ravel() > 0.5) != dataset.y
    ring = {"facecolors": "none", "edgecolors": INK, "linewidths": 1.6, "zorder": 4}
    ax.scatter(*dataset.x[wrong].T, s=190, **ring)
    unsure = np.mean((chance > 0.05) & (chance < 0.95))
    return describe(
        ax,
        f"{title}: probability of class 1: between 0.05 and 0.95 on {unsure:.0%} of the "
        f"picture, and sure elsewhere; {wrong.sum()} of {len(wrong)} points on the wrong side.",
    )
