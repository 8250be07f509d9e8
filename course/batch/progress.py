"""What a person sees while a class is graded."""

import time
from contextlib import contextmanager
from datetime import timedelta

from rich.live import Live
from rich.table import Table


@contextmanager
def shown_progress(console, total):
    """Yield an object to tell what is ``running(count)`` and ``finished(job, result)``.

    A live table on a terminal; elsewhere one plain line for each submission.

    Parameters
    ----------
    console : rich.console.Console
    total : int
        Submissions in all; nothing is shown if there are none.
    """
    if not console.is_terminal or not total:
        yield Lines(console)
        return
    table = LiveTable(total)
    with Live(get_renderable=table.table, console=console, refresh_per_second=4):
        yield table


class Lines:
    """One line for each submission, for logs."""

    def __init__(self, console):
        self.console = console

    def running(self, count):
        """Say nothing: a log tells what has happened."""

    def finished(self, job, result):
        line = f"{job.unit} {job.student}: {summary(result)}"
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


class LiveTable:
    """Counts that change in place.

    Parameters
    ----------
    total : int
    clock : callable
        Seconds.
    """

    def __init__(self, total, clock=time.monotonic):
        self.total, self.clock, self.start = total, clock, clock()
        self.now_running = 0
        self.counts = {"graded": 0, "flagged": 0, "quarantined": 0}
        self.last = ""

    def running(self, count):
        self.now_running = count

    def finished(self, job, result):
        self.counts[result.status] += 1
        self.now_running = min(self.now_running, self.total - sum(self.counts.values()))
        self.last = f"{job.unit} {job.student}: {summary(result)}"

    def table(self):
        """Return the table as it stands."""
        done = sum(self.counts.values())
        rate = 60 * done / max(self.clock() - self.start, 1e-9)
        left = str(timedelta(minutes=round((self.total - done) / rate, 2))) if done else "-"
        columns = {
            "done": f"{done} of {self.total}",
            "running": f"{self.now_running}",
            "flagged": f"{self.counts['flagged']}",
            "quarantined": f"{self.counts['quarantined']}",
            "notebooks a minute": f"{rate:.1f}" if done else "-",
            "time left": left.partition(".")[0],
        }
        table = Table(*columns, caption=self.last, caption_justify="left")
        table.add_row(*columns.values())
        return table


def summary(result):
    """Return a result in a few words."""
    if result.status == "quarantined":
        return f"quarantined: {result.reason}"
    return f"{result.status}, {result.points:g} of {result.max_points:g}"
