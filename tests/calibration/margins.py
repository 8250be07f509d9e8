"""Run a unit from other random starts, and measure by how much each of its asserts holds."""

import ast
import math
import operator
from dataclasses import dataclass

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from course.verification.prepared import PreparedState
from course.verification.replay import imports, needed

COMPARISONS = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
REPORT = "_report"
SECONDS = 1200
SHIFT = 1000  # far enough that no two starts of a unit meet


@dataclass(frozen=True)
class Measured:
    """One inequality of one assert, from one random start.

    Attributes
    ----------
    cell : str
        The cell's id.
    text : str
        The inequality as it is written.
    held : bool
    margin : float
        How far the nearer side is from the limit; negative where it does not hold.
    """

    cell: str
    text: str
    held: bool
    margin: float


def measure(master, start, wanted):
    """Run these cells, and those on which they depend, with every seed shifted.

    Parameters
    ----------
    master : course.master.Master
    start : int
        0 is the unit as it is written.
    wanted : list of course.master.Cell
        Of those that `measurable` returns.

    Returns
    -------
    list of Measured
        Where a cell fails otherwise, an entry with the error as its text.
    """
    state = PreparedState()
    state.run(imports(master.cells))
    found = state.in_a_fork(lambda: _measure(state, master, start, wanted), seconds=SECONDS)
    return [Measured(**entry) for entry in found]


def _measure(state, master, start, wanted):
    _shift_seeds(start)
    found = {cell.id: [] for cell in with_needs(master, wanted)}
    for cell in with_needs(master, wanted):
        state.namespace[REPORT] = _recorder(cell.id, found[cell.id])
        error = state.error_of(instrument(cell.source))
        if error:
            entry = {"cell": cell.id, "text": error, "held": False, "margin": math.nan}
            found[cell.id].append(entry)
    return [entry for cell in wanted for entry in found[cell.id]]


def _shift_seeds(start):
    import keras

    plain = keras.utils.set_random_seed
    keras.utils.set_random_seed = lambda seed: plain(seed + SHIFT * start)


def measurable(master):
    """Return the cells that depend on a random start: inequalities, and checks that set a seed.

    Seconds are left out: they depend on the machine, not on the start.
    """
    return [cell for cell in _ran(master) if _is_measurable(cell)]


def _ran(master):
    return [cell for cell in master.cells if cell.kind in ("code", "exercise", "check")]


def _is_measurable(cell):
    if "timeit" in cell.source or "perf_counter" in cell.source:
        return False
    return _has_inequality(cell.source) or (cell.kind == "check" and sets_a_seed(cell))


def sets_a_seed(cell):
    """Return whether a cell fixes random numbers, and so draws some."""
    return "seed(" in cell.source


def with_needs(master, wanted):
    """Return these cells and those on which they depend, in the unit's order."""
    ran = _ran(master)
    kept = {cell.id for cell in wanted}
    for cell in wanted:
        kept |= {c.id for c in needed(ran[: ran.index(cell)], [cell])}
    return [cell for cell in ran if cell.id in kept]


def _has_inequality(source):
    asserts = (node for node in ast.walk(_parsed(source)) if isinstance(node, ast.Assert))
    compared = (node for test in asserts for node in ast.walk(test.test))
    return any(
        isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS for node in compared
    )


def _parsed(source):
    return ast.parse(TransformerManager().transform_cell(source))


def instrument(source):
    """Return a cell whose asserts, those in functions apart, report what they compare, and go on."""
    return ast.unparse(ast.fix_missing_locations(_AssertsToReports().visit(_parsed(source))))


class _AssertsToReports(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Expr(_reporting(node.test))

    def visit_FunctionDef(self, node):
        return node

    visit_ClassDef = visit_FunctionDef


def _reporting(test):
    """Let each inequality of a condition report itself; anything else reports its truth."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        test.values = [_reporting(value) for value in test.values]
        return test
    if isinstance(test, ast.Call) and ast.unparse(test.func) == "all":
        for generator in test.args:
            if isinstance(generator, ast.GeneratorExp):
                generator.elt = _reporting(generator.elt)
                return test
    if isinstance(test, ast.Compare) and all(type(op) in COMPARISONS for op in test.ops):
        signs, values = (
            [COMPARISONS[type(op)][0] for op in test.ops],
            [test.left, *test.comparators],
        )
    else:
        signs, values = [], [test]
    constants = [
        ast.Constant(ast.unparse(test)),
        ast.List(list(map(ast.Constant, signs)), ast.Load()),
    ]
    arguments = [*constants, ast.List(values, ast.Load())]
    return ast.Call(ast.Name(REPORT, ast.Load()), arguments, [])


def _recorder(cell, found):
    tests = dict(COMPARISONS.values())

    def report(text, signs, values):
        held = all(
            np.all(tests[s](a, b)) for s, a, b in zip(signs, values, values[1:], strict=False)
        )
        held = held if signs else bool(np.all(values[0]))
        margin = min(
            (_distance(*pair) for pair in zip(signs, values, values[1:], strict=False)),
            default=math.inf,
        )
        found.append({"cell": cell, "text": text, "held": bool(held), "margin": margin})
        return True  # so that what stands behind an `and` reports as well

    return report


def _distance(sign, left, right):
    if isinstance(left, set | frozenset):  # a subset, or none
        return math.inf
    distance = np.subtract(right, left, dtype=float)
    return float(np.min(distance if sign[0] == "<" else -distance))
