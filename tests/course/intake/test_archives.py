import io
import stat
import struct
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.intake.archives import Budget, by_number, members
from course.intake.refusal import Refusal
from tests.course.intake.school import zipped


def read(data, budget=None):
    return list(members(io.BytesIO(data), budget or Budget()))


def info(name, mode=0, when=(2026, 5, 1, 12, 0, 0)):
    member = zipfile.ZipInfo(name, when)
    member.external_attr = mode << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def declaring(data, size):
    """Return a zip of one member with a false size in its directory."""
    place = data.rindex(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<L", size) + data[place + 4 :]


def test_members_in_the_order_of_their_numbers():
    found = read(zipped({"a/x-10": b"10", "a/x-2": b"2", "a/": b""}))
    assert [(member.parts, member.data) for member in found] == [
        (("a", "x-2"), b"2"),
        (("a", "x-10"), b"10"),
    ]


def test_the_time_is_taken_as_utc():
    assert read(zipped({info("x"): b"x"}))[0].modified == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_an_impossible_time_is_the_oldest():
    data = bytearray(zipped({info("x"): b"x"}))
    place = data.rindex(b"PK\x01\x02") + 14
    data[place : place + 2] = b"\0\0"  # day 0 of month 0
    assert read(bytes(data))[0].modified == datetime(1980, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../x", "leads out"),
        ("a/../../x", "leads out"),
        ("..\\x", "leads out"),
        ("/etc/x", "absolute path"),
        ("\\x", "absolute path"),
        ("C:\\x", "absolute path"),
        ("c:x", "absolute path"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_its_bytes_kept(name, reason):
    bad, good = sorted(read(zipped({name: b"bad", "good": b"good"})), key=lambda m: not m.problem)
    assert reason in bad.problem
    assert bad.data == b"bad"
    assert not {"..", ""} & set(bad.parts)
    assert (good.data, good.problem) == (b"good", "")


@pytest.mark.parametrize(
    ("mode", "reason"),
    [(stat.S_IFLNK, "link"), (stat.S_IFCHR, "device"), (stat.S_IFIFO, "device")],
)
def test_what_is_no_file_is_refused_unread(mode, reason):
    bad, good = read(zipped({info("a", mode | 0o777): b"/etc/passwd", "b": b"good"}))
    assert reason in bad.problem
    assert bad.data == b""
    assert good.data == b"good"


def test_an_encrypted_member_is_refused():
    data = bytearray(zipped({"a": b"secret"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in read(bytes(data))[0].problem


def test_a_rare_compression_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"x")
    assert "rare way" in read(file.getvalue())[0].problem


def test_a_member_that_declares_too_much():
    bad = read(declaring(zipped({"a": b"x"}), 60_000_000))[0]
    assert "more than 50 MB" in bad.problem


def test_a_member_that_unpacks_to_far_more_than_its_size():
    bad, good = read(zipped({"a": bytes(20_000_000), "b": b"good"}))
    assert "200 times" in bad.problem
    assert bad.data == b""
    assert good.data == b"good"


def test_a_member_that_unpacks_to_more_than_it_declares():
    bad = read(declaring(zipped({"a": b"123456"}), 3))[0]
    assert "Damaged" in bad.problem


def test_a_damaged_member_leaves_the_others():
    data = zipped({"a": b"x" * 50, "b": b"good"})
    # The header of 30 bytes holds the time, in which any letter may occur.
    place = data.index(b"a", 30) + 3
    found = read(data[:place] + b"\xff\xff" + data[place + 2 :])
    assert "Damaged" in found[0].problem
    assert found[1].data == b"good"


def test_the_second_member_of_a_name_is_refused():
    first, second = read(zipped({"a/x": b"first", "a/y": b"second"}).replace(b"a/y", b"a/x"))
    assert (first.data, first.problem) == (b"first", "")
    assert second.data == b"second"
    assert "another file of this name" in second.problem


def test_too_many_members():
    data = zipped({str(n): b"" for n in range(6)})
    assert len(read(data, Budget(members=6))) == 6
    with pytest.raises(Refusal, match="More than 5 files"):
        read(data, Budget(members=5))


def test_too_much_in_all():
    data = zipped({"a": b"x" * 600, "b": b"x" * 600})
    with pytest.raises(Refusal, match="unpacks to more"):
        read(data, Budget(size=1000))


def test_members_that_share_their_bytes():
    data = bytearray(zipped({"a": b"x" * 100, "b": b"x" * 100}))
    place = data.rindex(b"PK\x01\x02") + 42
    data[place : place + 4] = struct.pack("<L", 0)
    with pytest.raises(Refusal, match="overlap"):
        read(bytes(data))


def test_a_damaged_archive():
    with pytest.raises(Refusal, match="archive is damaged"):
        read(zipped({"a": b"x"})[:-5])


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data):
    with pytest.raises(Refusal):
        read(data)


@given(st.data())
def test_random_damage_is_refused_or_read(data):
    whole = bytearray(zipped({"s001/a.ipynb": b"{}" * 50, "b": b"", "c/d": b"x" * 300}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(whole))
    except Refusal:
        return
    for member in found:
        assert member.parts
        assert ".." not in member.parts
        assert not any("/" in part or "\\" in part for part in member.parts)


def test_numbers_are_ordered_by_value():
    assert sorted(["a10", "a9", "a", "b1", "1"], key=by_number) == ["1", "a", "a9", "a10", "b1"]
