"""The order of tests: those that fork this process first, then the long ones, then the others."""

import pytest

# Once TensorFlow has computed in a process, as in tests of `helpers`, a fork of it hangs.
FORKING = ("tests/notebooks/test_checks.py", "tests/course/verification/", "tests/course/samples/")
FORKING += ("tests/course/cli/", "tests/course/report/", "tests/calibration/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # No core should wait at the end for a long test that came late.
    items.sort(key=lambda item: (not item.nodeid.startswith(FORKING), not _is_slow(item)))


def _is_slow(item):
    return item.get_closest_marker("slow") is not None
