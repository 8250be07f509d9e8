"""An answer as a row of tokens in which names, comments and layout make no difference."""

import ast
import builtins
import io
import keyword
import re
import tokenize

OWN, TEXT = "name", "text"
LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
WORDS = re.compile(r"\w+|[^\w\s]")
KEPT = set(keyword.kwlist) | set(keyword.softkwlist) | set(dir(builtins))


def tokens(source):
    """Return the tokens of an answer.

    Names that the answer itself binds all become one word, as do texts; docstrings, comments and
    layout are gone. What is left are keywords, operators, numbers, and the names of other people's
    functions. Code that does not parse is split into words.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of str
    """
    try:
        own = _bound(ast.parse(source))
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError, ValueError, RecursionError):
        words = WORDS.findall(re.sub(r"#.*", "", source))
        return [w if w in KEPT or not w.isidentifier() else OWN for w in words]
    plain, begins = [], True
    for token, after in zip(found, [*found[1:], None], strict=True):
        is_docstring = (
            begins and token.type == tokenize.STRING and after and after.type == tokenize.NEWLINE
        )
        if token.type not in LAYOUT and not is_docstring:
            plain.append(_word(token, own))
        begins = token.type in LAYOUT and token.type not in (tokenize.COMMENT, tokenize.NL)
    return plain


def _word(token, own):
    if token.type == tokenize.STRING or tokenize.tok_name[token.type].startswith("FSTRING"):
        return TEXT
    return OWN if token.type == tokenize.NAME and token.string in own else token.string


def _bound(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names
