"""Master to source notebook: every cell with its stable id and nbgrader metadata."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.master.cells import BEGIN_SOLUTION

SCHEMA_VERSION = 3
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def source_notebook(master, language="en"):
    """Return the notebook that holds everything but the mutants.

    Parameters
    ----------
    master : course.master.Master
    language : str
        Recorded in the notebook's metadata.

    Returns
    -------
    nbformat.NotebookNode
        Format 4.5, not executed. Course data lie under ``metadata.neuron_to_nas``.
    """
    notebook = new_notebook(
        metadata={
            "kernelspec": dict(KERNELSPEC),
            "language_info": {"name": "python"},
            "neuron_to_nas": {"unit": master.unit, "language": language},
        }
    )
    for cell in master.cells:
        notebook.cells += _MAKERS[cell.kind](cell)
    return notebook


def _prose(cell):
    return [new_markdown_cell(cell.source, id=cell.id, metadata=_tags(cell))]


def _code(cell):
    return [new_code_cell(cell.source, id=cell.id, metadata=_tags(cell))]


def _exercise(cell):
    metadata = {**_tags(cell), "nbgrader": _nbgrader(cell.id, solution=True)}
    return [new_code_cell(cell.source, id=cell.id, metadata=metadata)]


def _check(cell):
    metadata = {**_tags(cell), "nbgrader": _nbgrader(cell.id, points=cell.points, locked=True)}
    return [new_code_cell(cell.source, id=cell.id, metadata=metadata)]


def _question(cell):
    """Two cells, so that an answer cannot overwrite its question."""
    prompt, mark, answer = cell.source.partition(BEGIN_SOLUTION)
    metadata = {"nbgrader": _nbgrader(cell.id, points=cell.points, solution=True)}
    return [
        new_markdown_cell(prompt.rstrip(), id=f"{cell.id}-prompt"),
        new_markdown_cell(mark + answer, id=cell.id, metadata=metadata),
    ]


def _rubric(cell):
    return [new_markdown_cell(cell.source, id=cell.id, metadata={"neuron_to_nas": "rubric"})]


_MAKERS = {
    "prose": _prose,
    "code": _code,
    "exercise": _exercise,
    "check": _check,
    "question": _question,
    "rubric": _rubric,
    "mutant": lambda cell: [],
}


def _tags(cell):
    return {"tags": list(cell.tags)} if cell.tags else {}


def _nbgrader(grade_id, *, points=None, solution=False, locked=False):
    metadata = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }
    return metadata if points is None else {**metadata, "points": points}
