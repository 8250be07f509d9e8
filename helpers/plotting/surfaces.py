"""Loss surfaces, and the paths that optimisers take on them."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

GRID = 160
PATH_COLOUR = CLASS_COLOURS[1]


def landscape(loss, path, extent, ax=None):
    """Draw a loss over two weights as a mountain, and beside it as a map with the same path.

    Parameters
    ----------
    loss : callable
        Takes weights of shape (..., 2) and returns losses of shape (...).
    path : numpy.ndarray of shape (steps + 1, 2)
        The weights after each step, the start first.
    extent : pair of pairs
        What to show: ((left, right), (bottom, top)).
    ax : pair of matplotlib.axes.Axes, optional
        The first with ``projection="3d"``.

    Returns
    -------
    mountain, map : matplotlib.axes.Axes
    """
    if ax is None:
        figure = plt.figure(figsize=(9.6, 4.2))
        ax = (figure.add_subplot(121, projection="3d"), figure.add_subplot(122))
    mountain, chart = ax
    weights, heights = _on_grid(loss, extent)
    mountain.plot_surface(
        *np.moveaxis(weights, -1, 0), heights, cmap="cividis", alpha=0.75, rcount=60, ccount=60
    )
    lift = 0.02 * np.ptp(heights)  # so that the surface does not swallow the path
    mountain.plot(*path.T, loss(path) + lift, ".-", color=PATH_COLOUR, markersize=5, zorder=9)
    mountain.set(xlabel="$w_1$", ylabel="$w_2$", title="the loss as a mountain")
    mountain.view_init(elev=38, azim=-112)
    describe(mountain, f"Loss over two weights, from {heights.min():.3g} to {heights.max():.3g}.")
    _map(loss, path, extent, chart)
    chart.set_title("the loss as a map")
    return mountain, chart


def valleys(panels, extent=None, columns=4, aspect="equal", ax=None):
    """Draw small maps in one figure, each with a loss over two weights and one path.

    Parameters
    ----------
    panels : dict of str to (callable, numpy.ndarray)
        Title to the loss, which takes weights of shape (..., 2), and the path, of shape
        (steps + 1, 2).
    extent : pair of pairs, optional
        What every map shows: ((left, right), (bottom, top)). Without it, each shows its own
        path and its surroundings.
    columns : int
        Maps in a row.
    aspect : {"equal", "auto"}
        Whether one unit is equally long in both directions.
    ax : array of matplotlib.axes.Axes, optional
        At least one for each panel.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes, shape (panels,)

    Raises
    ------
    ValueError
        If there is no panel.
    """
    axes = _axes(panels, columns, 2.6, ax)
    for place, (title, (loss, path)) in zip(axes, panels.items(), strict=True):
        _map(loss, path, extent or _around(path), place, title)
        place.set_aspect(aspect)
    return axes


def descents(panels, extent, columns=4, ax=None):
    """Draw small pictures in one row or more, each with a loss over one weight and one path.

    Parameters
    ----------
    panels : dict of str to (callable, numpy.ndarray)
        Title to the loss, which takes weights of any shape, and the path, of shape
        (steps + 1,) or (steps + 1, 1).
    extent : pair of float
        The smallest and the largest weight shown.
    columns : int
        Pictures in a row.
    ax : array of matplotlib.axes.Axes, optional
        At least one for each panel.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes, shape (panels,)

    Raises
    ------
    ValueError
        If there is no panel.
    """
    axes = _axes(panels, columns, 3.0, ax)
    weights = np.linspace(*extent, 400)
    for place, (title, (loss, path)) in zip(axes, panels.items(), strict=True):
        track, curve = np.ravel(path), loss(weights)
        place.plot(weights, curve, color=CLASS_COLOURS[0])
        place.plot(track, loss(track), ".-", color=PATH_COLOUR, linewidth=1, markersize=6)
        place.plot(*_at(track, loss, 0), "o", color=PATH_COLOUR, markerfacecolor="white")
        place.plot(*_at(track, loss, -1), "*", color=PATH_COLOUR, markersize=15, zorder=4)
        margin = 0.08 * np.ptp(curve)
        place.set(xlim=extent, ylim=(curve.min() - margin, curve.max() + margin))
        place.set(xlabel="weight", title=title)
        describe(
            place,
            f"{title}: a path of {len(track) - 1} steps on a loss curve, from weight "
            f"{track[0]:.2f} to {track[-1]:.2f}; the lowest point shown is at "
            f"{weights[np.argmin(curve)]:.2f}.",
        )
    axes[0].set_ylabel("loss")
    return axes


def _map(loss, path, extent, ax, title=""):
    """Draw contours, closer together towards the valley's floor, and the path on them."""
    weights, heights = _on_grid(loss, extent)
    low, high = heights.min(), heights.max()
    levels = low + (high - low) * np.linspace(0, 1, 13) ** 3
    across, up = weights[0, :, 0], weights[:, 0, 1]
    ax.contourf(across, up, heights, levels, cmap="cividis", alpha=0.45)
    ax.contour(across, up, heights, levels[1:], colors=INK, linewidths=0.5, alpha=0.5)
    lowest = np.unravel_index(np.argmin(heights), heights.shape)
    ax.plot(*weights[lowest], "+", color=INK, markersize=11, markeredgewidth=2)
    ax.plot(*path.T, ".-", color=PATH_COLOUR, linewidth=1.2, markersize=4)
    ax.plot(*path[0], "o", color=PATH_COLOUR, markerfacecolor="white", zorder=4)
    ax.plot(*path[-1], "*", color=PATH_COLOUR, markeredgecolor=INK, markersize=13, zorder=5)
    ax.grid(visible=False)
    ax.set(xlim=extent[0], ylim=extent[1], xlabel="$w_1$", ylabel="$w_2$", title=title)
    start, end = ("({:.2f}, {:.2f})".format(*path[row]) for row in (0, -1))
    describe(
        ax,
        f"{title + ': ' if title else ''}contours of a loss and a path of {len(path) - 1} steps "
        f"from {start}, loss {float(loss(path[0])):.3g}, to {end}, loss "
        f"{float(loss(path[-1])):.3g}; the lowest loss shown is {low:.3g}.",
    )


def _on_grid(loss, extent):
    weights = np.stack(np.meshgrid(*(np.linspace(*side, GRID) for side in extent)), axis=-1)
    return weights, np.asarray(loss(weights), dtype=float)


def _around(path):
    low, high = path.min(axis=0), path.max(axis=0)
    half = 0.9 * max(np.max(high - low), 1e-9)
    middle = (low + high) / 2
    return tuple((centre - half, centre + half) for centre in middle)


def _axes(panels, columns, height, ax):
    if not panels:
        raise ValueError("there is no panel to draw")
    if ax is None:
        columns = min(columns, len(panels))
        rows = -(-len(panels) // columns)
        ax = plt.subplots(rows, columns, figsize=(9.6, height * rows), squeeze=False)[1]
    axes = np.ravel(ax)
    for spare in axes[len(panels) :]:
        spare.set_axis_off()
    return axes[: len(panels)]


def _at(track, loss, step):
    return track[step], loss(track[step])
