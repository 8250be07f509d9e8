"""Run a notebook and remember how each cell ended."""

import contextlib
import tempfile
import time
from dataclasses import dataclass

from nbclient.exceptions import DeadKernelError
from nbgrader.preprocessors import Execute, LimitOutput

CHARACTERS = 600


@dataclass(frozen=True)
class Ending:
    """How a cell ended: `ok`, or the error as a sentence."""

    ok: bool
    error: str = ""


class _Recorder(Execute):
    """nbgrader's Execute, with the kernel's own word on each cell.

    Outputs prove nothing: a warning is no failure, and a silent cell may never have run.
    """

    def __init__(self, budget, **options):
        super().__init__(timeout=budget.cell_seconds, **options)
        self.endings = {}
        self.deadline = time.monotonic() + budget.notebook_seconds

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type != "code" or not cell.source.strip():
            return cell, resources
        left = self.deadline - time.monotonic()
        if left <= 0:
            self.endings[cell.id] = Ending(
                False, "the notebook's time was used up before this cell"
            )
            return cell, resources
        self.timeout = max(1, min(self.timeout, round(left)))
        return super().preprocess_cell(cell, resources, index)

    def on_cell_executed(self, **event):
        super().on_cell_executed(**event)
        content = event["execute_reply"]["content"]
        if content["status"] == "ok":
            self.endings[event["cell"].id] = Ending(True)
        else:
            self.endings[event["cell"].id] = Ending(False, self._sentence(content))

    def _sentence(self, content):
        name, value = content.get("ename", "Error"), content.get("evalue", "")
        if name == "CellTimeoutError":
            return f"stopped after {self.timeout} s"
        text = value if name == "AssertionError" and value else f"{name}: {value}".rstrip(": ")
        return text if len(text) <= CHARACTERS else text[:CHARACTERS] + " …"


def run(notebook, budget):
    """Run `notebook` in place in an empty folder.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    budget : course.grading.result.Budget

    Returns
    -------
    endings : dict of str to Ending
        By cell id; a cell that never ran is not in it.
    seconds : float
    """
    start = time.perf_counter()
    recorder = _Recorder(budget)
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        resources = {"metadata": {"path": folder}}
        with contextlib.suppress(DeadKernelError):  # what ran before the death has its ending
            recorder.preprocess(notebook, resources)
    LimitOutput().preprocess(notebook, {})
    return recorder.endings, time.perf_counter() - start
