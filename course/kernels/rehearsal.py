"""What a notebook's first cells would wait for, done once in the zygote: nothing here starts a thread.

TensorFlow is left out: its first operation starts threads, which do not survive a fork.
"""

import io
import sys


def rehearse() -> None:
    """Show an error and draw a figure, so that every kernel finds their caches filled."""
    _show_an_error()
    _draw_a_figure()


def _show_an_error() -> None:
    from IPython.core.ultratb import FormattedTB

    try:
        raise AssertionError("rehearsal")
    except AssertionError:
        # As IPython's shells do: with the lines around each frame, in colour.
        FormattedTB(mode="Context").structured_traceback(*sys.exc_info())


def _draw_a_figure() -> None:
    from matplotlib.figure import Figure

    figure = Figure(layout="constrained")
    axes = figure.subplots()
    axes.plot([1, 2], [1, 2], "o-", label="$x^2$")
    axes.set(xlabel="x", ylabel="y", title="rehearsal")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
