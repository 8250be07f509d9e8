"""Links between files of the repository, as links between pages of the site."""

import os.path
import posixpath
import re

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")


def relinked(text, origin, pages, syllabus):
    """Return a page's text with every relative link led to a page, or to the repository.

    Parameters
    ----------
    text : str
        Markdown.
    origin : str
        The file's path in the repository.
    pages : dict of str to str
        Where files of the repository lie on the site, by path.
    syllabus : course.syllabus.Syllabus
        Knows the repository's address.

    Returns
    -------
    str
    """
    here = posixpath.dirname(pages[origin])

    def led(match):
        path, anchor = match[1], match[2] or ""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
        if target in pages:
            return f"]({os.path.relpath(pages[target], here or '.')}{anchor})"
        return f"]({syllabus.repository}/blob/{syllabus.branch}/{target}{anchor})"

    return LINK.sub(led, text)
