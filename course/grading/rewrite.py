"""Rewrite a check so that its names mean what the unit means, and so that it looks at what it compares.

A student's variable called `sum` or `np` must neither break a check nor bend it, and an object that
claims to equal everything must not pass for an answer.
"""

import ast
import builtins

# `super()` works by its name alone: the compiler looks for it.
BUILTINS = frozenset(dir(builtins)) - {"super"}
ASK_KIND = frozenset(
    (
        *("isinstance", "issubclass", "type", "callable", "hasattr", "getattr", "vars"),
        *("len", "iter", "next", "id", "repr", "str", "print"),
    )
)


def rewrite(source, guard, imports, bound):
    """Return the source of a check with every name and comparison guarded.

    Parameters
    ----------
    source : str
        Of a check; valid Python.
    guard : str
        The name of the `course.grading.guard.Guard` that will be there when the source runs.
    imports : dict of str to str
        The unit's import statements, by the name that each binds.
    bound : set of str
        The names that the unit's cells assign: they may hide a builtin.

    Returns
    -------
    source : str
        After each statement the guard looks around.
    needed : list of str
        The builtins and imported names that it takes from the guard.
    """
    tree = ast.parse(source)
    stored = {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.ctx.__class__ != ast.Load
    }
    arguments = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    known = (BUILTINS | set(imports)) - bound - stored - arguments
    rewriter = _Rewriter(guard, known)
    body = []
    for statement in tree.body:
        body += [rewriter.visit(statement), ast.parse(f"{guard}.look()").body[0]]
    tree.body = body
    return ast.unparse(ast.fix_missing_locations(tree)), sorted(rewriter.needed)


class _Rewriter(ast.NodeTransformer):
    def __init__(self, guard, known):
        self.guard, self.known, self.needed = guard, known, set()

    def visit_Name(self, node):
        if node.id not in self.known or not isinstance(node.ctx, ast.Load):
            return node
        self.needed.add(node.id)
        return ast.Attribute(self._attribute("names"), node.id, ast.Load())

    def visit_Compare(self, node):
        # Identity cannot be bent, and what stands there may be any object.
        decided = not all(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
        self.generic_visit(node)
        if decided:
            node.left, node.comparators = self._plain(node.left), self._plain_all(node.comparators)
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        node.left, node.right = self._number(node.left), self._number(node.right)
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        node.value = self._number(node.value)
        return node

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        wrap = self._plain if isinstance(node.op, ast.Not) else self._number
        node.operand = wrap(node.operand)
        return node

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        node.values = self._plain_all(node.values)
        return node

    def visit_Call(self, node):
        name = _root(node.func)
        wrap = self._kind if name in ASK_KIND else self._plain
        self.generic_visit(node)
        if name in self.known:
            node.args = [wrap(argument) for argument in node.args]
            for keyword in node.keywords:
                keyword.value = wrap(keyword.value)
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        node.test = self._plain(node.test)
        return node

    visit_IfExp = visit_While = visit_Assert = visit_If

    def visit_comprehension(self, node):
        self.generic_visit(node)
        node.ifs = self._plain_all(node.ifs)
        return node

    def _plain_all(self, nodes):
        return [self._plain(node) for node in nodes]

    def _plain(self, node):
        return self._wrap("plain", node)

    def _number(self, node):
        return self._wrap("number", node)

    def _kind(self, node):
        return self._wrap("kind", node)

    def _wrap(self, method, node):
        if isinstance(node, ast.Starred):
            return ast.Starred(self._wrap(method, node.value), node.ctx)
        if isinstance(node, ast.Constant | ast.Lambda | ast.JoinedStr):
            return node
        return ast.Call(self._attribute(method), [node], [])

    def _attribute(self, name):
        return ast.Attribute(ast.Name(self.guard, ast.Load()), name, ast.Load())


def _root(node):
    """Return the name that an attribute chain starts with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
