"""Which earlier cells an answer needs, for units whose state cannot be forked.

TensorFlow's threads do not survive a fork once it has computed anything. In its units each answer
therefore starts from the imports and replays only the cells that it depends on.
"""

import ast
import symtable
from dataclasses import dataclass
from functools import cache

from IPython.core.inputtransformer2 import TransformerManager

THREADED = {"tensorflow", "keras", "autokeras", "keras_tuner"}
THREADED_HELPERS = {"automl", "runtime", "training"}
PLAIN_BINDINGS = (
    ast.Assign,
    ast.AnnAssign,
    ast.FunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
)


@dataclass(frozen=True)
class Names:
    """The global names of a cell: it reads, binds, or changes the object behind them."""

    reads: frozenset[str]
    binds: frozenset[str]
    replaces: frozenset[str]
    touches: frozenset[str]


def needs_replay(master):
    """Return whether the unit uses a library that does not survive a fork."""
    return any(
        THREADED & {name.split(".")[0] for name in modules}
        or THREADED_HELPERS & {name.removeprefix("helpers.") for name in modules}
        for modules in map(_imported_modules, _import_statements(master.cells))
    )


def imports(cells):
    """Return the top-level import statements of the code cells, as source."""
    return "\n".join(ast.unparse(statement) for statement in _import_statements(cells))


def needed(earlier, wanted):
    """Return those of the `earlier` cells on which the `wanted` cells depend, in order.

    Parameters
    ----------
    earlier, wanted : sequence of course.master.Cell

    Returns
    -------
    list of course.master.Cell
        Found by following global names backwards: who bound what is read, and who changed it
        by a method, an attribute or an item.
    """
    runnable = [cell for cell in earlier if cell.kind in ("code", "exercise")]
    imported = {
        alias.asname or alias.name.split(".")[0]
        for statement in _import_statements(runnable)
        for alias in statement.names
    }
    live = set()
    for cell in reversed(wanted):
        live = _before(live, names_of(cell.source))
    chosen = []
    for cell in reversed(runnable):
        names = names_of(cell.source)
        if live & (names.binds | (names.touches - imported)):
            live = _before(live, names)
            chosen.insert(0, cell)
    return chosen


@cache
def names_of(source):
    """Return the global :class:`Names` of a cell; none for one that is no Python."""
    reads, binds, replaces, touches = set(), set(), set(), set()
    for statement in _statements(source):
        reads |= _read(statement) - replaces
        bound = _bound(statement)
        binds |= bound
        touches |= _touched(statement)
        if isinstance(statement, PLAIN_BINDINGS):
            replaces |= bound
    return Names(*map(frozenset, (reads, binds, replaces, touches)))


def _before(live, names):
    return (live - names.replaces) | names.reads


def _statements(source):
    try:
        return ast.parse(TransformerManager().transform_cell(source)).body
    except SyntaxError:
        return []


def _import_statements(cells):
    return [
        statement
        for cell in cells
        if cell.kind == "code"
        for statement in _statements(cell.source)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]


def _imported_modules(statement):
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    return [statement.module, *(f"{statement.module}.{alias.name}" for alias in statement.names)]


def _read(statement):
    table = symtable.symtable(ast.unparse(statement), "cell", "exec")
    added_to = {
        node.target.id
        for node in ast.walk(statement)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    return added_to | _referenced_globals(table)


def _referenced_globals(table):
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global())
    }
    return names.union(*map(_referenced_globals, table.get_children()))


def _bound(statement):
    table = symtable.symtable(ast.unparse(statement), "cell", "exec")
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}


def _touched(statement):
    """Names whose object a call, an attribute or an item assignment may change."""
    touched = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            touched |= _root(node.func) if isinstance(node.func, ast.Attribute) else set()
            touched |= {argument.id for argument in node.args if isinstance(argument, ast.Name)}
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            touched |= _root(node)
    return touched


def _root(node):
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
