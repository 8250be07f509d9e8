"""Write a file whole or not at all."""

import os
import tempfile


def write_whole(path, text):
    """Write a text file, making its folder; after a crash at any point it is the old or the new.

    Parameters
    ----------
    path : pathlib.Path
    text : str

    Raises
    ------
    OSError
        If the disk refuses; the file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:  # Ctrl-C too leaves nothing half written
        os.unlink(temporary)
        raise
