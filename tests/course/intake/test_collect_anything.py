"""Whatever arrives: it ends accepted, in quarantine or ignored, and nothing else is touched."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.course.intake.school import UNITS, notebook, zipped

UNIT, OTHER, _ = UNITS
SLOW_FIXTURE = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
LETTERS = st.sampled_from("s01-_. /\\:é\x1b") | st.characters(
    codec="utf-8", exclude_characters="\0"
)
PART = st.text(LETTERS, min_size=1, max_size=12)
NAME = st.sampled_from(
    [f"s001/{UNIT}.ipynb", f"../{UNIT}_s002.ipynb", f"kim_12_345_{UNIT}.ipynb", "a.zip", "/s.ipynb"]
) | PART.map(lambda text: f"{text}.ipynb")
CONTENT = st.sampled_from(
    [notebook(UNIT), notebook(OTHER), notebook(UNIT)[:70], b"", zipped({"../x.ipynb": b"{}"})]
) | st.binary(max_size=80)


@SLOW_FIXTURE
@given(st.dictionaries(NAME, CONTENT, min_size=1, max_size=4))
def test_any_zip_ends_accepted_refused_or_ignored_inside_the_grade_book(school, members):
    archive = school.put("all.zip", zipped(members))
    around = _around(school)
    collection = school.collect(archive)
    assert _around(school) == around
    for item in (*collection.accepted, *collection.quarantined):
        assert item.path.resolve().is_relative_to(school.places.gradebook.resolve())
        assert item.path.is_file()
    for item in collection.accepted:
        assert item.path == school.stored(item.student, item.unit)
    assert all(item.reason.isprintable() for item in collection.quarantined)
    again = school.collect(archive)
    assert {item.change for item in again.accepted} <= {"unchanged"}


def _around(school):
    """Everything outside the grade book."""
    book = school.places.gradebook
    files = (path for path in school.root.rglob("*") if not path.is_relative_to(book))
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}


@SLOW_FIXTURE
@given(st.binary(max_size=60), st.integers(0, 400), st.sampled_from(["x.ipynb", "x.zip", "x.txt"]))
def test_damaged_files_never_raise(school, noise, place, name):
    whole = zipped({f"s001/{UNIT}.ipynb": notebook(UNIT)}) if name == "x.zip" else notebook(UNIT)
    school.put(f"s001/{name}", whole[:place] + noise + whole[place + len(noise) :])
    collection = school.collect()
    assert len(collection.accepted) + len(collection.quarantined) + len(collection.ignored) >= 1
