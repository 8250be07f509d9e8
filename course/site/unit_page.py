"""One unit as a page: the student edition's text and code, the solution's outputs."""

import base64
import re

BADGE = re.compile(r"\[!\[Open in Colab\]\([^)]*\)\]\(([^)]*)\)")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
STYLE = re.compile(r"<style.*?</style>\s*", re.DOTALL)


def unit_page(student, solution):
    """Return a unit's page in MyST Markdown, and its figures.

    Sources come from the student edition alone. Outputs come from the executed solution, but never
    those of an exercise, a check or a written answer: they could tell the answer.

    Parameters
    ----------
    student, solution : nbformat.NotebookNode

    Returns
    -------
    text : str
    figures : dict of str to bytes
        PNG files by name; the text shows them from the folder ``figures`` beside it.
    """
    unit = student.metadata.neuron_to_nas.unit
    outputs = {
        cell.id: cell.outputs
        for cell in solution.cells
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    }
    parts, figures = [], {}
    for cell in student.cells:
        if cell.id == "colab-setup":
            continue
        if cell.cell_type == "markdown":
            parts.append(BADGE.sub(r"[Open in Colab](\1)", cell.source))
            continue
        parts.append(_fenced(cell.source, "python"))
        for output in outputs.get(cell.id, []):
            text, figure = _shown(output, f"{unit}-{len(figures) + 1}.png")
            parts.append(text)
            figures |= figure
    return "\n\n".join(filter(None, parts)) + "\n", figures


def _shown(output, name):
    """One output as Markdown; the richest form that a page can show."""
    if output.output_type == "stream":
        return (_output(output.text) if output.name == "stdout" else ""), {}
    data = output.get("data", {})
    if "image/png" in data:
        alt = " ".join(output.metadata["image/png"]["alt"].split())
        escaped = PUNCTUATION.sub(r"\\\1", alt)  # else Markdown in it would be read as such
        return f"![{escaped}](figures/{name})", {name: base64.b64decode(data["image/png"])}
    if "text/html" in data:
        return _fenced(STYLE.sub("", data["text/html"]), "{raw} html"), {}
    return (_output(data["text/plain"]) if "text/plain" in data else ""), {}


def _output(text):
    return _fenced(f":class: output\n\n{text.rstrip()}", "{code-block} text")


def _fenced(text, language):
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
