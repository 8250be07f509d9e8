import ast
import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.grading.instrument import CANARIES, spread


@pytest.mark.parametrize("source", [source for _, source in CANARIES])
def test_a_canary_leaves_nothing_in_the_notebook(source):
    nodes = list(ast.walk(ast.parse(source.format(message="x", error="_error"))))
    assert not [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def never(*values):
    return False


def always(*values):
    return True


def refuse(*values):
    raise AssertionError


@pytest.mark.parametrize("bent", ["isinstance", "isclose", "assert_allclose"])
@pytest.mark.parametrize(("error", "source"), CANARIES)
def test_a_canary_ends_otherwise_where_something_is_bent(error, source, bent):
    names = {"array_equal": never, "allclose": never, "isclose": never, "assert_allclose": refuse}
    for bending, expected in (({}, error), ({bent: always}, "ArithmeticError")):
        numpy = SimpleNamespace(**names | bending)
        numpy.testing = numpy
        with pytest.raises(Exception, match=r"x|it held") as raised:
            exec(source.format(message="x", error="_error"), {"np": numpy, **bending})
        assert raised.type.__name__ == expected
        if not bending:
            assert raised.value._render_traceback_() == []


@given(st.integers(0, 9), st.integers())
def test_all_canaries_are_there_and_one_comes_last(count, seed):
    checks = tuple(f"check-{number}" for number in range(count))
    following = spread(CANARIES, checks, random.Random(seed))
    assert list(following) == list(checks)
    placed = [canary for canaries in following.values() for canary in canaries]
    assert sorted(placed) == (sorted(CANARIES) if checks else [])
    assert not checks or following[checks[-1]]
