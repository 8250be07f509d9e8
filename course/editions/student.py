"""Source notebook to student edition: nothing in it answers an exercise."""

import copy

from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

CODE_STUB = 'raise NotImplementedError("Not solved yet. Replace this line with your code.")'
TEXT_STUB = "YOUR ANSWER HERE"
COLAB = "https://colab.research.google.com"


def student_edition(source, syllabus, path):
    """Return what students receive.

    Parameters
    ----------
    source : nbformat.NotebookNode
        The source notebook, executed or not.
    syllabus : course.syllabus.Syllabus
        Gives the address for the Colab badge and set-up cell.
    path : str
        The edition's path in the repository, with forward slashes.

    Returns
    -------
    nbformat.NotebookNode
        Without answers; with a Colab badge and set-up cell.
    """
    notebook = without_answers(source)
    notebook.cells[0].source += f"\n\n{_badge(syllabus, path)}"
    notebook.cells.insert(1, new_code_cell(_setup(syllabus), id="colab-setup"))
    return notebook


def without_answers(source):
    """Return a copy without solutions, hidden tests, rubrics, outputs and tags; checks are locked."""
    notebook = copy.deepcopy(source)
    notebook.cells = [cell for cell in notebook.cells if not is_rubric(cell)]
    resources = {}
    for preprocessor in (
        ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB),
        ClearHiddenTests(),
        ClearOutput(),
        LockCells(),
    ):
        notebook, resources = preprocessor.preprocess(notebook, resources)
    for cell in notebook.cells:
        cell.source = cell.source.rstrip()
        cell.metadata.pop("tags", None)
    for preprocessor in (ComputeChecksums(), CheckCellMetadata()):
        notebook, resources = preprocessor.preprocess(notebook, resources)
    about = source.metadata.neuron_to_nas
    notebook.metadata.neuron_to_nas = {"unit": about.unit, "language": about.language}
    return notebook


def blank(source):
    """Return an exercise's source as students receive it."""
    cell = new_code_cell(source, metadata={"nbgrader": {"solution": True, "grade": False}})
    cleared, _ = ClearSolutions(code_stub={"python": CODE_STUB}).preprocess_cell(
        cell, {"language": "python"}, 0
    )
    return cleared.source


def is_rubric(cell):
    """Tell whether a notebook cell is a rubric, which only graders may see."""
    return cell.metadata.get("neuron_to_nas") == "rubric"


def _badge(syllabus, path):
    repository = syllabus.repository.removeprefix("https://").replace("github.com", "github")
    link = f"{COLAB}/{repository}/blob/{syllabus.branch}/{path}"
    return f"[![Open in Colab]({COLAB}/assets/colab-badge.svg)]({link})"


def _setup(syllabus):
    return (
        "import sys\n\n"
        'if "google.colab" in sys.modules:  # elsewhere the course is installed already\n'
        f"    %pip install -q git+{syllabus.repository}@{syllabus.branch}"
    )
