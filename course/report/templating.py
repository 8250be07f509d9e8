"""The templates, and how numbers read in them."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

NOTHING = "\N{EN DASH}"


@cache
def environment():
    """Return the templates' environment; every text is escaped."""
    made = Environment(
        loader=PackageLoader("course.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters |= {"percent": percent, "decimal": decimal}
    return made


def style():
    """Return the style sheet, to stand inside a page."""
    return Markup(environment().loader.get_source(environment(), "style.css")[0])


def percent(share):
    """Return a share as people read it; the last percent is reached by all of it alone."""
    if share is None:
        return NOTHING
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        rounded = 99
    return f"{rounded} %"


def decimal(number, digits=2):
    """Return a number with a proper minus sign."""
    return NOTHING if number is None else f"{number:.{digits}f}".replace("-", "\N{MINUS SIGN}")
