"""How every command starts and ends.

Exit status: 0 done, 2 something the user can mend, 130 Ctrl-C. A traceback is a defect.
"""

import sys

import typer
from rich.console import Console

from course.cli import (
    authoring,
    collecting,
    demo,
    exporting,
    grading,
    releasing,
    reporting,
    studying,
)
from course.errors import CourseError

CTRL_C = 130

app = typer.Typer(
    name="course",
    help="Build, grade and report the course From Neuron to NAS.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(authoring.build)
app.command()(authoring.verify)
app.command()(collecting.collect)
app.command()(grading.grade)
app.command()(grading.feedback)
app.command()(grading.scores)
app.command()(reporting.report)
app.command()(exporting.export)
app.command(context_settings=studying.PASS_ON)(studying.lab)
app.command()(studying.submit)
app.command()(releasing.release)
app.command(context_settings=studying.PASS_ON)(releasing.desk)
app.command()(demo.demo)


def main(arguments=None):
    """Run the command line and exit."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        status = app(arguments, standalone_mode=False)
    except CourseError as error:
        errors.print(f"course: {error}", markup=False)
        status = 2
    except typer.TyperException as error:  # a wrong option: the parser says which
        error.show()
        status = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        status = CTRL_C
    if status == CTRL_C:  # Typer, too, turns Ctrl-C into this status, without a word
        errors.print("course: stopped by Ctrl-C. What was done so far is kept.")
    sys.exit(status or 0)
