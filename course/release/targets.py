"""Write a bundle as a folder or as a zip."""

import io
import zipfile

from course.atomic import write_whole
from course.errors import CourseError
from course.release.contents import MANIFEST

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same bundle is the same zip, whenever it is packed
ORDINARY_FILE = 0o100644 << 16
UNIX = 3
TOP = "neuron-to-nas"


def to_zip(files, path):
    """Write a bundle as a zip with one folder in it; the same files make the same bytes.

    Parameters
    ----------
    files : dict of str to bytes
    path : pathlib.Path

    Raises
    ------
    CourseError
        If the disk refuses.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{TOP}/{name}", LONG_AGO)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, ORDINARY_FILE
            info.create_system = UNIX
            archive.writestr(info, data)
    try:
        write_whole(path, packed.getvalue())
    except OSError as error:
        raise _refused(path, error) from error


def to_folder(files, folder):
    """Write a bundle as a folder: a new one, an empty one, or an earlier release.

    In an earlier release, files that are no longer released are removed; others stay.

    Parameters
    ----------
    files : dict of str to bytes
    folder : pathlib.Path

    Raises
    ------
    CourseError
        If the folder holds something else, or the disk refuses.
    """
    try:
        before = _released(folder)
        for name in before - files.keys():
            (folder / name).unlink(missing_ok=True)
        for name, data in files.items():
            write_whole(folder / name, data)
    except OSError as error:
        raise _refused(folder, error) from error


def _released(folder):
    """The names in an earlier release."""
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise CourseError(
            f"{folder}: not empty, and no earlier release. Name a folder that does not exist."
        )
    names = [line.partition("  ")[2] for line in manifest.read_text("utf-8").splitlines()]
    return {name for name in names if name and ".." not in name.split("/") and name[0] != "/"}


def _refused(path, error):
    return CourseError(
        f"{path}: cannot write the release ({error.strerror}). Free the disk or its permissions "
        "and release again."
    )
