"""The playground as a still picture, for places that show no widgets, and in words."""

import base64
import io
from itertools import pairwise

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.playground.features import FEATURES
from helpers.playground.session import EXTENT

# The front end's paint.js uses the same colours; both ends stay apart for colour-blind eyes.
ORANGE, PAPER, BLUE = "#f0953a", "#f7f7f5", "#3f8fd2"
DARK_ORANGE, DARK_BLUE = "#a8480a", "#0b4f8f"
COLOURS = LinearSegmentedColormap.from_list("playground", [ORANGE, PAPER, BLUE])
_BOX = (-EXTENT, EXTENT, -EXTENT, EXTENT)


def describe(session):
    """Return the picture in words: its alternative text."""
    state = session.state
    layers = ", ".join(map(str, state["hidden"])) or "none"
    return (
        f"Playground: {state['data']} data, noise {state['noise']:g}; inputs "
        f"{', '.join(state['features'])}; hidden layers {layers} ({state['activation']}); "
        f"epoch {state['epoch']}, training loss {session.loss:.3f}, "
        f"test loss {session.test_loss:.3f}, {session.accuracy:.0%} of the points right."
    )


def png(session):
    """Return the picture as PNG in base64, the form that notebooks keep."""
    buffer = io.BytesIO()
    draw(session).savefig(buffer, format="png", dpi=90)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def draw(session):
    """Return a Matplotlib figure: the network on the left, the region and the losses on the right."""
    figure = Figure(figsize=(10, 4.2), layout="none")
    FigureCanvasAgg(figure)
    _draw_network(figure, session)
    _draw_region(figure.add_axes((0.67, 0.31, 0.252, 0.60)), session)
    _draw_losses(figure.add_axes((0.67, 0.11, 0.252, 0.12)), session)
    figure.text(0.02, 0.955, describe(session).partition(": ")[2], fontsize=8, wrap=True)
    return figure


def _draw_network(figure, session):
    inputs, *hidden, output = session.maps()
    names = list(FEATURES)
    used = [names.index(name) for name in session.state["features"]]
    columns = [inputs[used], *hidden, output]
    spots = [_spots(depth, len(columns), len(column)) for depth, column in enumerate(columns)]
    for (below, above), weights in zip(pairwise(spots), session.network.weights, strict=True):
        _draw_links(figure, below, above, weights[0])
    for column, places in zip(columns, spots, strict=True):
        for image, (x, y) in zip(column, places, strict=True):
            _draw_unit(figure, image, x, y)
    for name, (x, y) in zip(session.state["features"], spots[0], strict=True):
        figure.text(x - 0.028, y, name, ha="right", va="center", fontsize=9)


def _spots(depth, depths, units):
    x = 0.09 + 0.47 * depth / max(1, depths - 1)
    return [(x, 0.47 + 0.105 * ((units - 1) / 2 - unit)) for unit in range(units)]


def _draw_links(figure, below, above, weights):
    for row, (x0, y0) in zip(weights, below, strict=True):
        for weight, (x1, y1) in zip(row, above, strict=True):
            line = Line2D((x0, x1), (y0, y1), color=BLUE if weight >= 0 else ORANGE, zorder=0)
            line.set(linewidth=0.4 + min(4.0, 1.5 * abs(weight)), transform=figure.transFigure)
            line.set_linestyle("-" if weight >= 0 else (0, (4, 1.5)))
            figure.add_artist(line)


def _draw_unit(figure, image, x, y):
    width, height = 0.038, 0.0905  # a square, as the figure is 10 by 4.2
    axes = figure.add_axes((x - width / 2, y - height / 2, width, height))
    axes.imshow(image, cmap=COLOURS, vmin=-1, vmax=1)
    axes.set(xticks=[], yticks=[])


def _draw_region(axes, session):
    axes.imshow(
        session.maps()[-1][0], cmap=COLOURS, vmin=-1, vmax=1, extent=_BOX, interpolation="bilinear"
    )
    for label, marker, colour in ((True, "o", DARK_BLUE), (False, "s", DARK_ORANGE)):
        points = session.x[session.labels == label]
        axes.scatter(*points.T, s=12, marker=marker, color=colour, edgecolor="w", linewidth=0.5)
    axes.set(xlim=_BOX[:2], ylim=_BOX[2:], xticks=(-5, 0, 5), yticks=(-5, 0, 5))
    axes.tick_params(labelsize=8)


def _draw_losses(axes, session):
    epochs = range(1, len(session.losses) + 1)
    axes.plot(epochs, session.losses, color="#222", label="training loss")
    axes.plot(epochs, session.test_losses, color="#888", linestyle="--", label="test loss")
    axes.set_ylim(bottom=0)
    axes.tick_params(labelsize=8)
    axes.set_xlabel("epoch", fontsize=8)
    axes.legend(fontsize=7, frameon=False, loc="upper right")
