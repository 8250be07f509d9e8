"""Alternative text: what a figure shows, in words, inside the notebook's output.

Jupyter reads it from the output's metadata, under ``image/png`` and ``alt``.
"""

from weakref import WeakKeyDictionary

from matplotlib.figure import Figure

_descriptions = WeakKeyDictionary()


def describe(ax, text):
    """Give the picture in `ax` its alternative text, in place of an earlier one.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    text : str
        One or two sentences that say what a seeing reader would take from the picture.

    Returns
    -------
    matplotlib.axes.Axes
        The same `ax`.
    """
    figure = ax.get_figure(root=True)
    _descriptions.setdefault(figure, WeakKeyDictionary())[ax] = " ".join(text.split())
    _carry_into_outputs()
    return ax


def alt_text(figure):
    """Return the texts of all axes of a figure, left to right; empty if there are none."""
    texts = _descriptions.get(figure, {})
    return " ".join(texts[ax] for ax in figure.axes if ax in texts)


def _carry_into_outputs():
    """Wrap IPython's PNG formatter, late enough that Matplotlib has set its own."""
    try:
        from IPython import get_ipython
    except ImportError:  # a plain script: there are no outputs
        return
    shell = get_ipython()
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["image/png"]
    try:
        draw = formatter.lookup_by_type(Figure)
    except KeyError:  # no inline backend
        return
    if getattr(draw, "carries_alt_text", False):
        return

    def draw_with_alt_text(figure):
        png, text = draw(figure), alt_text(figure)
        if png is None or not text:
            return png
        data, metadata = png if isinstance(png, tuple) else (png, {})
        return data, {**metadata, "alt": text}

    draw_with_alt_text.carries_alt_text = True
    formatter.for_type(Figure, draw_with_alt_text)
