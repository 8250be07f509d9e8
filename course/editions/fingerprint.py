"""Tell whether an edition is older than what it is made from."""

import ast
import hashlib
from pathlib import Path

COURSE = Path(__file__).parents[1]


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
        Of the master, the helper modules that it imports, and the builder itself.
    """
    digest = hashlib.sha256(master.path.read_bytes())
    folders = [COURSE / "master", COURSE / "editions"]
    files = [file for folder in folders for file in folder.glob("*.py")]
    for name in _imported_helpers(master):
        files += [helpers / f"{name}.py", *(helpers / name).rglob("*")]
    for file in sorted(
        file for file in files if file.is_file() and "__pycache__" not in file.parts
    ):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _imported_helpers(master):
    names = set()
    for cell in master.cells:
        if cell.kind not in ("prose", "question", "rubric"):
            names |= set(_helpers_in(cell.source))
    return sorted(names)


def _helpers_in(code):
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:  # a cell with a magic
        return
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("helpers."))
