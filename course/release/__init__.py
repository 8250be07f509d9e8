"""Release: the student bundle, proved free of answers.

``contents``  its files
``proof``     nothing in them answers an exercise
``targets``   as a folder or a zip
``branch``    as a branch of git
"""

from course.release.branch import to_branch
from course.release.contents import bundle
from course.release.proof import require_no_answers
from course.release.targets import to_folder, to_zip

__all__ = ["bundle", "require_no_answers", "to_branch", "to_folder", "to_zip"]
