from types import SimpleNamespace

import pytest

from course.batch import memory


@pytest.fixture
def machine(monkeypatch):
    def machine(cores, free_mb):
        monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)), raising=False)
        available = SimpleNamespace(available=free_mb * 2**20)
        monkeypatch.setattr("psutil.virtual_memory", lambda: available)
        monkeypatch.setattr(memory.available_mb, "__defaults__", (memory.Path("/no/cgroup"),))

    return machine


@pytest.mark.parametrize(
    ("cores", "free_mb", "count"),
    [(2, 16_000, 2), (16, 64_000, 16), (16, 4_800, 6), (8, 1_900, 1), (8, 500, 1), (1, 64_000, 1)],
)
def test_as_many_workers_as_cores_and_memory_allow(machine, cores, free_mb, count):
    machine(cores, free_mb)
    assert memory.worker_count() == count


def cgroup(folder, limit):
    (folder / "memory.max").write_text(f"{limit}\n")
    (folder / "memory.current").write_text(f"{900 * 2**20}\n")
    (folder / "memory.stat").write_text(f"anon 5\ninactive_file {100 * 2**20}\nslab 7\n")
    return folder


def test_a_containers_limit_counts(machine, tmp_path):
    machine(2, 16_000)
    assert memory.available_mb(cgroup(tmp_path, 2000 * 2**20)) == 1200


@pytest.mark.parametrize("limit", ["max", "", 10**18])
def test_no_limit_or_a_generous_one(machine, tmp_path, limit):
    machine(2, 16_000)
    assert memory.available_mb(cgroup(tmp_path, limit)) == 16_000


def test_a_container_over_its_limit_has_nothing_left(machine, tmp_path):
    machine(2, 16_000)
    assert memory.available_mb(cgroup(tmp_path, 100 * 2**20)) == 0
