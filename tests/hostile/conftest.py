"""Every submission here is graded by the real grader in the real sandbox."""

import pytest

from tests.hostile.small_unit import make_unit


@pytest.fixture(scope="session")
def unit(tmp_path_factory):
    return make_unit(tmp_path_factory.mktemp("unit"))
