"""A notebook client that holds a kernel to its limits on time and output, and never hangs."""

import asyncio
import contextlib
import json
import logging
import queue
import subprocess
from collections.abc import Callable
from time import monotonic

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_output

from course.sandbox.explain import explain_death, explain_error
from course.sandbox.limits import Limits
from course.sandbox.outputs import join_streams

_GRACE_SECONDS = 4  # also enough to print a long traceback on a busy machine
_END_SECONDS = 0.3  # in which a cell that printed too much may end by itself
_ANSWER_SECONDS = 1  # before the kernel is asked again whether it is there
_OUTPUT_LATE_SECONDS = 15  # how long after a cell's end its last output may come
_MEGABYTE = 2**20
_MESSAGE_OVERHEAD = 256  # bytes an output takes in a notebook besides its content
_NO_TAG = "\0"
# What reading a message that student code forged can raise.
_BAD_MESSAGE = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    RecursionError,
)

# Each death and each limit is told in the notebook; nbclient's log would tell it again.
_silent = logging.getLogger(f"{__name__}.nbclient")
_silent.setLevel(logging.CRITICAL + 1)


class LimitedClient(NotebookClient):
    """Execute every code cell of a notebook, whatever any of them does.

    A cell that goes wrong ends with an error output, and those before it keep theirs.
    """

    def __init__(self, notebook: NotebookNode, manager, limits: Limits):
        super().__init__(
            notebook,
            km=manager,
            allow_errors=True,
            iopub_timeout=_OUTPUT_LATE_SECONDS,
            raise_on_iopub_timeout=True,
            log=_silent,
            # A tag in a submission must not keep a check from running.
            skip_cells_with_tag=_NO_TAG,
        )
        self._limits = limits
        self._used = 0.0
        # The sentence on a cell's exhausted limit on output, and the event that ends the wait for it.
        self._full = ""
        self._is_full: asyncio.Event | None = None

    async def run(self, cwd: str, on_cell: Callable[[int, NotebookNode], None] | None) -> None:
        """Execute the notebook; call ``on_cell`` with index and cell after each code cell."""
        manager, null = self.km, subprocess.DEVNULL
        try:
            await manager.start_kernel(cwd=cwd, stdout=null, stderr=null)
            process = manager.provisioner.process
            await self._connect(process)
            await self._run_cells(process, on_cell)
        finally:
            if self.kc is not None:
                self.kc.stop_channels()
            if manager.has_kernel:
                await self._kill(manager.provisioner.process)
            with contextlib.suppress(RuntimeError):  # it has ended already
                await manager.shutdown_kernel(now=True)

    async def _connect(self, process) -> None:
        """Connect to the kernel; return as soon as it has answered on both channels.

        `wait_for_ready` of jupyter_client waits for a fifth of a second of silence besides.
        """
        self.kc = self.km.client()
        self.kc.start_channels()
        self.kc.allow_stdin = False
        deadline = monotonic() + self.startup_timeout
        while monotonic() < deadline and process.poll() is None:
            asked = self.kc.kernel_info()
            with contextlib.suppress(queue.Empty):
                await self.kc.shell_channel.get_msg(timeout=_ANSWER_SECONDS)
                # Until the channel for outputs is connected, what the kernel says there is lost.
                while not _is_idle(await self.kc.iopub_channel.get_msg(timeout=0.2), asked):
                    pass
                return
        raise RuntimeError("The kernel did not answer when it was started.")

    async def _run_cells(self, process, on_cell) -> None:
        deadline = monotonic() + self._limits.notebook_seconds
        stopped = ""
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            if not stopped and monotonic() >= deadline:
                stopped = (
                    f"The notebook's limit of {self._limits.notebook_seconds:g} s was reached."
                )
            if stopped:
                _add_error(cell, "NotRun", f"This cell was not run. {stopped}")
            elif await self._run_cell(cell, index, deadline, process):
                stopped = f"The kernel had ended in cell {index + 1} of the notebook."
            if on_cell:
                on_cell(index, cell)

    async def _run_cell(self, cell, index: int, deadline: float, process) -> bool:
        """Execute one cell; return whether the kernel is dead after it."""
        self._full = ""
        self._is_full = asyncio.Event()
        execution = asyncio.ensure_future(self.async_execute_cell(cell, index))
        full = asyncio.ensure_future(self._is_full.wait())
        seconds = min(self._limits.cell_seconds, deadline - monotonic())
        await asyncio.wait({execution, full}, timeout=seconds, return_when="FIRST_COMPLETED")
        full.cancel()
        if self._full:
            # An interrupt that arrives as a cell ends reaches the kernel's own code and can kill it.
            await asyncio.wait({execution}, timeout=_END_SECONDS)
        limit = ""
        if not execution.done():
            limit = self._full or self._time_sentence(seconds)
            await self._stop(execution, process)
        failure = (await asyncio.gather(execution, return_exceptions=True))[0]
        cell.outputs = join_streams(cell.outputs)
        self._mark_limits(cell)
        limit = limit or self._full
        if limit:
            _add_error(cell, "LimitExceeded", limit)
        dead = process.poll() is not None
        if dead and not limit:  # what a flood does before it is stopped is not its first cause
            _add_error(cell, "KernelDied", explain_death(process.returncode, process.reason))
        elif isinstance(failure, BaseException) and not limit:
            # An oversized message closes its socket for good, and a forged one earns no second try.
            _add_error(cell, "ResultLost", f"The kernel's answer was lost or unreadable: {failure}")
            await self._kill(process)
            dead = True
        return dead

    async def _stop(self, execution: asyncio.Future, process) -> None:
        """Interrupt the kernel, and kill it if the cell goes on all the same."""
        await self.km.interrupt_kernel()
        await asyncio.wait({execution}, timeout=_GRACE_SECONDS)
        if not execution.done():
            execution.cancel()
            await self._kill(process)

    async def _kill(self, process) -> None:
        await self.km.provisioner.kill()
        await asyncio.to_thread(process.wait)

    def _time_sentence(self, seconds: float) -> str:
        if seconds < self._limits.cell_seconds:
            return f"The notebook's limit of {self._limits.notebook_seconds:g} s was reached."
        return f"This cell was stopped at the limit of {self._limits.cell_seconds:g} s."

    def _mark_limits(self, cell: NotebookNode) -> None:
        """Add to an exception that a limit caused which limit it was."""
        for output in cell.outputs:
            if output.output_type == "error":
                sentence = explain_error(output.ename, output.evalue, self._limits)
                if sentence:
                    output.evalue = f"{output.evalue} {sentence}".strip()
                    output.traceback.append(sentence)

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index) -> None:
        """Collect a cell's outputs as nbclient does, up to the limit, and survive bad messages."""
        left = self._limits.cell_output_mb * _MEGABYTE
        while True:
            # A flood of messages would otherwise keep the clock, and so the limit on time, waiting.
            await asyncio.sleep(0)
            try:
                message = await self.kc.iopub_channel.get_msg()
                if message["parent_header"].get("msg_id") != parent_msg_id:
                    continue
                if message["msg_type"] != "status":
                    left -= self._count(message, left)
                if message["msg_type"] == "status" or not self._full:
                    self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                return
            except _BAD_MESSAGE:
                continue

    def _count(self, message: dict, left: float) -> float:
        """Return the size of a message, in bytes, and note if there is no room for it."""
        if self._full:
            return 0
        size = len(json.dumps(message["content"])) + sum(map(len, message["buffers"]))
        size += _MESSAGE_OVERHEAD
        if size > left:
            limit = f"A cell's limit on output, {self._limits.cell_output_mb:g} MB"
        elif self._used + size > self._limits.output_mb * _MEGABYTE:
            limit = f"The notebook's limit on output, {self._limits.output_mb:g} MB"
        else:
            self._used += size
            return size
        self._full = f"{limit}, was reached."
        self._is_full.set()
        return 0


def _is_idle(message: dict, asked: str) -> bool:
    """Tell whether a message is the kernel's last word on a request."""
    answers = message["parent_header"].get("msg_id") == asked
    return answers and message["content"].get("execution_state") == "idle"


def _add_error(cell: NotebookNode, name: str, sentence: str) -> None:
    cell.outputs.append(
        new_output("error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"])
    )
