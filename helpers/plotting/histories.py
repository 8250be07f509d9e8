"""How training went: curves epoch by epoch, of one network or of several."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np

from helpers.plotting.alt_text import describe
from helpers.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

DECADES = 100  # from this ratio of largest to smallest value on, the scale is logarithmic
FEW = 20  # epochs that are drawn with a dot each
# Metrics that grow when training goes well; every other one is taken to fall.
GROWING = ("acc", "auc", "precision", "recall", "f1", "iou", "r2", "cosine_similarity")


def histories(histories, metric="loss", validation=True, ax=None):
    """Draw a metric epoch by epoch for several networks, and mark the best epoch of each.

    Training is a solid line, validation a dashed one in the same colour. The best epoch is
    the one with the lowest validation value, or the highest if the metric is named after
    something that should grow, such as an accuracy; without validation, training decides.
    The scale is logarithmic if falling values differ by a factor of 100 or more.

    Parameters
    ----------
    histories : dict of str to keras.callbacks.History, dict or sequence of float
        By name: what ``fit`` returned, its ``history`` dict, or the metric itself with one
        number for each epoch.
    metric : str, default "loss"
    validation : bool, default True
        Whether to draw ``val_<metric>`` where there is one.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are no histories or more than six, or one lacks the metric or holds no
        finite number.
    """
    if not isinstance(histories, Mapping) or not 0 < len(histories) <= len(CLASS_COLOURS):
        raise ValueError(
            f"give a dict of 1 to {len(CLASS_COLOURS)} histories by name, "
            "to tell them apart by colour"
        )
    curves = {
        name: _curves(name, history, metric, validation) for name, history in histories.items()
    }
    ax = ax or plt.subplots()[1]
    is_growing = any(word in metric.lower() for word in GROWING)
    said = [
        _draw(ax, name, pair, colour, marker, is_growing)
        for (name, pair), colour, marker in zip(
            curves.items(), CLASS_COLOURS, CLASS_MARKERS, strict=False
        )
    ]
    is_log = not is_growing and _spans_decades(curves)
    ax.set(xlabel="epoch", ylabel=metric.replace("_", " ") + (", log scale" if is_log else ""))
    if is_log:
        ax.set_yscale("log")
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    if any(held_out is not None for _, held_out in curves.values()):
        ax.plot([], [], color=INK, label="training")
        ax.plot([], [], "--", color=INK, label="validation")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2, fontsize=10)
    scale = " on a logarithmic scale" if is_log else ""
    return describe(ax, f"{metric} by epoch{scale}: {'; '.join(said)}.")


def _curves(name, history, metric, validation):
    """Return the numbers of training and those of validation, or None if there are none."""
    history = getattr(history, "history", history)
    if not isinstance(history, Mapping):
        return _numbers(name, history), None
    if metric not in history:
        raise ValueError(f"{name!r} has no {metric!r}; it has {', '.join(history) or 'nothing'}")
    held_out = history.get(f"val_{metric}") if validation else None
    return _numbers(name, history[metric]), None if held_out is None else _numbers(name, held_out)


def _numbers(name, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or not np.isfinite(values).any():
        raise ValueError(f"{name!r} needs a finite number for each epoch; got {values}")
    return np.where(np.isfinite(values), values, np.nan)  # a gap where training blew up


def _draw(ax, name, pair, colour, marker, is_growing):
    """Draw one network, and return what there is to say about it."""
    said = []
    for part, values, line in zip(("training", "validation"), pair, ("-", "--"), strict=True):
        if values is None:
            continue
        epochs = np.arange(1, len(values) + 1)
        dot = "." if len(values) <= FEW else None
        ax.plot(epochs, values, line, marker=dot, color=colour, linewidth=1.6, markersize=5)
        said.append(f"{part} from {_first(values):.3g} to {_first(values[::-1]):.3g}")
    judged = pair[0] if pair[1] is None else pair[1]
    best = int(np.nanargmax(judged) if is_growing else np.nanargmin(judged))
    summary = f"best {judged[best]:.3g} in epoch {best + 1}"
    style = {"markersize": 11, "markeredgecolor": "white", "linestyle": "none", "zorder": 5}
    label = f"{name}: {summary}"
    ax.plot(best + 1, judged[best], marker=marker, color=colour, label=label, **style)
    lost = int(np.isnan(judged).sum())
    blown = f", no finite value in {lost} of {len(judged)} epochs" if lost else ""
    return f"{name} {', '.join(said)}, {summary}{blown}"


def _first(values):
    return values[np.isfinite(values)][0]


def _spans_decades(curves):
    values = np.concatenate([part for pair in curves.values() for part in pair if part is not None])
    values = values[np.isfinite(values)]
    return values.min() > 0 and values.max() >= DECADES * values.min()
