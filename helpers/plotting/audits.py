"""Where a counter is wrong, and in which direction."""

import matplotlib.pyplot as plt

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

MARKS = ("o", "s", "^", "D")


def bias_by_truth(reports, unit="", ax=None):
    """Draw the mean error of each counter against the true value; 0 is no bias.

    Parameters
    ----------
    reports : dict of str to (array-like, array-like)
        By counter, at most four: the true values in ascending order, and the mean of answer minus
        truth for each, in the same units.
    unit : str
        What is counted, such as "cells".
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no counter, there are more than four, or a counter's lists differ in length.
    """
    if not 1 <= len(reports) <= len(MARKS):
        raise ValueError(f"{len(reports)} counters; give one to {len(MARKS)}")
    ax = ax or plt.subplots()[1]
    said = []
    for (name, (truth, bias)), colour, mark in zip(
        reports.items(), CLASS_COLOURS, MARKS, strict=False
    ):
        truth, bias = list(truth), list(bias)
        if len(truth) != len(bias) or not truth:
            raise ValueError(f"{name!r} has {len(truth)} true values and {len(bias)} errors")
        ax.plot(truth, bias, f"{mark}-", color=colour, label=name)
        said.append(
            f"{name} from {bias[0]:+.2f} at {truth[0]:g} to {bias[-1]:+.2f} at {truth[-1]:g}"
        )
    ax.axhline(0, color=INK, linewidth=1)
    ax.set(
        xlabel=f"true number of {unit}".removesuffix(" of "), ylabel="mean of answer minus truth"
    )
    ax.legend()
    return describe(ax, f"Bias by true value: {', '.join(said)}.")
