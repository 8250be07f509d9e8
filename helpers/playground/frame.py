"""What the front end needs to draw one moment of a session: one message with binary buffers."""

import numpy as np

from helpers.playground.features import FEATURES
from helpers.playground.session import EXTENT, GRID

CURVE_POINTS = 300


def frame(session):
    """Return the content (JSON) and the buffers of a message.

    Parameters
    ----------
    session : Session

    Returns
    -------
    content : dict
        State, layer sizes, weights and biases per layer, losses now, accuracy.
    buffers : list of bytes
        Unit pictures (int8, -127 to 127), points (float32 pairs), classes (uint8), training and
        test loss curves (float32).
    """
    network = session.network
    content = {
        "state": session.state,
        "weights": [_finite(weights[0]) for weights in network.weights],
        "biases": [_finite(biases[0]) for biases in network.biases],
        "loss": _finite(session.loss),
        "testLoss": _finite(session.test_loss),
        "accuracy": session.accuracy,
        "grid": GRID,
        "extent": EXTENT,
        "features": list(FEATURES),
    }
    maps = np.concatenate(session.maps())
    buffers = [
        np.round(127 * maps).astype(np.int8).tobytes(),
        session.x.astype(np.float32).tobytes(),
        session.labels.astype(np.uint8).tobytes(),
        _curve(session.losses),
        _curve(session.test_losses),
    ]
    return content, buffers


def _finite(values):
    # JSON has no infinity; a network that has blown up is drawn with zeros.
    return np.nan_to_num(values, posinf=0.0, neginf=0.0).tolist()


def _curve(losses):
    stride = max(1, -(-len(losses) // CURVE_POINTS))
    return np.asarray(losses[::-1][::stride][::-1], dtype=np.float32).tobytes()
