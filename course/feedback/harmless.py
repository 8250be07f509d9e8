"""Make what a student wrote or printed harmless in the browser of whoever reads the page."""

import re

from nbconvert.preprocessors.sanitize import SanitizeHTML

TAG = re.compile(r"<[A-Za-z/!?]")


class HarmlessCells(SanitizeHTML):
    """nbconvert's own sanitizer; prose without a tag stays as it is.

    It would otherwise escape the ``<`` and ``&`` of formulas, which are escaped once more later.
    """

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "markdown" and not TAG.search(cell.source):
            return cell, resources
        return super().preprocess_cell(cell, resources, index)
