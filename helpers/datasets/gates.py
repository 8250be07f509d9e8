"""Truth tables of the logic gates."""

from __future__ import annotations

from itertools import product

import numpy as np

from helpers.datasets.dataset import Dataset
from helpers.datasets.options import check_choice

# Outputs in the order of the inputs 00, 01, 10, 11 (`not`: 0, 1).
_OUTPUTS = {
    "and": (0, 0, 0, 1),
    "or": (0, 1, 1, 1),
    "not": (1, 0),
    "nand": (1, 1, 1, 0),
    "nor": (1, 0, 0, 0),
    "xor": (0, 1, 1, 0),
    "xnor": (1, 0, 0, 1),
}


def gates(gate: str = "and") -> Dataset:
    """Return the truth table of one gate.

    Parameters
    ----------
    gate : {"and", "or", "not", "nand", "nor", "xor", "xnor"}

    Returns
    -------
    Dataset
        x of shape (4, 2) with rows 00, 01, 10, 11 (`not`: (2, 1) with rows 0, 1), y in {0, 1}.
    """
    check_choice("gate", gate, _OUTPUTS)
    y = np.array(_OUTPUTS[gate])
    inputs = 1 if gate == "not" else 2
    return Dataset(
        name="gates",
        x=np.array(list(product((0.0, 1.0), repeat=inputs))),
        y=y,
        feature_names=[f"x{i + 1}" for i in range(inputs)],
        target_names=("0", "1"),
        units=("1",) * inputs,
        source="by definition",
        licence="public domain",
        description=f"Truth table of the {gate.upper()} gate.",
    )
