"""Answers that are more alike than chance explains: pairs to look at, never a verdict."""

from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from course.report.tokens import tokens

WIDTH = 5  # tokens in a shingle
SHORTEST = 30  # tokens of a student's own, below which right answers are alike by nature
RARE = 0.02  # of the class may share a shingle that speaks for anything
FEWEST_RARE = 12  # rare shingles that a pair must share
ALIKE = 0.6
SEPARATOR = "\0"


@dataclass(frozen=True)
class Pair:
    """Two students' answers to one exercise.

    Attributes
    ----------
    first, second : str
        Students.
    likeness : float
        Share of the weight of all shingles that both have, from 0 to 1; a shingle weighs the more
        the fewer students have it.
    rare : int
        How many shingles both have that at most one student in fifty (or two in all) has.
    """

    first: str
    second: str
    likeness: float
    rare: int


def similar_pairs(answers, given=""):
    """Return the pairs of answers to one exercise that deserve a look.

    Parameters
    ----------
    answers : dict of str to str
        Source by student.
    given : str
        The code that every student was given: it counts for nothing.

    Returns
    -------
    list of Pair
        The most remarkable first.

    Notes
    -----
    Shingles of five tokens, weighted Jaccard index with weights log2(n / df): what everybody
    writes weighs nothing [1]_. A pair must have 0.6 of the weight and 12 rare shingles in common,
    and each answer 30 tokens beyond the given ones.

    References
    ----------
    .. [1] Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, chapters 6 and 19.
    """
    start = set(_shingles(tokens(given)))
    shingled = {}
    for source in set(answers.values()):  # many hand in the same, the untouched cell above all
        own = [shingle for shingle in _shingles(tokens(source)) if shingle not in start]
        shingled[source] = own if len(own) >= SHORTEST else []
    students = [student for student, source in answers.items() if shingled[source]]
    if len(students) < 2:
        return []
    vectorizer = CountVectorizer(analyzer=shingled.__getitem__, binary=True, dtype=np.float64)
    has = vectorizer.fit_transform([answers[student] for student in students])
    return _pairs(students, has)


def _pairs(students, has):
    """`has` holds a 1 for each student's (row) shingle (column)."""
    carriers = np.asarray(has.sum(axis=0)).ravel()
    weights = np.log2(len(students) / carriers)
    few = carriers <= max(2, RARE * len(students))
    rare = (has[:, few] @ has[:, few].T).toarray()
    common = (has.multiply(weights) @ has.T).toarray()
    alone = common.diagonal()
    union = alone[:, None] + alone[None, :] - common
    likeness = np.divide(common, union, out=np.zeros_like(common), where=union > 0)
    found = np.argwhere(np.triu((likeness >= ALIKE) & (rare >= FEWEST_RARE), k=1))
    pairs = [
        Pair(students[i], students[j], float(likeness[i, j]), int(rare[i, j])) for i, j in found
    ]
    return sorted(pairs, key=lambda pair: (-pair.rare * pair.likeness, pair.first, pair.second))


def _shingles(words):
    rows = [words[start : start + WIDTH] for start in range(len(words) - WIDTH + 1)]
    return list(dict.fromkeys(SEPARATOR.join(row) for row in rows))
