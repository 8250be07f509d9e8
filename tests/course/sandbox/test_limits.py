import pytest

from course.sandbox.explain import explain_death, explain_error
from course.sandbox.limits import Limits


@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_a_limit_must_be_positive(value):
    with pytest.raises(ValueError, match="memory_mb must be positive"):
        Limits(memory_mb=value)


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("MemoryError", "", "memory: 2048 MB"),
        ("_ArrayMemoryError", "Unable to allocate", "memory: 2048 MB"),
        ("OSError", "[Errno 27] File too large", "one file: 64 MB"),
        ("OSError", "[Errno 28] No space left on device", "files together: 256 MB"),
        ("BlockingIOError", "[Errno 11] Resource temporarily", "at once: 256"),
        ("OSError", "[Errno 38] Function not implemented", "multiprocessing.shared_memory"),
        ("RuntimeError", "can't start new thread", "at once: 256"),
    ],
)
def test_an_error_names_its_limit(name, value, part):
    assert part in explain_error(name, value, Limits())


def test_other_errors_are_left_alone():
    assert explain_error("ValueError", "no", Limits()) == ""


def test_a_death_is_explained():
    assert explain_death(None, "").startswith("The kernel stopped answering")
    assert "SIGKILL" in explain_death(-9, "")
    assert "exit code 3" in explain_death(3, "")
    assert explain_death(-9, "Too much.") == "Too much."
