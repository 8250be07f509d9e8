"""Many images at once, and what a classifier took for what."""

from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import INK

WIDTH = 9.6  # inches, the width of a notebook's output
LARGEST_TILE = 1.5
GAP = 0.08  # between images, as a share of their width
LINE, LETTER = 0.18, 0.085  # inches that a title's line and letter take
TITLES_SAID = 16
PALE = "#999999"


def image_grid(images, titles=None, columns=8, ax=None):
    """Draw images in rows, each under its title.

    All grey images share one scale, from the darkest pixel of all to the brightest.

    Parameters
    ----------
    images : array-like of shape (n, height, width) or (n, height, width, 3)
        Grey values of any size, or colours from 0 to 1 or from 0 to 255. A last axis of
        length 1 is grey, too.
    titles : sequence of length n, optional
        What to write above each image; long ones are broken into lines.
    columns : int, default 8
        Images in a row.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no image, the shape or a value fits no image, or the titles are too few
        or too many.
    """
    images = _as_images(images)
    titles = [""] * len(images) if titles is None else [str(title) for title in titles]
    if len(titles) != len(images):
        raise ValueError(f"{len(titles)} titles for {len(images)} images; give one for each")
    if columns < 1:
        raise ValueError(f"columns is {columns}; a row needs at least one image")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    tile = _tile_size(ax, columns)
    titles = [fill(title, max(4, int(tile / LETTER))) for title in titles]
    lines = max(title.count("\n") + 1 if title else 0 for title in titles)
    height = images.shape[1] / images.shape[2]
    pitch = height + GAP + lines * LINE / tile
    if ax is None:
        ax = plt.subplots(figsize=(tile * columns * (1 + GAP), tile * rows * pitch + 0.1))[1]
    scale = {"cmap": "gray", "vmin": images.min(), "vmax": images.max(), "interpolation": "nearest"}
    for place, (image, title) in enumerate(zip(images, titles, strict=True)):
        row, column = divmod(place, columns)
        left, bottom = column * (1 + GAP), -row * pitch
        ax.imshow(image, extent=(left, left + 1, bottom, bottom + height), **scale)
        ax.text(left + 0.5, bottom + height, title, ha="center", va="bottom", fontsize=10)
    ax.set(
        xlim=(-GAP, columns * (1 + GAP)), ylim=(-(rows - 1) * pitch - GAP, pitch), aspect="equal"
    )
    ax.axis("off")
    return describe(ax, _sentence(images, titles, rows, columns))


def confusion_matrix(truth, predicted, names, ax=None):
    """Draw how many examples of each class were taken for each class.

    A row is a true class. The colour of a cell is its share of the row, so that rare classes
    show as clearly as frequent ones.

    Parameters
    ----------
    truth, predicted : array-like of shape (n,)
        Labels, from 0 to ``len(names) - 1``.
    names : sequence of str
        One for each class.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are no examples, not as many labels in both, or a label without a name.
    """
    classes = len(names)
    truth, predicted = _labels("truth", truth, classes), _labels("predicted", predicted, classes)
    if len(truth) != len(predicted) or not len(truth):
        raise ValueError(f"{len(truth)} true labels and {len(predicted)} predicted; give as many")
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (truth, predicted), 1)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax = ax or plt.subplots(figsize=_matrix_size(counts, names))[1]
    picture = ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in np.ndindex(classes, classes):
        _write_count(ax, row, column, counts[row, column], shares[row, column])
    slant = {"rotation": 40, "ha": "right", "rotation_mode": "anchor"} if classes > 3 else {}
    ax.set_xticks(range(classes), names, **(slant if _longest(names) > 4 else {}))
    ax.set_yticks(range(classes), names)
    ax.set(xlabel="predicted class", ylabel="true class")
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    bar = ax.figure.colorbar(picture, ax=ax, shrink=0.8, ticks=(0, 0.5, 1), format="{x:.0%}")
    bar.set_label("share of the true class")
    return describe(ax, _confusions(counts, names))


def _as_images(images):
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[-1] == 1:
        images = images[..., 0]
    is_colour = images.ndim == 4 and images.shape[-1] == 3
    if not (images.ndim == 3 or is_colour) or not images.size:
        raise ValueError(
            f"images have shape {images.shape}; give (n, height, width) for grey ones or "
            "(n, height, width, 3) for colour, with at least one image"
        )
    low, high = images.min(), images.max()
    if not (np.isfinite(low) and np.isfinite(high)):  # their sum overflows in uint8
        raise ValueError("images hold values that are no numbers (nan or infinite)")
    if not is_colour:
        return images
    if low < 0 or high > 255:
        raise ValueError(f"colours go from {low:g} to {high:g}; give 0 to 1, or 0 to 255")
    return images / 255 if high > 1 or np.issubdtype(images.dtype, np.integer) else images


def _tile_size(ax, columns):
    """Return the width of an image in inches."""
    if ax is None:
        return min(LARGEST_TILE, WIDTH / (columns * (1 + GAP)))
    width = ax.get_window_extent().width / ax.get_figure(root=True).dpi
    return width / (columns * (1 + GAP))


def _sentence(images, titles, rows, columns):
    kind = "grey" if images.ndim == 3 else "colour"
    text = (
        f"A grid of {len(images)} {kind} images in {rows} row{'s' * (rows != 1)} "
        f"of up to {columns}, each {images.shape[2]} pixels wide and {images.shape[1]} high, "
        f"mean value {images.mean():.3g}"
    )
    if not any(titles):
        return f"{text}."
    said = ", ".join(title.replace("\n", " ") for title in titles[:TITLES_SAID])
    more = f", and {len(titles) - TITLES_SAID} more" if len(titles) > TITLES_SAID else ""
    return f"{text}. Titles: {said}{more}."


def _labels(what, labels, classes):
    labels = np.asarray(labels)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1:
        raise ValueError(f"{what} has shape {labels.shape}; give one label an example, not scores")
    strange = labels[~np.isin(labels, range(classes))]
    if strange.size:
        raise ValueError(
            f"{what} holds {strange[0]}; the {classes} names stand for 0 to {classes - 1}"
        )
    return labels.astype(int)


def _longest(names):
    return max(len(name) for name in names)


def _matrix_size(counts, names):
    """Return a width and a height in inches that leave room for names and numbers."""
    cell = max(0.52 if len(names) > 4 else 0.85, 0.14 * len(str(counts.max())))
    beside = 0.5 + LETTER * _longest(names)
    return cell * len(names) + beside + 1.2, cell * len(names) + min(beside, 1.2) + 0.2


def _write_count(ax, row, column, count, share):
    colour = "white" if share > 0.55 else INK if count else PALE
    weight = "bold" if count else "normal"
    ax.text(column, row, count, ha="center", va="center", color=colour, fontweight=weight)


def _confusions(counts, names):
    right, total = np.trace(counts), counts.sum()
    text = f"Confusion matrix of {len(names)} classes: {right} of {total} examples right"
    wrong = counts - np.diag(np.diag(counts))
    if not wrong.any():
        return f"{text}, none confused."
    worst = np.argsort(-wrong, axis=None, kind="stable")[:3]
    pairs = [np.unravel_index(place, wrong.shape) for place in worst]
    said = "; ".join(
        f"{names[t]} taken for {names[p]}, {wrong[t, p]}" for t, p in pairs if wrong[t, p]
    )
    return f"{text}. Confused most often: {said}."
