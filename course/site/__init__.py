"""The documentation as a site: every unit with its figures, without its answers."""

from course.site.assemble import assemble
from course.site.proof import require_no_answers_on_pages
from course.site.unit_page import unit_page

__all__ = ["assemble", "require_no_answers_on_pages", "unit_page"]
