"""The class and the cluster that these tests work with."""

import os
import socket
import subprocess
import sys

import pytest

from tests.course.gradebook.classroom import Classroom, root


@pytest.fixture
def classroom(checkout, monkeypatch):
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    return Classroom(checkout)


@pytest.fixture
def cluster(tmp_path):
    """Start a scheduler and two workers; return its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | {"PYTHONPATH": str(root())}
    worker = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    place = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    with open(tmp_path / "dask.log", "wb") as log:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=tmp_path,
                env=environment,
                stdout=log,
                stderr=log,
            )
            for arguments in (["scheduler", *place], worker, worker)
        ]
        yield address
        for process in reversed(processes):
            process.kill()
            process.wait()
