"""Make a check prove that it ran, and mix in canaries that must fail.

A check earns points by positive proof: its last act is to report, with a secret of its own, what its
`course.grading.guard` has seen. A canary is a check that cannot hold; where one holds, something that
checks stand on has been bent.
"""

import ast
import copy
import functools
import inspect
import random
import secrets
from dataclasses import dataclass, field

from nbformat.v4 import new_code_cell
from nbgrader.utils import is_grade, is_solution

from course.grading import compiling, drawing, duties, guard, origin, reading, watch
from course.grading.rewrite import rewrite

PROOF = "application/vnd.neuron-to-nas.proof+json"
_AT_THE_START = (compiling, drawing, duties, origin, watch)
_FOR_CHECKS = (duties, origin, reading, guard)
_START = """\
import builtins as _course, IPython as _course_shell
_course_space = {{"__name__": "course", "__builtins__": _course.dict(_course.vars(_course))}}
_course.exec(_course.compile({start!r}, "<course>", "exec"), _course_space)
_course_space["leave_graphs_alone"]()
_course_space["trace_steps_once"]()
_course_space["draw_for_the_notebook_alone"]()
_course_shell = _course_shell.get_ipython()
_course_shell.display_pub.publish(
    {{{proof!r}: {{"key": _course_space["keep_watch"](_course_shell, {guard!r})}}}}
)
del _course, _course_shell, _course_space
"""
# Names of the notebook may hide any builtin, so nothing here looks one up among them.
_GUARDED = """\
import sys as {name}; {name}_box = []; {name}.audit({ask!r}, {name}_box, {arguments}); {name} = {name}_box[0]
{body}
{name}.report()
"""
_IMPOSSIBLE = (
    "assert isinstance(1, str) or len([1]) == 2 or abs(-1) == -1 or all([False])"
    " or any([False]) or sum([1]) == 0",
    "assert np.array_equal([1, 2], [1, 3]) or np.allclose([1.0], [2.0]) or np.isclose(1, 2)",
    "np.testing.assert_allclose(1.0, 2.0)",
)
_TRIED = "try:\n    {0}\n    raise ArithmeticError('it held')\nexcept AssertionError:\n    pass\n"
_ALL_TRIED = "".join(map(_TRIED.format, _IMPOSSIBLE))
# To find and colour the lines of a traceback takes longer than all else in a canary.
_UNPAINTED = """\
try:
    {}
except Exception as {{error}}:
    {{error}}._render_traceback_ = lambda: []
    raise
"""
CANARIES = (
    ("AssertionError", _ALL_TRIED + _UNPAINTED.format("assert False or 1 == 2, {message!r}")),
    ("ValueError", _ALL_TRIED + _UNPAINTED.format("raise ValueError({message!r})")),
)


@dataclass(frozen=True)
class Instrumented:
    """A notebook with proofs and canaries in it.

    Attributes
    ----------
    notebook : nbformat.NotebookNode
    start : str
        The id of the cell that installs the watch and tells the key.
    secrets : dict of str to str
        What the report of each check and canary has to say, by id.
    looks : dict of str to int
        How often each of them looks around.
    checks : tuple of str
        The ids of the checks.
    canaries : dict of str to str
        The error that each canary must end with, by id.
    """

    notebook: object
    start: str
    checks: tuple
    secrets: dict = field(default_factory=dict)
    looks: dict = field(default_factory=dict)
    canaries: dict = field(default_factory=dict)


def instrument(notebook, master):
    """Return a copy of an aligned notebook in which every check proves its run.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As `course.grading.align` made it.
    master : nbformat.NotebookNode
        The unit's solution: says what the names in a check mean.

    Returns
    -------
    Instrumented
    """
    unit, chance = _Unit(master), random.SystemRandom()
    checks = tuple(cell.id for cell in notebook.cells if is_check(cell))
    watched = Instrumented(copy.deepcopy(notebook), f"start-{secrets.token_hex(4)}", checks)
    start = _START.format(start=_text(_AT_THE_START), guard=_text(_FOR_CHECKS), proof=PROOF)
    cells = [new_code_cell(start, id=watched.start)]
    canaries = spread(CANARIES, checks, chance)
    for cell in watched.notebook.cells:
        cells.append(_guarded(cell, unit, watched) if is_check(cell) else cell)
        for error, source in canaries.get(cell.id, ()):
            source = source.format(message=secrets.token_hex(8), error=f"_{secrets.token_hex(8)}")
            canary = new_code_cell(source, id=f"canary-{secrets.token_hex(4)}")
            watched.canaries[canary.id] = error
            cells.append(_guarded(canary, unit, watched))
    # The last word, where every check failed before it could report.
    end = new_code_cell("", id=f"end-{secrets.token_hex(4)}")
    watched.notebook.cells = [*cells, _guarded(end, unit, watched)]
    return watched


@functools.cache
def _text(modules):
    """Return the text of modules as one, for the kernel, which has no such package."""
    lines = "".join(map(inspect.getsource, modules)).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("from course."))


def spread(canaries, checks, chance):
    """Return the canaries that follow each check: one of them after the last, the others anywhere."""
    following = {check: [] for check in checks}
    places = [checks[-1], *chance.choices(checks, k=len(canaries) - 1)] if checks else []
    for place, canary in zip(places, chance.sample(canaries, len(canaries)), strict=False):
        following[place].append(canary)
    return following


def is_check(cell):
    """Tell whether a cell is an automatic check."""
    return is_grade(cell) and not is_solution(cell)


class _Unit:
    """What the names of a unit mean, by its master."""

    def __init__(self, master):
        # Canaries use NumPy in every unit, and may not bring it to the notebook.
        self.imports, self.bound, self.asked = {"np": "import numpy as np"}, set(), {}
        for node in (node for cell in master.cells for node in _statements(cell)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    name = alias.asname or alias.name.split(".")[0]
                    self.imports.setdefault(name, ast.unparse(_single(node, alias)))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self.bound.add(node.name)
            else:
                self.bound |= _stored(node)
            if isinstance(node, ast.ClassDef):
                self.asked[node.name] = [
                    part for part in _bound_in(node.body) if part.startswith("__")
                ]


def _guarded(cell, unit, watched):
    """Let a cell run under guard and end with a report; return it."""
    secret = watched.secrets[cell.id] = secrets.token_hex(16)
    name = f"_{secrets.token_hex(8)}"
    body, needed = rewrite(cell.source, name, unit.imports, unit.bound)
    watched.looks[cell.id] = body.count(f"{name}.look()")
    imports = {n: unit.imports[n] for n in needed if n in unit.imports}
    builtin = [n for n in needed if n not in imports]
    arguments = ", ".join(map(repr, (name, PROOF, secret, imports, builtin, unit.asked)))
    cell.source = _GUARDED.format(name=name, ask=duties.GUARD, arguments=arguments, body=body)
    return cell


def _single(node, alias):
    if isinstance(node, ast.Import):
        return ast.Import([alias])
    return ast.ImportFrom(node.module, [alias], node.level)


def _bound_in(body):
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        else:
            yield from _stored(node)


def _stored(node):
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {n.id for n in names if isinstance(n.ctx, ast.Store)}


def _statements(cell):
    try:
        return ast.parse(cell.source).body if cell.cell_type == "code" else []
    except SyntaxError:  # a magic
        return []
