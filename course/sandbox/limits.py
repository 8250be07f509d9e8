"""What one notebook may use."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Limits:
    """Limits on one notebook, in seconds, megabytes (2**20 bytes) and processes.

    Attributes
    ----------
    cell_seconds, notebook_seconds
        Wall-clock time of one code cell, and of all together.
    memory_mb
        Resident memory of all the notebook's processes, each page counted once, with page tables and
        room for the buffers of sockets; and memory one process may allocate on top of the imported
        libraries.
    processes
        Processes and threads at once; TensorFlow alone starts about eight threads a core.
    file_mb, scratch_mb
        Size of one file, and of everything in the scratch folder.
    cell_output_mb, output_mb
        Output of one cell, and of the notebook.

    Raises
    ------
    ValueError
        If a limit is not positive.
    """

    cell_seconds: float = 60
    notebook_seconds: float = 600
    memory_mb: int = 2048
    processes: int = 256
    file_mb: int = 64
    scratch_mb: int = 256
    cell_output_mb: float = 2
    output_mb: float = 10

    def __post_init__(self):
        for name, value in dataclasses.asdict(self).items():
            if not value > 0:
                raise ValueError(f"The limit {name} must be positive, not {value!r}.")
