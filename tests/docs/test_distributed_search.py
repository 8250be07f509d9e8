"""The script of the page runs as a chief and two workers, and they share the trials."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "distributed-search.md"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.slow
def test_two_workers_share_the_trials_of_a_chief(tmp_path):
    script = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "search.py").write_text(script, "utf-8")
    address = {"KERASTUNER_ORACLE_IP": "127.0.0.1", "KERASTUNER_ORACLE_PORT": str(free_port())}
    processes = {
        name: subprocess.Popen(
            [sys.executable, "search.py"],
            cwd=tmp_path,
            env=os.environ | address | {"KERASTUNER_TUNER_ID": name, "TF_CPP_MIN_LOG_LEVEL": "2"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("tuner0", "tuner1", "chief")
    }
    said = {}
    try:
        for name, process in processes.items():
            said[name] = process.communicate(timeout=500)
            # The chief, which is last, would wait for ever for a worker that failed.
            assert process.returncode == 0, said[name][1]
    finally:
        for process in processes.values():
            process.kill()
            process.wait()
    trained = {name: said[name][0].count("trains") for name in ("tuner0", "tuner1")}
    assert sum(trained.values()) == 6
    assert min(trained.values()) >= 1
    results = [line for line in said["chief"][0].splitlines() if "COMPLETED" in line]
    assert len(results) == 6
    assert float(results[0].split()[2]) > 0.5
