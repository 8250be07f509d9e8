"""A kernel provisioner for ``jupyter_client`` that forks kernels from a warm process."""

import asyncio
import os
import subprocess
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from course.kernels import host

_said: set[str] = set()


class WarmProvisioner(LocalProvisioner):
    """Start a kernel by forking; everything after that works as for a normal local kernel.

    Where forking is impossible the kernel starts in the normal way, which is logged once.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel that ``cmd`` describes and return its connection information."""
        reason = _why_cold(cmd, kwargs)
        if not reason:
            try:
                return await self._fork(cmd, kwargs)
            except host.KernelForkError as error:
                reason = str(error)
        if reason not in _said:
            _said.add(reason)
            self.log.warning("Starting a normal, slower kernel: %s", reason)
        return await super().launch_kernel(cmd, **kwargs)

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group, unless it has ended and its number may be reused."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)

    async def _fork(self, cmd: list[str], kwargs: dict[str, Any]) -> KernelConnectionInfo:
        request = self._request(cmd, kwargs)
        with open(os.devnull, "r+b") as null:
            streams = [null.fileno()]
            for name, own in (("stdout", 1), ("stderr", 2)):
                streams.append(_descriptor(kwargs.get(name), own, null.fileno()))
            self.process = await asyncio.to_thread(self._host().fork, request, streams)
        self.pid = self.pgid = self.process.pid
        self.cwd = request["cwd"]
        return self.connection_info

    def _host(self) -> host.ZygoteHost:
        return host.shared()

    def _request(self, cmd: list[str], kwargs: dict[str, Any]) -> dict:
        return {
            "arguments": cmd[cmd.index("ipykernel_launcher") + 1 :],
            "cwd": str(kwargs.get("cwd") or os.getcwd()),
            "env": dict(kwargs.get("env") or os.environ),
        }


def _why_cold(cmd: list[str], kwargs: dict[str, Any]) -> str:
    """Return why this kernel cannot be forked, as a sentence, or "" if it can."""
    if not host.SUPPORTED:
        return "kernels can be forked on Linux only."
    if "ipykernel_launcher" not in cmd:
        return f"only ipykernel can be forked, not {' '.join(cmd[:3])}."
    if kwargs.get("independent"):
        return "an independent kernel must outlive the process it would be forked from."
    if subprocess.PIPE in (kwargs.get("stdout"), kwargs.get("stderr")):
        return "a forked kernel cannot write its output to a pipe of subprocess."
    return ""


def _descriptor(stream: Any, own: int, null: int) -> int:
    """Return the descriptor meant by an argument of ``subprocess.Popen``."""
    if stream is None:
        return own
    if stream == subprocess.DEVNULL:
        return null
    return stream if isinstance(stream, int) else stream.fileno()
