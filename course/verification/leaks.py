"""Find the answer where it must not be: in a student edition, its metadata, or the helpers."""

import ast
import json
import re

from course.editions.student import blank
from course.master.cells import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION

SHORTEST_LINE = 16
UNMISTAKABLE = 60  # characters: a line of code as long as this is no idiom
FORMULA = 30  # characters: an answer no longer than the sigmoid's is printed in every book
IDIOM, SHORT_FUNCTION = 12, 20  # nodes of a syntax tree
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
    places = {"student edition": _squeezed(strings(notebook))}
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


def leaks_elsewhere(masters, texts, codes):
    """Return a sentence for every file that gives an answer away, whatever unit it belongs to.

    A line that solves an exercise here may be an idiom there: a loop over epochs is no answer. So
    code must show two lines of one region, all that the region has, or an unmistakable one, lines
    that open a block apart; a function must be longer than a formula such as the sigmoid.

    Parameters
    ----------
    masters : iterable of course.master.Master
    texts : dict of str to str
        All that can be read in each file, by name.
    codes : dict of str to list of str
        Python sources in each file, whole: a module, or the cells of a notebook.

    Returns
    -------
    list of str
    """
    squeezed = {name: _squeezed(text) for name, text in texts.items()}
    shapes = {
        name: {shape for code in parts for shape in _shapes(code, SHORT_FUNCTION)}
        for name, parts in codes.items()
    }
    found = []
    for master in masters:
        given, handed_out = _squeezed(_visible(master)), _given_shapes(master)
        solved = {s: name for s, name in _solved(master).items() if s not in handed_out}
        for cell, lines in _secret_regions(master):
            secrets = {_squeezed(line) for line in lines if not _opens_a_block(line)}
            secrets = {secret for secret in secrets if secret not in given}
            found += [
                f"{name} gives away {cell.kind} {cell.id!r} of {master.unit}"
                for name, text in squeezed.items()
                if _gives_away(cell.kind, secrets, {s for s in secrets if s in text})
            ]
        found += [
            f"{name} holds a function that solves {solved[shape]!r} of {master.unit}"
            for name, own in shapes.items()
            for shape in own & set(solved)
        ]
    return list(dict.fromkeys(found))


def _opens_a_block(line):
    return line.rstrip().endswith(":")


def _gives_away(kind, secrets, shown):
    if kind in ("question", "rubric"):  # prose does not repeat by accident
        return bool(shown)
    longest = max(map(len, shown), default=0)
    return len(shown) >= 2 or longest > (FORMULA if shown == secrets else UNMISTAKABLE)


def _secret_lines(master):
    for cell, lines in _secret_regions(master):
        yield from ((cell, line) for line in lines)


def _secret_regions(master):
    for cell in master.cells:
        for kind, begin, end in REGIONS:
            if cell.kind == kind:
                for region in re.findall(rf"{begin}\n(.*?){end}", cell.source, re.DOTALL):
                    yield cell, [line for line in region.splitlines() if _tells(line)]
        if cell.kind in ("rubric", "mutant"):
            yield cell, [line for line in cell.source.splitlines() if _tells(line)]


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


def strings(value):
    """Return every string in parsed JSON, decoded: JSON escapes would hide a quoted line."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(strings(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "\n".join(map(strings, value))
    return json.dumps(value)


def _functions_in_helpers(master, helper_sources):
    """Compare whole bodies with the names taken out, so that renaming hides nothing."""
    solved = _solved(master)
    return [
        f"{name} holds a function that solves {solved[shape]!r}"
        for name, source in helper_sources.items()
        for shape in _shapes(source)
        if shape in solved
    ]


def _solved(master):
    """The exercises, by the shape of the functions that solve them."""
    solved = {}
    for cell in master.cells:
        if cell.kind == "exercise":
            solved |= dict.fromkeys(_shapes(cell.source), cell.id)
    return solved


def _given_shapes(master):
    """Functions that the unit itself hands out, in its exercises' cells too."""
    shown = [
        blank(cell.source) if cell.kind == "exercise" else cell.source
        for cell in master.cells
        if cell.kind in ("code", "exercise")
    ]
    return {shape for source in shown for shape in _shapes(source)}


def _shapes(source, short=IDIOM):
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a magic
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (body := _without_docstring(node)):
            shape = re.sub(r"(id|arg|name)='[^']*'", r"\1=_", ast.dump(ast.Module(body, [])))
            if shape.count("(") > short:  # shorter bodies are idioms, not answers
                yield shape


def _without_docstring(node):
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.body[1:] if is_docstring else node.body
