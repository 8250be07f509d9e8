"""What layers do to arrays, cell by cell: numbers, a kernel that slides, and who feels a nudge."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from helpers.plotting.alt_text import describe
from helpers.plotting.layers import TIMES
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE, ORANGE = CLASS_COLOURS[:2]
PALE_BLUE, PALE_ORANGE, PALE = "#cfe3f1", "#fbe3d2", "#bbbbbb"
BELOW_AND_ABOVE = LinearSegmentedColormap.from_list("below_and_above", (ORANGE, "white", BLUE))
WIDTH = 9.6  # inches, the width of a notebook's output
CELL = 0.45  # inches
LETTER = 0.085
STRONG = 0.7  # share of the scale from which letters are white


def number_grid(values, rows=None, columns=None, blocks=(), digits=1, ax=None):
    """Draw a matrix as cells with their numbers: blue above zero, orange below.

    Parameters
    ----------
    values : array-like of shape (height, width)
    rows, columns : sequence of str, optional
        Names, one for each row or column.
    blocks : sequence of (int, int, int, int)
        Parts to frame: first row, first column, height, width.
    digits : int, default 1
        Decimals to write.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no number, the values form no matrix, or the names are too few or too many.
    """
    values = _matrix("values", values)
    for what, names, count in zip(("rows", "columns"), (rows, columns), values.shape, strict=True):
        if names is not None and len(names) != count:
            raise ValueError(f"{len(names)} names for {count} {what}; give one for each")
    height, width = values.shape
    if ax is None:
        beside = LETTER * max(map(len, rows or [""])) + 0.4
        size = min(WIDTH, CELL * width + beside), CELL * height + (0.6 if columns else 0.4)
        ax = plt.subplots(figsize=size)[1]
    limit = np.abs(values).max() or 1
    ax.imshow(values, cmap=BELOW_AND_ABOVE, vmin=-limit, vmax=limit, aspect="auto")
    for place in np.ndindex(height, width):
        colour = "white" if abs(values[place]) > STRONG * limit else INK
        number = _written(values[place], digits)
        ax.text(*place[::-1], number, ha="center", va="center", color=colour, fontsize=10)
    for top, left, down, across in blocks:
        _frame(ax, left - 0.5, top - 0.5, across, down, INK)
    ax.set_xticks(range(width) if columns else [], columns)
    ax.set_yticks(range(height) if rows else [], rows)
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    return describe(ax, _grid_in_words(values, rows, digits))


def sliding_kernel(image, kernel, output, stride=1, steps=None, ax=None):
    """Draw a kernel that slides over an image, one place at a time, and the output that fills.

    Parameters
    ----------
    image : array-like of shape (height, width)
    kernel : array-like of shape (kernel height, kernel width)
    output : array-like of shape (rows, columns)
        What the convolution made of the image.
    stride : int, default 1
        Cells from one place of the kernel to the next.
    steps : sequence of int, optional
        Places to show, counted from 1 along the rows of the output; by default the first two,
        the first of the second row, and the last.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If an argument is no matrix, the output has more places than the kernel has on the image,
        or a step is none of them.
    """
    image, kernel, output = map(_matrix, ("image", "kernel", "output"), (image, kernel, output))
    reached = np.subtract(output.shape, 1) * stride + kernel.shape
    if stride < 1 or np.any(reached > image.shape):
        raise ValueError(
            f"a kernel of shape {kernel.shape} with stride {stride} has no {output.shape} places "
            f"on an image of shape {image.shape}"
        )
    last = output.size
    steps = steps or sorted({1, min(2, last), min(output.shape[1] + 1, last), last})
    if not all(1 <= step <= last for step in steps):
        raise ValueError(f"steps are {list(steps)}; the output has places 1 to {last}")
    height, width = image.shape
    total = len(steps) * (width + 1) - 1, height + 1.6 + output.shape[0]
    if ax is None:
        scale = min(0.5, WIDTH / total[0])
        ax = plt.subplots(figsize=(scale * total[0], scale * (total[1] + 0.8)))[1]
    for number, step in enumerate(steps):
        corner = np.array(divmod(step - 1, output.shape[1])) * stride
        left = number * (width + 1)
        ax.text(left, -0.2, f"step {step}", fontweight="bold", color=INK)
        _draw_window(ax, image, kernel, corner, left)
        _draw_output(ax, output, step, left + (width - output.shape[1]) / 2, height + 1)
    ax.set(xlim=(-0.1, total[0] + 0.1), ylim=(total[1] - 0.4, -0.9), aspect="equal")
    ax.axis("off")
    return describe(ax, _slide_in_words(image, kernel, output, steps))


def reach(moved, nudged, ax=None):
    """Draw which numbers of a batch of images moved when one of them was nudged.

    Parameters
    ----------
    moved : dict of str to array-like of bool, each of shape (examples, height, width, channels)
        For each layer, by name, where its output changed.
    nudged : (int, int, int, int)
        The number that was nudged: example, row, column, channel.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no layer, or the arrays differ in shape or do not have four axes.
    """
    moved = {name: np.asarray(changes, dtype=bool) for name, changes in moved.items()}
    shapes = {changes.shape for changes in moved.values()}
    if len(shapes) != 1 or len(min(shapes)) != 4:
        raise ValueError(
            f"shapes are {sorted(shapes)}; give each layer the same "
            "(examples, height, width, channels)"
        )
    examples, height, width, channels = shapes.pop()
    panel = channels * (width + 0.5) + 1.5
    total = len(moved) * panel - 1, examples * (height + 0.5)
    if ax is None:
        scale = WIDTH / (total[0] + 1.5)
        ax = plt.subplots(figsize=(WIDTH, scale * (total[1] + 4)))[1]
    for number, (name, changes) in enumerate(moved.items()):
        left = number * panel
        ax.text(left, -0.5, name, fontweight="bold", color=INK, va="bottom", fontsize=10)
        for place in np.ndindex(changes.shape):
            example, row, column, channel = place
            x, y = left + channel * (width + 0.5) + column, example * (height + 0.5) + row
            colour = BLUE if changes[place] else "white"
            ax.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=PALE, linewidth=0.8))
            if place == tuple(nudged):
                _frame(ax, x, y, 1, 1, ORANGE)
    middle = (panel - 2) / 2
    ax.text(middle, total[1], "channels", ha="center", va="top", color=INK)
    ax.text(-0.4, total[1] / 2, "examples", ha="right", va="center", rotation=90, color=INK)
    ax.set(xlim=(-1.5, total[0]), ylim=(total[1] + 1, -2.5), aspect="equal")
    ax.axis("off")
    counts = ", ".join(f"{name} {changes.sum()}" for name, changes in moved.items())
    return describe(
        ax,
        f"{len(moved)} panels, each {examples} examples by {channels} channels of {height} by "
        f"{width} pixels. One number is nudged, framed in orange. How many of the "
        f"{changes.size} outputs move, in blue: {counts}.",
    )


def _matrix(what, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or not values.size or not np.isfinite(values).all():
        raise ValueError(
            f"{what} of shape {values.shape}: give a matrix, with at least one number and no nan"
        )
    return values


def _written(value, digits):
    return f"{value:.{digits}f}" if round(value, digits) else f"{0:.{digits}f}"  # never -0.0


def _frame(ax, x, y, width, height, colour):
    look = {"fill": False, "edgecolor": colour, "linewidth": 2.2, "zorder": 3}
    ax.add_patch(Rectangle((x, y), width, height, **look))


def _draw_cell(ax, x, y, number, colour, factor=None):
    ax.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=PALE, linewidth=0.8))
    lift = 0 if factor is None else 0.14
    if number is not None:
        at = x + 0.5 - lift, y + 0.5 - lift
        ax.text(*at, f"{number:g}", ha="center", va="center", color=INK)
    if factor is not None:
        small = {"ha": "right", "va": "bottom", "fontsize": 8, "color": "#9c4500"}
        ax.text(x + 0.93, y + 0.93, f"{TIMES}{factor:g}", **small)


def _draw_window(ax, image, kernel, corner, left):
    """Draw the image, and on it the kernel with its factors."""
    for place in np.ndindex(image.shape):
        inside = tuple(np.subtract(place, corner))
        covered = min(inside) >= 0 and all(np.less(inside, kernel.shape))
        factor, colour = (kernel[inside], PALE_ORANGE) if covered else (None, "white")
        _draw_cell(ax, left + place[1], place[0], image[place], colour, factor)
    _frame(ax, left + corner[1], corner[0], *kernel.shape[::-1], ORANGE)


def _draw_output(ax, output, step, left, top):
    for number, place in enumerate(np.ndindex(output.shape), start=1):
        shown, colour = (output[place], PALE_BLUE) if number <= step else (None, "white")
        _draw_cell(ax, left + place[1], top + place[0], shown, colour)
        if number == step:
            _frame(ax, left + place[1], top + place[0], 1, 1, ORANGE)


def _grid_in_words(values, rows, digits):
    height, width = values.shape
    names = rows or [f"row {number}" for number in range(1, height + 1)]
    said = "; ".join(
        f"{name}: {', '.join(_written(value, digits) for value in row)}"
        for name, row in zip(names, values, strict=True)
    )
    return f"A grid of numbers, {height} rows by {width} columns. {said}."


def _slide_in_words(image, kernel, output, steps):
    said = ", ".join(f"step {step} gives {output.flat[step - 1]:g}" for step in steps)
    return (
        f"A kernel of {kernel.shape[0]} by {kernel.shape[1]} slides over an image of "
        f"{image.shape[0]} by {image.shape[1]}. Under it the output of {output.shape[0]} by "
        f"{output.shape[1]} fills, one number a step: {said}."
    )
