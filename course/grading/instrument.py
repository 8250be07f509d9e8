"""Make a check prove that it ran, and mix in canaries that must fail.

A check earns points by positive proof: its last act is to report, with a secret of this run, what
`course.grading.probe` sees. A canary is an assertion that cannot hold; where one holds, something
that checks stand on has been bent.
"""

import ast
import builtins
import copy
import inspect
import random
import secrets
from dataclasses import dataclass, field

from nbformat.v4 import new_code_cell
from nbgrader.utils import is_grade, is_solution

from course.grading import probe

PROOF = "application/vnd.neuron-to-nas.proof+json"
BASELINE = "proof-baseline"
REPORT = """
{probe}
from IPython.display import display as _display
_display({{{mime!r}: {{"secret": {secret!r}, **_read_probe(get_ipython(), {results!r}, {modules!r})}}}}, raw=True)
del _read_probe, _display
"""
# A student's variable called `sum` or `np` must neither break a check nor bend it.
GIVE_BACK = "globals().update(globals().pop('_aside', {}))"
SET_ASIDE = "_aside = {{n: globals().pop(n) for n in {names!r} if n in globals()}}"
# Each is false or raises, in a way of its own.
CANARIES = (
    ("AssertionError", "assert False, {secret!r}"),
    ("AssertionError", "assert 1 == 2, {secret!r}"),
    ("AssertionError", "assert isinstance(1, str) or len([1]) == 2 or abs(-1) == -1, {secret!r}"),
    ("AssertionError", "import numpy as np\nassert np.array_equal([1, 2], [1, 3]), {secret!r}"),
    (
        "AssertionError",
        "import numpy as np\nassert np.allclose([1.0], [2.0]) or np.isclose(1, 2), {secret!r}",
    ),
    (
        "AssertionError",
        "import numpy as np\nnp.testing.assert_allclose(1.0, 2.0, err_msg={secret!r})",
    ),
    ("AssertionError", "assert all([False]) or any([False]) or sum([1]) == 0, {secret!r}"),
    ("ValueError", "raise ValueError({secret!r})"),
)


@dataclass(frozen=True)
class Instrumented:
    """A notebook with proofs and canaries in it.

    Attributes
    ----------
    notebook : nbformat.NotebookNode
    secret : str
        Of this run.
    originals : dict of str to str
        The sources of the checks, by id.
    canaries : dict of str to str
        The error that each canary must end with, by id.
    """

    notebook: object
    secret: str
    originals: dict = field(default_factory=dict)
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
    secret, chance = secrets.token_hex(16), random.SystemRandom()
    watched = Instrumented(copy.deepcopy(notebook), secret)
    imports, own = _imports(master), _definitions(master)
    cells = [new_code_cell(_report(secret, [], []), id=BASELINE)]
    canaries = chance.sample(CANARIES, len(CANARIES))
    left = sum(map(is_check, notebook.cells))
    for cell in watched.notebook.cells:
        cells.append(cell)
        if is_check(cell):
            watched.originals[cell.id] = cell.source
            cell.source = _proving(cell.source, secret, imports, own)
            # Spread over the checks; all have sung when the last check has run.
            for _ in range(-(-len(canaries) // left)):
                error, source = canaries.pop()
                canary = _cell("canary", _meaning(source.format(secret=secret), imports, own))
                watched.canaries[canary.id] = error
                cells.append(canary)
            left -= 1
            cells.append(_cell("give-back", GIVE_BACK))
    watched.notebook.cells = cells
    return watched


def is_check(cell):
    """Tell whether a cell is an automatic check."""
    return is_grade(cell) and not is_solution(cell)


def _cell(kind, source):
    return new_code_cell(source, id=f"{kind}-{secrets.token_hex(4)}")


def _proving(source, secret, imports, own):
    """Let a check end with a report."""
    names = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
    assigned = sorted({node.id for node in names if isinstance(node.ctx, ast.Store)})
    used = [imports[name] for name in sorted({node.id for node in names}) if name in imports]
    modules = sorted({line.split()[1].split(".")[0] for line in used})
    return f"{_meaning(source, imports, own)}\n{_report(secret, assigned, modules)}"


def _meaning(source, imports, own):
    """Give the names in a cell the meaning that the unit gives them."""
    loaded = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    lines = [imports[name] for name in sorted(loaded) if name in imports]
    aside = sorted((loaded & (set(dir(builtins)) | set(imports))) - own)
    # One line, so that a failed check's line numbers stay its own, plus one.
    first = "; ".join([GIVE_BACK, SET_ASIDE.format(names=aside), *lines])
    return f"{first}\n{source}"


def _report(secret, results, modules):
    source = inspect.getsource(probe._read_probe)
    return REPORT.format(probe=source, mime=PROOF, secret=secret, results=results, modules=modules)


def _imports(master):
    """Return the import statements of the unit, by the name that each binds."""
    found = {}
    for cell in master.cells:
        for node in _statements(cell):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    name = alias.asname or alias.name.split(".")[0]
                    found.setdefault(name, ast.unparse(_single(node, alias)))
    return found


def _single(node, alias):
    if isinstance(node, ast.Import):
        return ast.Import([alias])
    return ast.ImportFrom(node.module, [alias], node.level)


def _definitions(master):
    """Return the names that exercises define: those may well hide a builtin."""
    return {
        node.name
        for cell in master.cells
        if is_solution(cell)
        for node in _statements(cell)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _statements(cell):
    try:
        return ast.parse(cell.source).body if cell.cell_type == "code" else []
    except SyntaxError:  # a magic
        return []
