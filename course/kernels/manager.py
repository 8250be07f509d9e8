"""A kernel manager that uses warm kernels whether or not their kernelspec is installed."""

import json
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from course.kernels.provisioner import WarmProvisioner

KERNEL_NAME = "neuron-to-nas"


class WarmKernelManager(AsyncKernelManager):
    """Manager of one warm kernel, for ``NotebookClient(kernel_manager_class=...)``.

    The kernel's name is kept, as the notebook says it, but any name starts the same kernel: whoever
    sent the notebook does not choose what runs.
    """

    provisioner_class = WarmProvisioner

    @default("kernel_name")
    def _default_kernel_name(self) -> str:
        return KERNEL_NAME

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernelspec that comes with this package."""
        source = Path(__file__).with_name("kernel.json")
        return KernelSpec(resource_dir=str(source.parent), **json.loads(source.read_text()))

    async def _async_pre_start_kernel(self, **kw):
        if self.provisioner is None:  # kept over restarts
            self.kernel_id = self.kernel_id or kw.get("kernel_id") or self.session.session
            self.provisioner = self.provisioner_class(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kw)
