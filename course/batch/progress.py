"""What a person sees while a class is graded."""

from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def shown_progress(console, total):
    """Yield a function to call with each finished (job, result).

    A bar on a terminal; elsewhere one plain line for each submission.
    """
    if not console.is_terminal:
        yield lambda job, result: console.print(f"{job.unit} {job.student}: {summary(result)}")
        return
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total)
        yield lambda job, result: bar.update(
            task, advance=1, description=f"{job.student}: {summary(result)}"
        )


def summary(result):
    """Return a result in a few words."""
    if result.status == "quarantined":
        return f"quarantined: {result.reason}"
    return f"{result.status}, {result.points:g} of {result.max_points:g}"
