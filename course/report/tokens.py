"""An answer as a row of tokens in which names, comments and layout make no difference."""

import builtins
import io
import keyword
import re
import tokenize
import types
import warnings

OWN, TEXT = "name", "text"
LONGEST = 20_000  # characters; no answer is longer, and no file may keep the report busy
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

    Names that the answer's functions bind all become one word, as do texts; docstrings, comments and
    layout are gone. What is left are keywords, operators, numbers, and the names of other people's
    functions. Code that does not parse is split into words.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of str
    """
    source = source[:LONGEST]
    try:
        with warnings.catch_warnings():  # what students write is theirs
            warnings.simplefilter("ignore")
            own = _bound(compile(source, "answer", "exec"))
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError, ValueError, RecursionError, MemoryError):
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


def _bound(code):
    """Return the names of a compiled answer's functions, arguments and local variables."""
    names = {*code.co_varnames, *code.co_cellvars}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            names |= {inner.co_name} | _bound(inner)
    return names
