"""Find the answer where it must not be: in a student edition, its metadata, or the helpers."""

import ast
import json
import re

from course.master.cells import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION

SHORTEST_LINE = 16
REGIONS = (
    ("exercise", BEGIN_SOLUTION, END_SOLUTION),
    ("question", BEGIN_SOLUTION, END_SOLUTION),
    ("check", BEGIN_HIDDEN, END_HIDDEN),
)


def leaks(master, notebook, helper_sources):
    """Return a sentence for every place where an answer shows.

    Parameters
    ----------
    master : course.master.Master
    notebook : dict
        The student edition, parsed JSON; text, outputs and metadata are searched.
    helper_sources : dict of str to str
        Source of every helper module, by name.

    Returns
    -------
    list of str
        Empty when nothing leaks. Lines of fewer than 16 characters other than spaces are too
        common to tell.
    """
    places = {"student edition": _squeezed(_strings(notebook))}
    places |= {name: _squeezed(source) for name, source in helper_sources.items()}
    given = _squeezed(_visible(master))
    found = []
    for cell, line in _secret_lines(master):
        if (secret := _squeezed(line)) not in given:
            found += [
                f"{name} holds a line of {cell.kind} {cell.id!r}: {line.strip()}"
                for name, text in places.items()
                if secret in text
            ]
    return found + _functions_in_helpers(master, helper_sources)


def _secret_lines(master):
    for cell in master.cells:
        for kind, begin, end in REGIONS:
            if cell.kind == kind:
                for region in re.findall(rf"{begin}\n(.*?){end}", cell.source, re.DOTALL):
                    yield from ((cell, line) for line in region.splitlines() if _tells(line))
        if cell.kind in ("rubric", "mutant"):
            yield from ((cell, line) for line in cell.source.splitlines() if _tells(line))


def _visible(master):
    """What the student sees anyway: a mutant may repeat it."""
    texts = []
    for cell in master.cells:
        if cell.kind not in ("rubric", "mutant"):
            text = cell.source
            for _, begin, end in REGIONS:
                text = re.sub(rf"{begin}\n.*?{end}", "", text, flags=re.DOTALL)
            texts.append(text)
    return "\n".join(texts)


def _tells(line):
    is_import = line.strip().startswith(("import ", "from "))
    return len(_squeezed(line)) >= SHORTEST_LINE and not is_import


def _squeezed(text):
    return re.sub(r"\s+", "", text)


def _strings(value):
    """Every string in the notebook, decoded: JSON escapes would hide a quoted line."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(_strings(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "\n".join(map(_strings, value))
    return json.dumps(value)


def _functions_in_helpers(master, helper_sources):
    """Compare whole bodies with the names taken out, so that renaming hides nothing."""
    solved = {}
    for cell in master.cells:
        if cell.kind == "exercise":
            solved |= dict.fromkeys(_shapes(cell.source), cell.id)
    return [
        f"{name} holds a function that solves {solved[shape]!r}"
        for name, source in helper_sources.items()
        for shape in _shapes(source)
        if shape in solved
    ]


def _shapes(source):
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a magic
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (body := _without_docstring(node)):
            shape = re.sub(r"(id|arg|name)='[^']*'", r"\1=_", ast.dump(ast.Module(body, [])))
            if shape.count("(") > 12:  # shorter bodies are idioms, not answers
                yield shape


def _without_docstring(node):
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.body[1:] if is_docstring else node.body
