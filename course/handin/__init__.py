"""Handing in, the student's side: it needs the student editions and no masters.

``reviewing``  what is unfinished, what failed, what would be repaired on collection
``packing``    the zip that a learning platform takes and ``course collect`` takes back
"""

from course.handin.packing import pack
from course.handin.reviewing import Review, review

__all__ = ["Review", "pack", "review"]
