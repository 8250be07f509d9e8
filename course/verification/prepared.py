"""A prepared state: the notebook so far, run once and forked for every answer.

Running a notebook from the top for each of its fifteen or more wrong answers would take minutes.
A fork takes milliseconds, and no answer can spoil the state for the next.
"""

import contextlib
import io
import json
import linecache
import os
import signal
import sys
import traceback

from IPython.core.inputtransformer2 import TransformerManager

ANSWER_SECONDS = 120


@contextlib.contextmanager
def _no_windows():
    """Let Matplotlib draw into nothing; kernels started later find the environment as it was."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    try:
        yield
    finally:
        if before is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = before


def _require_no_tensorflow_threads():
    """A fork of a process in which TensorFlow has computed would wait for ever."""
    eager = sys.modules.get("tensorflow.python.eager.context")
    context = eager and eager.context_safe()
    if context is not None and context._context_handle is not None:
        raise RuntimeError(
            "TensorFlow has already computed in this process, whose copies would hang. "
            "Verify in a process of its own: `course verify`."
        )


class PreparedState:
    """The namespace of a notebook, after the cells that have run so far."""

    def __init__(self):
        self.namespace = {"__name__": "__main__"}

    def run(self, source):
        """Run one cell quietly; its errors are raised."""
        python = TransformerManager().transform_cell(source)
        name = f"<cell {hash(python)}>"
        # AutoGraph reads the source of what it compiles, and finds it here.
        linecache.cache[name] = (len(python), None, python.splitlines(keepends=True), name)
        code = compile(python, name, "exec")
        quiet = io.StringIO()
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), _no_windows():
            exec(code, self.namespace)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")

    def error_of(self, source):
        """Run one cell; return its error as a sentence, or None."""
        try:
            self.run(source)
        except (Exception, SystemExit) as error:
            return traceback.format_exception_only(error)[-1].strip()
        return None

    def in_a_fork(self, work, seconds=None):
        """Call ``work()`` in a copy of this process and return its JSON-able result.

        Raises
        ------
        RuntimeError
            If the copy died or took longer than `seconds` (ANSWER_SECONDS), or could not be made;
            the message says which.
        """
        _require_no_tensorflow_threads()
        seconds = seconds or ANSWER_SECONDS
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            self._answer_and_exit(work, seconds, reader, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        if not answer:
            how = os.waitstatus_to_exitcode(status)
            if how == -signal.SIGALRM:
                raise RuntimeError(f"it takes more than {seconds} s. Make it end sooner.")
            raise RuntimeError(f"it ended the process (exit code {how}). Let it raise an error.")
        return json.loads(answer)

    @staticmethod
    def _answer_and_exit(work, seconds, reader, writer):
        os.close(reader)
        signal.alarm(seconds)
        try:
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(json.dumps(work()).encode())
        except KeyboardInterrupt:
            os._exit(130)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
