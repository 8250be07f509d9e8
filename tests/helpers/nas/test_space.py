import pytest

from helpers.nas.space import CHOICES, Architecture, all_architectures, canonical


def test_375_names_are_215_networks():
    names = all_architectures()
    networks = {canonical(name) for name in names}
    assert (len(names), len(set(names)), len(networks)) == (375, 375, 215)
    assert [sum(n.family == family for n in networks) for family in CHOICES["family"]] == [
        85,
        35,
        95,
    ]


def test_the_name_of_a_network_is_its_own_canonical_name():
    assert all(canonical(canonical(name)) == canonical(name) for name in all_architectures())


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (("chain", "skip", "conv3", "pool"), ("chain", "conv3", "pool", "skip")),
        (("branch", "conv5", "skip", "pool"), ("branch", "pool", "conv5", "skip")),
        (("cell", "skip", "conv1", "conv3"), ("cell", "skip", "conv3", "conv1")),
        (("cell", "conv1", "conv3", "skip"), ("cell", "skip", "conv3", "conv1")),
    ],
)
def test_two_names_of_one_network(name, other):
    assert canonical(name) == canonical(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (("chain", "pool", "conv3", "skip"), ("chain", "conv3", "pool", "skip")),
        (("cell", "conv1", "skip", "conv3"), ("cell", "conv3", "skip", "conv1")),
        (("branch", "pool", "pool", "skip"), ("branch", "pool", "skip", "skip")),
    ],
)
def test_names_of_different_networks_stay_apart(name, other):
    assert canonical(name) != canonical(other)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (("chain", "skip"), "give one each of family, first, second, third"),
        (("chain", "skip", 5, "skip"), "second is 5; choose one of 'skip', 'pool'"),
        (("tree", "skip", "skip", "skip"), "family is 'tree'"),
    ],
)
def test_what_is_no_architecture_is_refused(name, message):
    with pytest.raises(ValueError, match=message):
        canonical(name)


def test_it_reads_as_a_sentence():
    text = str(Architecture("cell", "pool", "skip", "conv3"))
    assert text == "cell of pool, skip, conv3"
