"""Make what a student wrote or printed harmless in the browser of whoever reads the page."""

import html
import re

from nbconvert.preprocessors.sanitize import SanitizeHTML

TAG = re.compile(r"<[A-Za-z/!?]")
SCRIPT_LINK = re.compile(r"(\]\(<?|\]:<?|<)(javascript|vbscript|data):", re.IGNORECASE)
UNSEEN = re.compile(r"[\\\s\x00-\x1f]")  # what Markdown or a browser drops inside an address


class HarmlessCells(SanitizeHTML):
    """nbconvert's own sanitizer, which knows tags, and links that are scripts, which it does not.

    Prose without either stays as it is: the ``<`` and ``&`` of its formulas would be escaped twice.
    """

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "markdown":
            if SCRIPT_LINK.search(UNSEEN.sub("", html.unescape(cell.source))):
                cell.source = f"<pre>{html.escape(cell.source)}</pre>"
                return cell, resources
            if not TAG.search(cell.source):
                return cell, resources
        return super().preprocess_cell(cell, resources, index)
