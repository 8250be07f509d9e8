"""Who came first: scores in order, against what had to be beaten."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, INK

BLUE = CLASS_COLOURS[0]
ORDERS = {"max": -1, "min": 1}
DASHES = ("--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
ROW = 0.36  # inches


def leaderboard(rows, score="score", best="max", baselines=None, ax=None):
    """Draw scores as bars from zero, the best on top, and baselines as dashed lines.

    Parameters
    ----------
    rows : list of dict, or pandas.DataFrame
        Each row with a ``name`` and a score; a score of None or nan (a trial that failed)
        stands at the bottom.
    score : str, default "score"
        The key or column to compare.
    best : {"max", "min"}
        Whether the largest or the smallest score wins.
    baselines : dict of str to float, optional
        At most four scores to beat, by name.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If no row has a score, a row lacks a key, there are more than four baselines, or
        `best` is neither "max" nor "min".
    """
    if best not in ORDERS:
        raise ValueError(f'best is {best!r}; give "max" or "min"')
    baselines = dict(baselines or {})
    if len(baselines) > len(DASHES):
        raise ValueError(f"{len(baselines)} baselines; give at most {len(DASHES)}")
    names, scores = _in_order(rows, score, ORDERS[best])
    ax = ax or plt.subplots(figsize=(7.2, 0.9 + ROW * (len(names) + 0.8 * bool(baselines))))[1]
    is_failed = np.isnan(scores)
    colours = [BLUE] + ["#9fc5e0"] * (len(names) - 1)
    bars = ax.barh(range(len(names)), np.where(is_failed, 0, scores), height=0.68, color=colours)
    labels = [_number(value) for value in scores]
    box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"}
    texts = ax.bar_label(bars, labels, padding=4, color=INK, bbox=box, zorder=4)
    texts[0].set_fontweight("bold")
    for (name, value), colour, dash in zip(
        baselines.items(), CLASS_COLOURS[1:], DASHES, strict=False
    ):
        ax.axvline(value, linestyle=dash, color=colour, label=f"{name} {_number(value)}", zorder=3)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel=score.replace("_", " "), ylim=(len(names) - 0.4, -0.6))
    ax.margins(x=0.12)  # room for the numbers
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)
    if baselines:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2, fontsize=10)
    return describe(ax, _sentence(names, scores, labels, score, best, baselines))


def _in_order(rows, score, direction):
    """Return the names and the scores, the best first and missing scores last."""
    rows = rows.to_dict("records") if hasattr(rows, "to_dict") else list(rows)
    for place, row in enumerate(rows):
        for key in ("name", score):
            if key not in row:
                raise ValueError(f"row {place} has no {key!r}; it has {', '.join(map(str, row))}")
    scores = np.array([row[score] for row in rows], dtype=float)
    if not np.isfinite(scores).any():
        raise ValueError(f"no row has a finite {score!r}; there is nothing to compare")
    scores[np.isinf(scores)] = np.nan
    order = np.argsort(direction * scores, kind="stable")
    return [str(rows[place]["name"]) for place in order], scores[order]


def _sentence(names, scores, labels, score, best, baselines):
    winner = "the highest" if best == "max" else "the lowest"
    said = ", ".join(f"{name} {label}" for name, label in zip(names, labels, strict=True))
    text = f"Leaderboard of {len(names)} by {score}, {winner} first: {said}."
    for name, value in baselines.items():
        ahead = np.sum(scores > value if best == "max" else scores < value)
        text += f" {ahead} of {len(names)} beat the baseline {name}, {_number(value)}."
    return text


def _number(value):
    if np.isnan(value):
        return "no score"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
