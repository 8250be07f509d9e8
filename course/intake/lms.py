"""File names that learning platforms give to downloaded submissions.

Only the platform writes these parts of a name, so they say best whose a file is: what
a student calls her own file comes after them.
"""

import re

# Three digits at least for the attachment, lest kim_2024_07_01-neurons.ipynb be student 2024.
CANVAS = re.compile(r".+?_(?:LATE_)?(?P<id>\d+)_\d{3,}_(?P<file>.+)", re.DOTALL)
CANVAS_ANONYMOUS = re.compile(r"anon_(?:LATE_)?(?P<id>[A-Za-z0-9]+)_\d+_(?P<file>.+)", re.DOTALL)
MOODLE = re.compile(r".*_(?P<id>\d+)_assignsubmission_file(?:_(?P<file>.*))?", re.DOTALL)


def platform_id(name):
    """Find the id that a platform wrote into the name of a file or folder.

    Parameters
    ----------
    name : str
        One part of a path.

    Returns
    -------
    student : str
        Canvas's user id or Moodle's participant number; empty if the name follows no pattern.
    file : str
        The student's own file name as far as it is in `name`, else empty.

    Notes
    -----
    Canvas, *Download submissions*: ``<name>_[LATE_]<user id>_<attachment id>_<file>``; with
    anonymous grading ``anon_<anonymous id>_<attachment id>_<file>`` [1]_.

    Moodle, *Download all submissions*: folders ``<full name>_<participant>_assignsubmission_file``
    (older versions add another ``_``) or, if the teacher chose no folders, files
    ``<full name>_<participant>_assignsubmission_file_<file>`` [2]_. A participant number belongs
    to one assignment: list it in the column ``also`` of the roster.

    References
    ----------
    .. [1] ``lib/content_zipper.rb``, methods ``get_filename`` and ``add_upload_submission``,
       https://github.com/instructure/canvas-lms
    .. [2] ``mod/assign/classes/downloader.php``, method ``load_submissionplugin_filelist``,
       https://github.com/moodle/moodle
    """
    for pattern in (MOODLE, CANVAS_ANONYMOUS, CANVAS):
        match = pattern.fullmatch(name)
        if match:
            return match["id"], match["file"] or ""
    return "", ""
