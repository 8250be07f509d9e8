"""Masters: the text scripts that authors write.

``cells``   what a master is made of
``reader``  text in, cells out
``options`` what may stand behind the `# %%` of a cell
``rules``   what every master must keep, each breach with file, line and cure
"""

from course.master.cells import Cell, Master
from course.master.reader import read_master
from course.master.rules import MasterError

__all__ = ["Cell", "Master", "MasterError", "read_master"]
