"""Arguments of a search, refused with one message that names them."""

import numbers

from helpers.automl.tuners import STRATEGIES


def whole(name, value, minimum):
    """Refuse what is not a whole number from `minimum` on."""
    is_whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if not is_whole or value < minimum:
        raise ValueError(f"{name} is {value!r}; give a whole number from {minimum} on")


def strategy(value):
    """Refuse the name of no strategy."""
    if value not in STRATEGIES:
        raise ValueError(f"strategy is {value!r}; give one of {', '.join(STRATEGIES)}")


def space(value):
    """Refuse what is no function."""
    if value is not None and not callable(value):
        raise ValueError(
            f"space is {value!r}; give a function from AutoKeras's input node to the node "
            "before the head"
        )
