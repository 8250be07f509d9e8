"""Formulas as MathML, which browsers show by themselves: no script from a far server."""

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml


def setup(app):
    """Register the renderer with Sphinx, which calls this."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(translator, node):
    translator.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def _block(translator, node):
    translator.body.append(f'<div class="math">{tex2mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode
