"""Time what a student waits for in JupyterLab: `course lab` against `jupyter lab` with a stock kernel.

From the start of the server to the first cell that has run (TensorFlow imported), for the first
notebook and for a second one; restart-and-run-all of a whole unit. Both run one after the other, on
the same machine, through the server's own interface, as a browser would, without one.
Run ``python benchmarks/lab.py [UNIT]``; it takes about three minutes.
"""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table
from tornado.websocket import websocket_connect

from course.places import Places
from course.release import bundle, to_folder
from course.syllabus import read_syllabus

TOKEN = "benchmark"
STARTS = {
    "course lab": (("-m", "course", "lab"), "neuron-to-nas"),
    "jupyter lab": (("-m", "jupyterlab"), "python3"),
}
FIRST_CELL = "import tensorflow as tf\nfrom helpers import datasets, plotting"
PATIENCE = 900  # seconds: other work may be going on


class Server:
    """A JupyterLab server, as a browser meets it."""

    def __init__(self, command, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = ("--no-browser", "--allow-root", f"--ServerApp.port={self.port}")
        self.process = subprocess.Popen(
            [sys.executable, *command, *options, f"--IdentityProvider.token={TOKEN}"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, path, method="GET", **body):
        """Return the server's answer; wait until it is there."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            method=method,
            data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"token {TOKEN}"},
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError:
                raise
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def run(self, kernel, cells):
        """Run cells one after the other; an error ends the benchmark."""
        asyncio.run(asyncio.wait_for(self._run(kernel, cells), PATIENCE))

    async def _run(self, kernel, cells):
        url = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={TOKEN}"
        channel = await websocket_connect(url, max_message_size=100_000_000)
        for source in cells:
            message = _execute_request(source)
            await channel.write_message(json.dumps(message))
            reply = await _reply(channel, message["header"]["msg_id"])
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"{source}\n{reply['content'].get('evalue')}")
        channel.close()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def _execute_request(source):
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    header |= {"username": "", "session": "benchmark", "date": "2026-01-01T00:00:00Z"}
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}}
    content |= {"allow_stdin": False, "stop_on_error": True}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return message | {"channel": "shell", "buffers": []}


async def _reply(channel, request):
    while True:
        text = await channel.read_message()
        if text is None:
            raise RuntimeError("the server closed the connection")
        message = json.loads(text) if isinstance(text, str) else {}
        is_answer = message.get("parent_header", {}).get("msg_id") == request
        if is_answer and message["msg_type"] == "execute_reply":
            return message


def measure(command, kernel_name, folder, cells):
    """Return seconds: start to first cell, a second notebook, a restart, restart and run all."""
    seconds = []
    start = time.perf_counter()
    server = Server(command, folder)
    with contextlib.ExitStack() as stack:
        stack.callback(server.stop)
        for _ in range(2):
            kernel = server.ask("kernels", "POST", name=kernel_name)["id"]
            server.run(kernel, [FIRST_CELL])
            seconds.append(time.perf_counter() - start)
            start = time.perf_counter()
        for sources in ([FIRST_CELL], cells):
            start = time.perf_counter()
            server.ask(f"kernels/{kernel}/restart", "POST", again=True)
            server.run(kernel, sources)
            seconds.append(time.perf_counter() - start)
    return seconds


def main(unit="08-sequential"):
    """Measure both, one after the other, and print them side by side."""
    places, syllabus = Places.find(__file__), read_syllabus()
    solution = nbformat.read(places.solution(unit), as_version=4)
    cells = [cell.source for cell in solution.cells if cell.cell_type == "code"]
    rows = ("start to first cell", "a second notebook", "restart", f"restart and run all of {unit}")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        to_folder(bundle([unit], places, syllabus), Path(folder))
        for name, (command, kernel) in STARTS.items():
            found[name] = measure(command, kernel, folder, cells)
    table = Table("seconds", *STARTS, "times faster")
    for row, ours, theirs in zip(rows, *found.values(), strict=True):
        table.add_row(row, f"{ours:.1f}", f"{theirs:.1f}", f"{theirs / ours:.1f}")
    Console().print(table)
    print(f"load {os.getloadavg()[0]:.1f}; each first cell imports TensorFlow and helpers")


if __name__ == "__main__":
    main(*sys.argv[1:])
