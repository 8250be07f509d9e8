"""The state of a playground as a plain dict: what an exercise gives, and what a learner reads back."""

from helpers import datasets
from helpers.playground.settings import Settings, choose, number, whole

DATASETS = ("circle", "xor", "gauss", "spiral")
LAYERS_AT_MOST = 6
NEURONS_AT_MOST = 8
EPOCHS_AT_MOST = 20_000
POINTS_AT_MOST = 1_000

DEFAULTS = {
    "data": "circle",
    "noise": 0.1,
    "points": 250,
    "data_seed": 0,
    "features": ["x1", "x2"],
    "hidden": [4, 2],
    "activation": "tanh",
    "output": "tanh",
    "initialisation": "glorot",
    "learning_rate": 0.03,
    "l1": 0.0,
    "l2": 0.0,
    "batch_size": 10,
    "seed": 0,
    "epoch": 0,
    "speed": 1,
}
_OF_THE_NETWORK = tuple(Settings.__dataclass_fields__)


def complete(state):
    """Return `state` with every key it lacks, checked, in plain types that JSON can hold.

    Parameters
    ----------
    state : dict
        Any of the keys of `DEFAULTS`. `speed` is the number of epochs per picture; `epoch` is how
        far the network has been trained from `seed`.

    Raises
    ------
    ValueError
        If a key is unknown or a value cannot be used; the message names it.
    """
    unknown = [key for key in state if key not in DEFAULTS]
    if unknown:
        raise ValueError(f"state has no {unknown[0]!r}; its keys are {', '.join(DEFAULTS)}")
    state = DEFAULTS | state
    settings = settings_of(state)
    _limit("hidden (layers)", len(settings.hidden), LAYERS_AT_MOST)
    for size in settings.hidden:
        _limit("each size in hidden", size, NEURONS_AT_MOST)
    return {
        "data": choose("data", state["data"], DATASETS),
        "noise": number("noise", state["noise"], at_most=0.5),
        "points": _limit("points", whole("points", state["points"], 4), POINTS_AT_MOST),
        "data_seed": whole("data_seed", state["data_seed"], 0),
        **{key: _plain(getattr(settings, key)) for key in _OF_THE_NETWORK},
        "seed": whole("seed", state["seed"], 0),
        "epoch": _limit("epoch", whole("epoch", state["epoch"], 0), EPOCHS_AT_MOST),
        "speed": _limit("speed", whole("speed", state["speed"], 1), 100),
    }


def settings_of(state):
    """Return the engine's settings out of a state."""
    return Settings(**{key: state[key] for key in _OF_THE_NETWORK})


def datasets_of(state):
    """Return the training data of a state, and as many fresh points of the same kind to test on."""
    options = {"n": state["points"], "noise": state["noise"]}
    train = datasets.load(state["data"], seed=state["data_seed"], **options)
    test = datasets.load(state["data"], seed=state["data_seed"] + 1, **options)
    return train, test


def _limit(name, value, at_most):
    if value > at_most:
        raise ValueError(f"{name} must be at most {at_most}; got {value}")
    return value


def _plain(value):
    return list(value) if isinstance(value, tuple) else value
