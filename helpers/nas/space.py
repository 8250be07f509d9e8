"""The search space: four decisions that name a network, and which names mean the same network."""

from itertools import product
from typing import NamedTuple

OPERATIONS = ("skip", "pool", "conv1", "conv3", "conv5")

CHOICES = {
    "family": ("chain", "branch", "cell"),
    "first": OPERATIONS,
    "second": OPERATIONS,
    "third": OPERATIONS,
}


class Architecture(NamedTuple):
    """One choice for each decision.

    Attributes
    ----------
    family : {"chain", "branch", "cell"}
        Three operations one after the other; three side by side, joined; or two cells with a
        pooling between them, each cell a graph of three nodes with an operation on each edge:
        first on 0 → 1, second on 0 → 2, third on 1 → 2.
    first, second, third : str
        ``"skip"`` hands its input on, ``"pool"`` takes the maximum of 3 x 3 pixels, ``"conv1"``,
        ``"conv3"`` and ``"conv5"`` are convolutions of 1 x 1, 3 x 3 and 5 x 5 pixels with ReLU.
    """

    family: str
    first: str
    second: str
    third: str

    def __str__(self):
        return f"{self.family} of {self.first}, {self.second}, {self.third}"


def all_architectures():
    """Return every combination of choices, in the order of `CHOICES`: 375 names."""
    return [Architecture(*values) for values in product(*CHOICES.values())]


def canonical(architecture):
    """Return the name under which a network stands in the table.

    A chain without its skips is the same chain, branches have no order, and neither have the two
    summands of a cell that both start at its input.

    Parameters
    ----------
    architecture : sequence of four str
        One choice for each decision.

    Returns
    -------
    Architecture

    Raises
    ------
    ValueError
        If it has not four entries, or one is not among its choices.
    """
    architecture = _checked(architecture)
    family, *operations = architecture
    match family:
        case "chain":
            kept = [name for name in operations if name != "skip"]
            operations = kept + ["skip"] * (3 - len(kept))
        case "branch":
            operations = _in_order(operations)
        case "cell" if operations[0] == "skip":
            operations = ["skip", *_in_order(operations[1:])]
        case "cell" if operations[2] == "skip":
            operations = ["skip", *_in_order(operations[:2])]
    return Architecture(family, *operations)


def _in_order(operations):
    return sorted(operations, key=OPERATIONS.index)


def _checked(architecture):
    given = tuple(architecture)
    if len(given) != len(CHOICES):
        raise ValueError(f"{given} is no architecture; give one each of {', '.join(CHOICES)}")
    for value, (decision, choices) in zip(given, CHOICES.items(), strict=True):
        if value not in choices:
            allowed = ", ".join(map(repr, choices))
            raise ValueError(f"{decision} is {value!r}; choose one of {allowed}")
    return Architecture(*given)
