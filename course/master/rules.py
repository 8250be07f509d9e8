"""The rules that every master keeps; see "The doctrine of a check" in CONTRIBUTING.md."""

import re
from collections import defaultdict
from dataclasses import dataclass

from course.errors import CourseError
from course.master.cells import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION

FEWEST_MUTANTS = 3
RUBRIC_LEVELS = 4
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
RUBRIC_LEVEL = re.compile(r"^- \*\*(\d+(?:\.\d+)?)\*\*", re.MULTILINE)
NEARLY_MARKER = re.compile(r"#+\s*(begin|end)\s+(solution|hidden tests?)\b.*", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Problem:
    """A breach: where it is and how to mend it."""

    line: int
    message: str


class MasterError(CourseError):
    """A master breaks rules; `problems` lists every breach."""

    def __init__(self, path, problems):
        self.problems = sorted(problems)
        super().__init__("\n".join(f"{path}:{p.line}: {p.message}." for p in self.problems))


def breaches(master):
    """Return every `Problem` of a master, in no particular order."""
    rules = (
        _title,
        _names,
        _owners,
        _exercises,
        _checks,
        _markers,
        _near_markers,
        _mutants,
        _questions,
    )
    return [problem for rule in rules for problem in rule(master)]


def _title(master):
    first = master.cells[0] if master.cells else None
    if first is None or first.kind != "prose" or not first.source.startswith("# "):
        yield Problem(
            1, "the first cell must be markdown and start with the title, as in `# One neuron`"
        )


def _names(master):
    seen = {}
    for cell in master.cells:
        if cell.kind in ("exercise", "question") and not NAME.fullmatch(cell.id):
            yield Problem(cell.line, f"{cell.id!r} is no name: letters, digits and _, at most 40")
        if cell.id in seen:
            yield Problem(
                cell.line, f"the id {cell.id!r} is taken by line {seen[cell.id]}. Rename one"
            )
        seen.setdefault(cell.id, cell.line)


def _owners(master):
    opened = set()
    for cell in master.cells:
        if cell.kind in ("exercise", "question"):
            opened.add((cell.kind, cell.id))
        needed = {"check": "exercise", "mutant": "exercise", "rubric": "question"}.get(cell.kind)
        if needed and (needed, cell.owner) not in opened:
            yield Problem(
                cell.line,
                f"{cell.kind} without {needed}: no {needed}={cell.owner!r} stands above it",
            )


def _exercises(master):
    for cell in master.cells:
        if cell.kind != "exercise":
            continue
        if not _regions(cell.source, BEGIN_SOLUTION, END_SOLUTION):
            yield Problem(
                cell.line,
                f"exercise {cell.id!r} has no solution between `{BEGIN_SOLUTION}` and `{END_SOLUTION}`",
            )
        checks = master.of("check", cell.id)
        if not checks:
            yield Problem(
                cell.line,
                f'exercise {cell.id!r} has no check. Add a cell `# %% check="{cell.id}" points=1` below it',
            )
        elif not any(_regions(check.source, BEGIN_HIDDEN, END_HIDDEN) for check in checks):
            yield Problem(
                checks[0].line,
                f"no check of {cell.id!r} has hidden tests. Hidden inputs must differ from the visible ones",
            )


def _checks(master):
    for cell in master.cells:
        if cell.kind in ("check", "question") and not cell.points > 0:
            yield Problem(
                cell.line, f"{cell.kind} {cell.owner!r} needs points above 0, as in points=2"
            )


def _markers(master):
    pairs = (
        (BEGIN_SOLUTION, END_SOLUTION, ("exercise", "question")),
        (BEGIN_HIDDEN, END_HIDDEN, ("check",)),
    )
    for cell in master.cells:
        for begin, end, kinds in pairs:
            marks = [
                line.strip() for line in cell.source.splitlines() if line.strip() in (begin, end)
            ]
            if marks != [begin, end] * (len(marks) // 2):
                yield Problem(
                    cell.line, f"each `{begin}` needs one `{end}` below it, and no other between"
                )
            if marks and cell.kind not in kinds:
                yield Problem(
                    cell.line,
                    f"`{begin}` belongs in a cell marked {' or '.join(kinds)}, not in {cell.kind}",
                )


def _near_markers(master):
    """A marker with a slip in it would leave the answer in the student edition."""
    right = (BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN)
    for cell in master.cells:
        for line in map(str.strip, cell.source.splitlines()):
            nearly = NEARLY_MARKER.fullmatch(line)
            if nearly and line not in right:
                kind = "HIDDEN TESTS" if "hidden" in nearly[2].lower() else "SOLUTION"
                cure = f"### {nearly[1].upper()} {kind}"
                yield Problem(cell.line, f"`{line}` is nearly a marker. Write `{cure}`")


def _mutants(master):
    names = defaultdict(set)
    for cell in master.cells:
        if cell.kind == "mutant":
            if not cell.name.strip():
                yield Problem(
                    cell.line,
                    f'a mutant of {cell.owner!r} has no name. Name the misconception: name="…"',
                )
            elif cell.name in names[cell.owner]:
                yield Problem(
                    cell.line, f"{cell.owner!r} has two mutants named {cell.name!r}. Rename one"
                )
            names[cell.owner].add(cell.name)
    for cell in master.cells:
        if (
            cell.kind == "exercise"
            and (count := len(master.of("mutant", cell.id))) < FEWEST_MUTANTS
        ):
            yield Problem(
                cell.line,
                f"exercise {cell.id!r} has {count} mutants, not {FEWEST_MUTANTS} or more. Add plausible wrong answers",
            )


def _questions(master):
    for cell in master.cells:
        if cell.kind != "question":
            continue
        if not _regions(cell.source, BEGIN_SOLUTION, END_SOLUTION):
            yield Problem(
                cell.line,
                f"question {cell.id!r} has no model answer between `{BEGIN_SOLUTION}` and `{END_SOLUTION}`",
            )
        rubrics = master.of("rubric", cell.id)
        if len(rubrics) != 1:
            yield Problem(
                cell.line,
                f'question {cell.id!r} needs one rubric: a cell `# %% [markdown] rubric="{cell.id}"` below it',
            )
        for rubric in rubrics:
            levels = [float(points) for points in RUBRIC_LEVEL.findall(rubric.source)]
            if (
                len(levels) != RUBRIC_LEVELS
                or levels != sorted(set(levels), reverse=True)
                or levels[0] != cell.points
            ):
                yield Problem(
                    rubric.line,
                    f"the rubric of {cell.id!r} needs {RUBRIC_LEVELS} levels, each a line `- **points** …`, "
                    f"falling from {cell.points:g}",
                )


def _regions(source, begin, end):
    """Return the texts between the markers, empty ones left out."""
    found = re.findall(rf"{re.escape(begin)}\n(.*?)\n?[ \t]*{re.escape(end)}", source, re.DOTALL)
    return [text for text in found if text.strip()]
