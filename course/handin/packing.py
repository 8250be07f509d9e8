"""Pack a notebook for handing in."""

import io
import zipfile

from course.atomic import write_whole
from course.errors import CourseError
from course.intake.students import ID_RULE, is_student_id


def pack(reviewed, folder, student=""):
    """Write ``[<student>_]<unit>.zip`` with the notebook in it.

    Parameters
    ----------
    reviewed : Review
    folder : pathlib.Path
        Where the zip goes.
    student : str
        An id, for classes without a learning platform: a platform adds one by itself.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    CourseError
        If the id is malformed or the disk refuses.
    """
    if student and not is_student_id(student):
        raise CourseError(f"{student!r} is no student id. {ID_RULE}")
    stem = f"{student}_{reviewed.unit}" if student else reviewed.unit
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{stem}.ipynb", reviewed.data)
    path = folder / f"{stem}.zip"
    try:
        write_whole(path, file.getvalue())
    except OSError as error:
        raise CourseError(
            f"{path}: cannot write the zip ({error.strerror}). Free the disk or its permissions; "
            "your notebook is as it was."
        ) from error
    return path
