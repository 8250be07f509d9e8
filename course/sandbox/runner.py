"""Run a notebook from an untrusted student and return it with its outputs."""

import asyncio
import copy
import os
import tempfile
from collections.abc import Callable, Iterable

from nbformat import NotebookNode

from course.kernels.manager import WarmKernelManager
from course.sandbox import availability
from course.sandbox.client import LimitedClient
from course.sandbox.limits import Limits
from course.sandbox.manager import SandboxKernelManager


def run(
    notebook: NotebookNode,
    *,
    limits: Limits | None = None,
    readable: Iterable[str | os.PathLike] = (),
    unsafe: bool = False,
    on_cell: Callable[[int, NotebookNode], None] | None = None,
) -> NotebookNode:
    """Execute every code cell of a notebook in a fresh, confined kernel.

    No cell, whatever it does, raises here: it ends with an error output that says in a sentence
    what happened, and the cells before it keep their outputs. Where the kernel lives the cells
    after it run; where it died they say so.

    Parameters
    ----------
    notebook : NotebookNode
        Format 4. Not changed; outputs stored in it are not looked at.
    limits : Limits, optional
        What it may use.
    readable : iterable of paths
        Files and folders it may read, besides Python and ``helpers``: found in their own places
        and, by name, in the folder the notebook runs in. They must be readable by everybody.
    unsafe : bool
        Do not confine: for trusted notebooks. Only time and output are limited then.
    on_cell : callable, optional
        Called with index and cell after each code cell.

    Returns
    -------
    NotebookNode
        A copy with the new outputs.

    Raises
    ------
    SandboxUnavailableError
        If this machine cannot confine it; the message names the reason and ``--unsafe``.
    KernelForkError
        If the kernel could not be started.
    FileNotFoundError
        If a readable path does not exist.
    """
    limits = limits or Limits()
    paths = [os.path.abspath(path) for path in readable]
    for path in paths:
        os.stat(path)
    executed = copy.deepcopy(notebook)
    for cell in executed.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    if unsafe:
        manager = WarmKernelManager()
    else:
        availability.require()
        manager = SandboxKernelManager(limits=limits, readable=paths)
    with tempfile.TemporaryDirectory() as scratch:
        asyncio.run(LimitedClient(executed, manager, limits).run(scratch, on_cell))
    return executed
