"""Small networks on two-class points in the plane: experiments by the dozen, and a live widget.

`train` trains many networks at once with NumPy; `Playground` shows one of them learning.
"""

from helpers.playground.engine import Runs, train

__all__ = ["Playground", "Runs", "train"]


def __getattr__(name):
    # The widget brings ipywidgets and Matplotlib, which an experiment has no need to wait for.
    if name == "Playground":
        from helpers.playground.widget import Playground

        return Playground
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
