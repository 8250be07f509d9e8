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
    """Return the files of the helpers that a master imports, and of those that they import."""
    code = [cell.source for cell in master.cells if cell.kind not in TEXT]
    waiting, files = [name for source in code for name in _helpers_in(source)], {}
    while waiting:
        name = waiting.pop()
        if name in files:
            continue
        found = [helpers / f"{name}.py", *(helpers / name).rglob("*")]
        files[name] = sorted(f for f in found if f.is_file() and "__pycache__" not in f.parts)
        for file in files[name]:
            if file.suffix == ".py":
                waiting += _helpers_in(file.read_text("utf-8"))
    return [file for name in sorted(files) for file in files[name]]


def _helpers_in(code):
    try:
        nodes = list(ast.walk(ast.parse(TransformerManager().transform_cell(code))))
    except SyntaxError:  # no code that could import anything
        return
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("helpers."))
