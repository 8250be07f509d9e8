"""How the trials of a search learned, any number of them in one picture."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.histories import GROWING
from helpers.plotting.style import CLASS_COLOURS

PALE = "#9fc5e0"
BLUE = CLASS_COLOURS[0]


def trial_curves(curves, metric="accuracy", ax=None):
    """Draw the validation curve of every trial, and the best one in full colour.

    The best trial has the highest value in any epoch if the metric is named after something
    that should grow, such as an accuracy, or else the lowest.

    Parameters
    ----------
    curves : dict of str to dict
        By trial: what ``History.history`` holds, as the ``curves()`` of a search returns it.
    metric : str, default "accuracy"
        Drawn is ``val_<metric>``.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are no trials, one lacks the metric, or none has a finite number.
    """
    lines = {name: _numbers(name, history, f"val_{metric}") for name, history in curves.items()}
    is_growing = any(word in metric.lower() for word in GROWING)
    worst, choose = (-np.inf, np.argmax) if is_growing else (np.inf, np.argmin)
    filled = {name: np.where(np.isnan(line), worst, line) for name, line in lines.items()}
    peaks = {name: line[choose(line)] for name, line in filled.items() if np.isfinite(line).any()}
    if not peaks:
        raise ValueError(f"no trial has a finite val_{metric}; there is nothing to draw")
    best = (max if is_growing else min)(peaks, key=peaks.get)
    ax = ax or plt.subplots()[1]
    for name, line in lines.items():
        style = {"color": BLUE, "linewidth": 2.4, "zorder": 3} if name == best else {"color": PALE}
        ax.plot(range(1, len(line) + 1), line, marker="." if len(line) < 20 else None, **style)
    epoch = int(choose(filled[best])) + 1
    label = f"{best}: best {peaks[best]:.4g} in epoch {epoch}"
    ax.plot(epoch, peaks[best], "o", color=BLUE, markersize=9, zorder=4, label=label)
    ax.set(xlabel="epoch", ylabel=f"validation {metric.replace('_', ' ')}")
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2, fontsize=10)
    said = ", ".join(f"{name} {peak:.3g}" for name, peak in peaks.items())
    return describe(
        ax, f"Validation {metric} by epoch of {len(lines)} trials. {label}. Best of each: {said}."
    )


def _numbers(name, history, metric):
    if metric not in history:
        raise ValueError(f"{name!r} has no {metric!r}; it has {', '.join(history) or 'nothing'}")
    values = np.asarray(history[metric], dtype=float)
    return np.where(np.isfinite(values), values, np.nan)
