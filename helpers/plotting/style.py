"""The course's style sheet, and its colours by meaning."""

from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib import font_manager

STYLE_FILE = Path(__file__).with_name("course.mplstyle")
KOREAN_FONTS = ("Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "AppleGothic")

# One colour and one marker a class: either alone tells the classes apart.
CLASS_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
CLASS_MARKERS = ("o", "s", "^", "D", "v", "P")
INK = "#333333"


def use_style():
    """Make the course's look the default of Matplotlib in this session.

    Korean glyphs are found if the machine has a font with them.
    """
    plt.style.use(STYLE_FILE)
    installed = {font.name for font in font_manager.fontManager.ttflist}
    korean = [name for name in KOREAN_FONTS if name in installed][:1]
    plt.rcParams["font.family"] = ["DejaVu Sans", *korean]
    plt.rcParams["axes.unicode_minus"] = False


def side_by_side():
    """Return two Axes in one row, for two pictures that belong together.

    Returns
    -------
    left, right : matplotlib.axes.Axes
    """
    return plt.subplots(1, 2, figsize=(9.6, 4.0))[1]
