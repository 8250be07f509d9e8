"""How Sphinx builds the site; `make docs` gathers the pages first."""

from course.syllabus import read_syllabus

project = html_title = read_syllabus().title
language = "en"
extensions = ["myst_parser", "course.site.mathml"]
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
html_math_renderer = "mathml"
html_theme = "furo"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_js_files = ["reachable.js"]
html_copy_source = False  # the Markdown is no page
html_show_copyright = False
html_show_search_summary = False  # a browser fetches nothing from files beside a page
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
