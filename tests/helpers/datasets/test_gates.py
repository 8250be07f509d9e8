import operator

import pytest

from helpers.datasets import load

TRUTH = {
    "and": operator.and_,
    "or": operator.or_,
    "nand": lambda a, b: 1 - (a & b),
    "nor": lambda a, b: 1 - (a | b),
    "xor": operator.xor,
    "xnor": operator.eq,
}


@pytest.mark.parametrize("gate", TRUTH)
def test_two_input_gates_follow_their_truth_table(gate):
    data = load("gates", gate=gate)
    assert data.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.y.tolist() == [TRUTH[gate](int(a), int(b)) for a, b in data.x]


def test_not_has_one_input():
    data = load("gates", gate="not")
    assert data.x.tolist() == [[0], [1]]
    assert data.y.tolist() == [1, 0]


def test_an_unknown_gate_is_refused_with_the_choices():
    with pytest.raises(ValueError, match="gate='nxor' is not available; choose one of and, or"):
        load("gates", gate="nxor")
