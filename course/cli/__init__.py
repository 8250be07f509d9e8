"""The command line: ``course --help``.

``app``        how every command starts and ends: errors, exit status, Ctrl-C
``authoring``  build and verify
"""

from course.cli.app import main

__all__ = ["main"]
