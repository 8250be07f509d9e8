"""How learning goes, epoch by epoch."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS


def mistakes(counts, ax=None):
    """Draw the number of mistakes in each epoch as bars.

    Parameters
    ----------
    counts : sequence of int
        Mistakes in epoch 1, 2, ...
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `counts` is empty.
    """
    counts = np.asarray(counts, dtype=int)
    if counts.size == 0:
        raise ValueError("counts is empty; there is no epoch to draw")
    ax = ax or plt.subplots()[1]
    epochs = np.arange(1, counts.size + 1)
    bars = ax.bar(epochs, counts, color=CLASS_COLOURS[0], width=0.7)
    ax.bar_label(bars, padding=2)
    ax.set(xlabel="epoch", ylabel="mistakes", ylim=(0, counts.max() + 1))
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    ax.yaxis.get_major_locator().set_params(integer=True)
    clean = epochs[counts == 0]
    ending = f"none in epoch {clean[0]}" if clean.size else "never none"
    return describe(
        ax, f"Bars: mistakes in {counts.size} epochs, {counts[0]} in the first, {ending}."
    )
