"""A kernel manager whose kernels are warm and confined."""

import functools
import os
import shutil
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.connect import KernelConnectionInfo
from traitlets import Instance, List, Unicode, default

from course.kernels import host
from course.kernels.manager import WarmKernelManager
from course.kernels.provisioner import WarmProvisioner
from course.sandbox import availability
from course.sandbox.limits import Limits

_ALLOWED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "LD_LIBRARY_PATH",
)
_ALLOWED_FOR_IMPORTS = ("HOME", "PYTHONPATH", "KERAS_BACKEND", "OMP_NUM_THREADS")
_LARGEST_MESSAGE = 64 * 2**20
_MESSAGES_WAITING = 4
_LONGEST_FOLDER = 80  # the path of a Unix socket has at most 107 bytes


def _environment(names: tuple[str, ...]) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ} | {
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # For each node of each graph oneDNN walks all of TensorFlow's kernels: a sixth of a short training.
        "TF_ENABLE_ONEDNN_OPTS": "0",
    }


@functools.cache
def _sandbox_host() -> host.ZygoteHost:
    """Return the zygote for confined kernels, whose memory they see: it has no secrets."""
    return host.ZygoteHost(_environment(_ALLOWED + _ALLOWED_FOR_IMPORTS))


def warm_up() -> None:
    """Start the imports the first kernel waits for; processes forked after this share them."""
    _sandbox_host().start()


class SandboxProvisioner(WarmProvisioner):
    """Fork a kernel into the sandbox, or refuse: there is no other way for it to start."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel and return its connection information.

        Raises
        ------
        SandboxUnavailableError
            If this machine cannot confine it.
        """
        availability.require()
        sockets = Path(self.parent.folder, "sockets")
        shutil.rmtree(sockets, ignore_errors=True)  # those of the kernel before a restart
        sockets.mkdir()
        null = subprocess.DEVNULL
        return await self._fork(cmd, kwargs | {"stdout": null, "stderr": null})

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of sockets when the kernel has ended for good."""
        await super().cleanup(restart)
        if not restart:
            shutil.rmtree(self.parent.folder, ignore_errors=True)

    def _host(self) -> host.ZygoteHost:
        return _sandbox_host()

    def _request(self, cmd: list[str], kwargs: dict[str, Any]) -> dict:
        info = self.connection_info
        return {
            "confine": "course.sandbox.confine:confine",
            "env": _environment(_ALLOWED),
            "cwd": "/",
            "sandbox": {
                "root": str(Path(self.parent.folder, "root")),
                "sockets": str(Path(self.parent.folder, "sockets")),
                "readable": self.parent.readable,
                "limits": asdict(self.parent.limits),
                "connection": info | {"key": info["key"].decode()},
            },
        }


class SandboxKernelManager(WarmKernelManager):
    """Manager of one confined kernel, for ``NotebookClient(kernel_manager_class=...)``.

    It limits what the operating system can limit; time and output are up to the client.

    Attributes
    ----------
    limits : Limits
        What the notebook may use.
    readable : list of str
        Absolute paths student code may read; each is also linked, by name, from its folder.
    """

    provisioner_class = SandboxProvisioner
    limits = Instance(Limits, args=())
    readable = List(Unicode())
    folder = Unicode()

    @default("folder")
    def _default_folder(self) -> str:
        short = len(tempfile.gettempdir()) <= _LONGEST_FOLDER
        folder = tempfile.mkdtemp(prefix="course-", dir=None if short else "/tmp")
        Path(folder, "root").mkdir()
        return folder

    @default("transport")
    def _default_transport(self) -> str:
        return "ipc"

    @default("ip")
    def _default_ip(self) -> str:
        return f"{self.folder}/sockets/k"

    @default("connection_file")
    def _default_connection_file(self) -> str:
        return f"{self.folder}/connection.json"

    def client(self, **options):
        """Return a client that holds only a few messages of the kernel, none of them huge."""
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, _LARGEST_MESSAGE)
        context.setsockopt(zmq.RCVHWM, _MESSAGES_WAITING)
        client = super().client(context=context, **options)
        client._created_context = True  # it is the client's to destroy, after its heartbeat's end
        return client
