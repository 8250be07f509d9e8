"""The same answer as different people would write it: other names, other steps on the way."""

import ast
import keyword

NAMES = ("a", "b", "out", "res", "tmp", "val", "acc", "cur", "item", "total", "data", "row", "left")
STEPS = (
    "{new} = {old}",
    "{new} = ({old},)",
    "{new} = [{old}, {number}]",
    "{new} = ({old}, {number}, {number})",
    "if {old} is None:\n    {new} = {number}",
    "for {new} in range({number}):\n    pass",
    "assert ({old},) != {number}",
    "{new} = str({old})[:{number}]",
    "{new} = {{'{old}': {number}}}",
    "{new} = lambda: {old}",
    "{new} = {number} if {old} is None else {old}",
    "print({old}, {number})",
)


def in_own_words(source, chance, additions=3):
    """Return an answer with other local names and some steps of its own.

    Parameters
    ----------
    source : str
    chance : random.Random
    additions : int
        The most steps that are added to each function; they change nothing.

    Returns
    -------
    str
        The source itself if it does not parse.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        _add_steps(function, chance, additions)
        _rename_locals(function, chance)
    return ast.unparse(ast.fix_missing_locations(tree))


def _add_steps(function, chance, most):
    arguments = [argument.arg for argument in function.args.args] or ["None"]
    docstring = isinstance(function.body[0], ast.Expr) and len(function.body) > 1
    for number in range(chance.randint(min(1, most), most)):
        step = chance.choice(STEPS).format(
            old=chance.choice(arguments), new=f"step_{number}", number=chance.randint(1, 99)
        )
        place = chance.randint(1 if docstring else 0, len(function.body) - 1)
        function.body[place:place] = ast.parse(step).body


def _rename_locals(function, chance):
    """Arguments stay: checks may name them."""
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    taken = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    taken |= {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
    free = [name for name in NAMES if name not in taken and not keyword.iskeyword(name)]
    chance.shuffle(free)
    names = dict(zip(sorted(stored), free, strict=False))
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]
