"""Kernels started the way JupyterLab starts them: by name, through an entry point."""

import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

import course.kernels

NAME = "neuron-to-nas"
START_SECONDS = 90  # the first kernel waits for TensorFlow


@pytest.fixture(autouse=True)
def installed(tmp_path_factory, monkeypatch):
    """Install the kernelspec and its provisioner, as the package does."""
    folder = tmp_path_factory.mktemp("jupyter")
    spec = folder / "kernels" / NAME
    spec.mkdir(parents=True)
    shutil.copy(Path(course.kernels.__file__).with_name("kernel.json"), spec)
    monkeypatch.setenv("JUPYTER_PATH", str(folder))
    monkeypatch.setitem(
        KernelProvisionerFactory.instance().provisioners,
        NAME,
        EntryPoint(
            NAME,
            "course.kernels.provisioner:WarmProvisioner",
            KernelProvisionerFactory.GROUP_NAME,
        ),
    )


class Session:
    """A running kernel and a client to it."""

    def __init__(self, **options):
        self.manager = KernelManager(kernel_name=NAME, **options)
        self.manager.start_kernel()
        self.client = self.connect()

    def connect(self):
        client = self.manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=START_SECONDS)
        return client

    def run(self, code, timeout=60, **hooks):
        """Run code; return its stdout, its other outputs, and the reply."""
        text, outputs = [], []

        def collect(message):
            if message["msg_type"] == "stream":
                text.append(message["content"]["text"])
            elif message["msg_type"] in ("display_data", "execute_result", "error"):
                outputs.append(message["content"])

        reply = self.client.execute_interactive(
            code,
            timeout=timeout,
            output_hook=collect,
            allow_stdin=bool(hooks),
            **hooks,
        )
        return "".join(text), outputs, reply["content"]

    def interrupt(self, code):
        """Run code that prints, interrupt it then, and return the reply."""
        # Else what is asked next may still be called off together with this.
        self.client.execute(code, stop_on_error=False)
        while self.client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        self.manager.interrupt_kernel()
        return self.client.get_shell_msg(timeout=60)["content"]

    @property
    def process(self):
        return self.manager.provisioner.process

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


@pytest.fixture
def session():
    """Give a function that starts kernels, and stop them all afterwards."""
    sessions = []

    def start(**options):
        sessions.append(Session(**options))
        return sessions[-1]

    yield start
    for one in sessions:
        one.close()
