"""The list of data sets, and the one way to load them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from difflib import get_close_matches

from helpers.datasets.apples import apples
from helpers.datasets.cells import cells
from helpers.datasets.clouds import circle, gauss, moons, spiral, xor
from helpers.datasets.curves import noise, parabola, sine
from helpers.datasets.dataset import Dataset
from helpers.datasets.gates import gates
from helpers.datasets.online_images import cifar10, fashion_mnist, mnist
from helpers.datasets.passengers import passengers
from helpers.datasets.pue import pue
from helpers.datasets.shapes import shapes
from helpers.datasets.sklearn_tables import breast_cancer, diabetes, digits, iris, wine
from helpers.datasets.titanic import titanic

# One line per data set; a loader's keyword arguments are the data set's options.
_LOADERS: dict[str, Callable[..., Dataset]] = {
    "gates": gates,
    "apples": apples,
    "circle": circle,
    "xor": xor,
    "gauss": gauss,
    "spiral": spiral,
    "moons": moons,
    "sine": sine,
    "parabola": parabola,
    "noise": noise,
    "shapes": shapes,
    "cells": cells,
    "digits": digits,
    "iris": iris,
    "wine": wine,
    "breast_cancer": breast_cancer,
    "diabetes": diabetes,
    "passengers": passengers,
    "pue": pue,
    # These need the network once.
    "titanic": titanic,
    "mnist": mnist,
    "fashion_mnist": fashion_mnist,
    "cifar10": cifar10,
}


def names() -> tuple[str, ...]:
    """Return the name of every data set."""
    return tuple(_LOADERS)


def load(name: str, **options) -> Dataset:
    """Load a data set by name.

    Parameters
    ----------
    name : str
        One of :func:`names`.
    **options
        The options of that data set, for example ``load("gates", gate="xor")``.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If there is no data set of that name, or an option has an impossible value.
    TypeError
        If the data set does not take an option; the message lists those it takes.
    """
    if name not in _LOADERS:
        raise ValueError(_unknown_name(name))
    known = inspect.signature(_LOADERS[name]).parameters.values()
    unknown = sorted(options.keys() - {option.name for option in known})
    if unknown:
        takes = ", ".join(f"{option.name}={option.default!r}" for option in known)
        raise TypeError(
            f"{name!r} has no option {', '.join(unknown)}; it takes {takes or 'no options'}"
        )
    return _LOADERS[name](**options)


def _unknown_name(name: object) -> str:
    near = get_close_matches(str(name).lower(), _LOADERS, n=3)
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else "."
    return f"there is no data set {name!r}{hint} datasets.names() lists them all"
