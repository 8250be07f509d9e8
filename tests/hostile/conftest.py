"""Every submission here is graded by the real grader in the real sandbox."""

import pytest

from tests.hostile.small_unit import make_unit


@pytest.fixture(scope="session")
def unit(tmp_path_factory):
    return make_unit(tmp_path_factory.mktemp("unit"))


def pytest_collection_modifyitems(items):
    """Keep each file's tests on one worker: its process with the heavy imports serves them all."""
    for item in items:
        if "hostile" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("hostile"))
