"""Where the subject stands: its fields, its history, its prices, and apples sorted by one feature."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Ellipse

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

BLUE, ORANGE = CLASS_COLOURS[:2]
LEVELS = (1, 3, 5, 2, 4, 6)


def nested_fields(fields, ax=None):
    """Draw fields that contain each other as rings.

    Parameters
    ----------
    fields : dict of str to str
        Name and an example, the widest field first.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(8.4, 4.6))[1]
    for depth, (name, example) in enumerate(fields.items()):
        height = 2.0 * (len(fields) - depth)
        # All rings touch at the bottom, so that each leaves room for its name at the top.
        ring = Ellipse((0, height / 2), 1.9 * height + 2, height, edgecolor=BLUE, linewidth=2)
        ring.set_facecolor((0.0, 0.45, 0.7, 0.09))
        ax.add_patch(ring)
        ax.text(0, height - 0.62, name, ha="center", fontsize=12, fontweight="bold", color=INK)
        ax.text(0, height - 1.15, example, ha="center", fontsize=10, color=INK)
    width, top = 1.9 * len(fields) + 1.4, 2.0 * len(fields)
    ax.set(xlim=(-width, width), ylim=(-0.2, top + 0.2))
    ax.axis("off")
    order = ", which contains ".join(f"{name} ({example})" for name, example in fields.items())
    return describe(ax, f"Rings in each other, from the outside in: {order}.")


def timeline(events, winters=(), ax=None):
    """Draw events along the years, and shade the winters.

    Parameters
    ----------
    events : dict of str to int
        Name and year, in the order of the years.
    winters : sequence of (int, int)
        First and last year of each.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(9.6, 4.2))[1]
    for first, last in winters:
        ax.axvspan(first, last, color="#cfe3f2", zorder=0)
        ax.text((first + last) / 2, -0.9, "winter", ha="center", fontsize=10, color=BLUE)
    ax.axhline(0, color=INK, linewidth=2)
    for place, (name, year) in enumerate(events.items()):
        height = LEVELS[place % len(LEVELS)]
        ax.plot([year, year], [0, height], color="#999999", linewidth=1, zorder=1)
        ax.plot(year, 0, "o", color=ORANGE, zorder=3)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        ax.text(year, height, f"{year}\n{name}", ha="center", va="center", fontsize=9, bbox=box)
    years = [*events.values()]
    ax.set(xlim=(min(years) - 5, max(years) + 5), ylim=(-1.3, max(LEVELS) + 0.8), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.grid(visible=False)
    told = "; ".join(f"{year} {name}" for name, year in events.items())
    cold = " and ".join(f"{first} to {last}" for first, last in winters)
    return describe(ax, f"Timeline: {told}." + (f" Winters: {cold}." if winters else ""))


def one_feature(dataset, feature, threshold, ax=None):
    """Draw the examples along one feature, with a threshold; rings mark those on the wrong side.

    Parameters
    ----------
    dataset : helpers.datasets.Dataset
        With two classes; class 1 belongs at or above the threshold.
    feature : str
    threshold : float
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the data set has no such feature.
    """
    if feature not in dataset.feature_names:
        raise ValueError(f"{dataset.name} has no {feature!r}, only {dataset.feature_names}")
    values = dataset.x[:, dataset.feature_names.index(feature)]
    ax = ax or plt.subplots(figsize=(8.4, 2.8))[1]
    # Two rows and a little spread keep examples of equal size apart.
    heights = dataset.y + 0.3 * (np.arange(len(values)) % 5 / 4 - 0.5)
    for label, name in enumerate(dataset.target_names):
        rows = dataset.y == label
        style = {"c": CLASS_COLOURS[label], "marker": CLASS_MARKERS[label], "edgecolors": "white"}
        ax.scatter(values[rows], heights[rows], s=60, label=name, zorder=3, **style)
    wrong = (values >= threshold) != (dataset.y == 1)
    rings = {"facecolors": "none", "edgecolors": INK, "linewidths": 1.6}
    ax.scatter(values[wrong], heights[wrong], s=190, zorder=4, **rings)
    ax.axvline(threshold, color=INK)
    ax.set(xlabel=feature, ylim=(-0.5, 1.5))
    ax.set_yticks(range(len(dataset.target_names)), dataset.target_names)
    ax.grid(axis="y", visible=False)
    return describe(
        ax,
        f"{len(values)} examples along {feature}, a threshold at {threshold:.2f}; {wrong.sum()} "
        "lie on the wrong side and are ringed.",
    )


def falling_prices(prices, ylabel, ax=None):
    """Draw prices over the years on a scale where equal steps are equal factors.

    Parameters
    ----------
    prices : dict of int to float
        Year and price in dollars.
    ylabel : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    years, dollars = list(prices), list(prices.values())
    ax.plot(years, dollars, "o-", color=BLUE)
    for year, price in prices.items():
        ax.annotate(f"${price:,g}", (year, price), (6, 6), textcoords="offset points", fontsize=9)
    ax.set_yscale("log")
    ax.set(xlabel="year", ylabel=ylabel, ylim=(min(dollars) / 5, max(dollars) * 8))
    ax.set_xlim(min(years) - 2, max(years) + 5)
    ax.xaxis.get_major_locator().set_params(integer=True)
    told = ", ".join(f"{year} ${price:,g}" for year, price in prices.items())
    return describe(ax, f"{ylabel}, falling on a logarithmic scale: {told}.")
