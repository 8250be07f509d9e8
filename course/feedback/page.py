"""Write feedback pages through nbgrader's own template."""

from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell
from nbgrader.api import MissingEntry
from nbgrader.server_extensions import formgrader
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from course.atomic import write_whole
from course.feedback.harmless import HarmlessCells
from course.feedback.redact import redacted
from course.gradebook import Journal


def write_feedback(unit, folder, places, students=None):
    """Write a page for every graded submission of a unit.

    Parameters
    ----------
    unit : str
    folder : course.gradebook.GradebookFolder
    places : course.places.Places
    students : collection of str, optional
        Only these.

    Returns
    -------
    list of pathlib.Path
    """
    journal, exporter, written = Journal(folder), _exporter(), []
    with folder.open(places) as book:
        for student in folder.submissions(unit):
            entry = journal.read(student, unit)
            if (
                (students is not None and student not in students)
                or entry is None
                or not entry.result.notebook
            ):
                continue
            try:
                submission = book.find_submission_notebook(unit, unit, student)
            except MissingEntry:  # journalled, not recorded: `course grade` goes on with it
                continue
            path = folder.feedback(student, unit)
            write_whole(path, _page(entry.result, submission, unit, exporter))
            written.append(path)
    return written


def _page(result, submission, unit, exporter):
    notebook = nbformat.reads(nbformat.writes(nbformat.from_dict(result.notebook)), as_version=4)
    page = redacted(notebook, result)
    if result.repairs:
        page.cells.insert(0, new_markdown_cell(_repairs(result)))
    _put_scores(page, submission)
    about = {
        "notebook": unit,
        "score": submission.score,
        "max_score": submission.max_score,
        "late_penalty": 0,
    }
    html, _ = exporter.from_notebook_node(page, resources={"nbgrader": about})
    return html


def _repairs(result):
    lines = "\n".join(f"- {repair}" for repair in result.repairs)
    return f"**Before grading, this was repaired.** No points were lost by it.\n\n{lines}"


def _put_scores(page, submission):
    """Where nbgrader's template looks for them."""
    grades = {grade.name: grade for grade in submission.grades}
    comments = {comment.name: comment.comment for comment in submission.comments}
    for cell in page.cells:
        if is_grade(cell):
            grade = grades[cell.id]
            cell.metadata.nbgrader.score, cell.metadata.nbgrader.points = (
                grade.score,
                grade.max_score,
            )
        if is_solution(cell):
            cell.metadata.nbgrader.comment = comments.get(cell.id)


def _exporter():
    templates = Path(formgrader.__file__).with_name("templates")
    styles = templates.parent / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = [str(templates)]
    config.HTMLExporter.extra_template_paths = [str(styles)]
    config.HTMLExporter.preprocessors = [
        HarmlessCells,
        # Feedback opens anywhere: no script is fetched when a formula needs none.
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    config.HarmlessCells.enabled = True
    return HTMLExporter(config=config)
