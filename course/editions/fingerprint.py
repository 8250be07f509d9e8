"""Tell whether an edition is older than what it is made from."""

import ast
import hashlib
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

COURSE = Path(__file__).parents[1]
TEXT = ("prose", "question", "rubric")


def fingerprint(master, helpers):
    """Return a digest of everything that shapes a unit's editions.

    Parameters
    ----------
    master : course.master.Master
    helpers : pathlib.Path
        The folder of the `helpers` package.

    Returns
    -------
    str
        Of the master, the helper modules that it needs, and the builder itself.
    """
    digest = hashlib.sha256(master.path.read_bytes())
    builder = sorted(
        file for name in ("master", "editions") for file in (COURSE / name).glob("*.py")
    )
    for file in (*builder, *_helper_files(master, helpers)):
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _helper_files(master, helpers):
    """Return the files that a master's imports reach, and those that they reach in turn."""
    trees = [_parsed(cell.source) for cell in master.cells if cell.kind not in TEXT]
    waiting, files = [file for module in _modules(trees, helpers) for file in module], set()
    while waiting:
        file = waiting.pop()
        if file not in files and file.is_file() and "__pycache__" not in file.parts:
            files.add(file)
            if file.suffix == ".py":
                trees = [_parsed(file.read_text("utf-8"))]
                waiting += [file for module in _modules(trees, helpers) for file in module]
    return sorted(files)


def _parsed(code):
    try:
        return ast.parse(TransformerManager().transform_cell(code))
    except SyntaxError:  # no code that could import anything
        return ast.Module([], [])


def _modules(trees, helpers):
    """Yield the files of each helper module that the code imports."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            for alias in node.names:
                yield _used_files(alias.name, _attributes(nodes, alias), helpers)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers."):
            package, *inner = node.module.split(".")[1:]
            names = inner or [alias.name for alias in node.names]
            yield _used_files(package, set(names[:1] if inner else names), helpers)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("helpers."):
                    yield _whole(alias.name.split(".")[1], helpers)


def _attributes(nodes, alias):
    name = alias.asname or alias.name
    return {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == name
    }


def _used_files(package, names, helpers):
    """Only the modules of a package that define what is used: a new figure ages no other unit."""
    folder = helpers / package
    homes = _homes(folder)
    modules = {homes.get(name, name) for name in names}
    files = {folder / f"{module}.py" for module in modules}
    if not modules or not all(file.is_file() for file in files):
        return _whole(package, helpers)
    return [*files, *(file for file in folder.rglob("*") if file.suffix != ".py")]


def _homes(folder):
    """Return, by name, the module from which a package's ``__init__`` takes it."""
    start = folder / "__init__.py"
    tree = _parsed(start.read_text("utf-8")) if start.is_file() else ast.Module([], [])
    prefix = f"helpers.{folder.name}."
    return {
        alias.asname or alias.name: node.module.removeprefix(prefix)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(prefix)
        for alias in node.names
    }


def _whole(name, helpers):
    return [helpers / f"{name}.py", *(helpers / name).rglob("*")]
