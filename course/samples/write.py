"""Put a sample class into a folder, as it would arrive."""

import copy
import random
from dataclasses import dataclass

import nbformat

from course.errors import CourseError
from course.samples.answers import KINDS, sample_answers


@dataclass(frozen=True)
class Sample:
    """One sample student.

    Attributes
    ----------
    student : str
        ``s001``, ``s002``, ...
    kind : str
    answers : dict of str to str
    """

    student: str
    kind: str
    answers: dict[str, str]


def write_class(master, edition, folder, students):
    """Write the submissions of a sample class.

    Parameters
    ----------
    master : course.master.Master
    edition : nbformat.NotebookNode
        The unit's student edition.
    folder : pathlib.Path
        Receives ``<student>/<unit>.ipynb``.
    students : int
        How many; the kinds take turns.

    Returns
    -------
    list of Sample
    """
    if students < 1:
        raise CourseError(f"a class has at least one student, not {students}.")
    samples = []
    for number in range(students):
        kind = list(KINDS)[number % len(KINDS)]
        answers = sample_answers(master, kind, seed=number // len(KINDS))
        sample = Sample(f"s{number + 1:03d}", kind, answers)
        notebook = submission(edition, answers)
        if kind == "colab":
            notebook = through_colab(notebook, seed=number)
        path = folder / sample.student / f"{master.unit}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook, version=nbformat.NO_CONVERT), encoding="utf-8")
        samples.append(sample)
    return samples


def submission(edition, answers):
    """Return the student edition with these answers written into it."""
    notebook = copy.deepcopy(edition)
    for cell in notebook.cells:
        if answers.get(cell.id):
            cell.source = answers[cell.id]
    return notebook


def through_colab(notebook, seed):
    """Return the notebook as Colab saves it: format 4.0, ids of its own in the metadata."""
    chance = random.Random(seed)
    saved = copy.deepcopy(notebook)
    saved.nbformat_minor = 0
    saved.metadata = nbformat.from_dict(
        {
            "colab": {"provenance": []},
            "kernelspec": {"display_name": "Python 3", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in saved.cells:
        del cell["id"]
        cell.metadata["id"] = "".join(chance.choices("ABCDEFabcdef0123456789-_", k=12))
        if cell.cell_type == "code":
            cell.metadata["colab"] = {"base_uri": "https://localhost:8080/"}
    return saved
