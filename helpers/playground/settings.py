"""The settings of a network and of its training, checked once, with one message per mistake."""

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from helpers.playground.activations import ACTIVATIONS
from helpers.playground.features import FEATURES
from helpers.playground.initialisation import INITIALISERS
from helpers.playground.losses import LOSSES


@dataclass(frozen=True)
class Settings:
    """What a network is and how it learns. See `helpers.playground.train` for each meaning.

    Raises
    ------
    ValueError
        On the first setting that cannot be used; the message names it and shows what it got.
    """

    hidden: tuple[int, ...] = (4, 2)
    activation: str = "tanh"
    output: str = "tanh"
    features: tuple[str, ...] = ("x1", "x2")
    batch_size: int = 10
    learning_rate: float = 0.03
    l1: float = 0.0
    l2: float = 0.0
    initialisation: str = "glorot"

    def __post_init__(self):
        # Frozen: `object.__setattr__` is the documented way to normalise a field.
        object.__setattr__(self, "hidden", _sizes(self.hidden))
        object.__setattr__(self, "features", _features(self.features))
        choose("activation", self.activation, ACTIVATIONS)
        choose("output", self.output, LOSSES)
        choose("initialisation", self.initialisation, INITIALISERS)
        whole("batch_size", self.batch_size, at_least=1)
        number("learning_rate", self.learning_rate)
        number("l1", self.l1)
        number("l2", self.l2)

    @property
    def sizes(self):
        """Units per layer, inputs first and the one output last."""
        return (len(self.features), *self.hidden, 1)


def choose(name, value, allowed):
    """Return `value` if it is one of `allowed`; otherwise say what is."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {value!r}")
    return value


def whole(name, value, at_least):
    """Return `value` if it is a whole number of at least `at_least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"{name} must be a whole number of at least {at_least}; got {value!r}")
    return int(value)


def number(name, value, at_most=np.inf):
    """Return `value` if it is a finite number from 0 to `at_most`."""
    usable = isinstance(value, Real) and not isinstance(value, bool)
    if not usable or not np.isfinite(value) or not 0 <= value <= at_most:
        limit = "of at least 0" if at_most == np.inf else f"from 0 to {at_most:g}"
        raise ValueError(f"{name} must be a finite number {limit}; got {value!r}")
    return float(value)


def _sizes(hidden):
    if isinstance(hidden, Integral) and not isinstance(hidden, bool):
        hidden = (hidden,)
    if isinstance(hidden, str) or not np.iterable(hidden):
        raise ValueError(f"hidden must be a sequence of layer sizes; got {hidden!r}")
    return tuple(whole("each size in hidden", size, at_least=1) for size in hidden)


def _features(names):
    names = (names,) if isinstance(names, str) else tuple(names)
    if not names or len(set(names)) < len(names):
        raise ValueError(f"features must name at least one input, each once; got {names!r}")
    return tuple(choose("each name in features", name, FEATURES) for name in names)
