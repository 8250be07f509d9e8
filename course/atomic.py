"""Write a file whole or not at all."""

import os
import tempfile


def write_whole(path, data):
    """Write a file, making its folder; after a crash at any point it is the old or the new.

    Parameters
    ----------
    path : pathlib.Path
    data : bytes or str
        Text is written as UTF-8, its line ends as they are.

    Raises
    ------
    OSError
        If the disk refuses; the file is then as it was.
    """
    content = data.encode() if isinstance(data, str) else data
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:  # Ctrl-C too leaves nothing half written
        os.unlink(temporary)
        raise
