import re
import string

import pytest

from helpers.datasets import DownloadError, download

CONTENT = bytes(range(256)) * 500


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def corrupted(content: bytes) -> bytes:
    return content[:-1] + b"!"


def test_a_file_is_downloaded_once_with_a_progress_bar(remote, capsys):
    remote.publish("titanic.csv", CONTENT)
    path = download.fetch("titanic.csv", instead="passengers")
    assert path == remote.cache / "titanic.csv"
    assert path.read_bytes() == CONTENT
    assert "100%" in capsys.readouterr().err
    assert download.fetch("titanic.csv", instead="passengers") == path
    assert remote.requests == 1


@pytest.mark.parametrize(
    ("spoil", "reason"), [(truncated, "could not download"), (corrupted, "arrived damaged")]
)
def test_a_bad_download_says_so_and_leaves_nothing_behind(remote, spoil, reason):
    remote.publish("titanic.csv", CONTENT)
    remote.answers = [spoil, spoil]
    message = rf'{reason}.*run this again, or use load\("passengers"\), which needs no network'
    with pytest.raises(DownloadError, match=f"(?s){message}"):
        download.fetch("titanic.csv", instead="passengers")
    assert remote.requests == 2
    assert remote.cached() == []


@pytest.mark.parametrize("spoil", [truncated, corrupted])
def test_one_bad_answer_is_tried_again(remote, spoil):
    remote.publish("titanic.csv", CONTENT)
    remote.answers = [spoil]
    assert download.fetch("titanic.csv", instead="passengers").read_bytes() == CONTENT
    assert remote.cached() == ["titanic.csv"]


def test_a_damaged_cache_is_mended(remote):
    remote.publish("titanic.csv", CONTENT)
    (remote.cache / "titanic.csv").write_bytes(corrupted(CONTENT))
    assert download.fetch("titanic.csv", instead="passengers").read_bytes() == CONTENT


def test_a_missing_page_names_the_address_and_the_alternative(remote):
    remote.publish("mnist.npz", CONTENT)
    remote.files.clear()
    with pytest.raises(DownloadError, match=r'/mnist\.npz \(HTTPError\).*load\("digits"\)'):
        download.fetch("mnist.npz", instead="digits")
    assert remote.cached() == []


def test_without_a_network_the_message_names_the_alternative(remote):
    remote.publish("mnist.npz", CONTENT)
    remote.close()
    with pytest.raises(DownloadError, match=r'\(ConnectionError\); check the conn.*"digits"'):
        download.fetch("mnist.npz", instead="digits")


def test_without_a_network_a_cached_file_still_loads(remote):
    remote.publish("mnist.npz", CONTENT)
    path = download.fetch("mnist.npz", instead="digits")
    remote.close()
    assert download.fetch("mnist.npz", instead="digits") == path


def test_every_remote_file_is_pinned_and_fetched_over_https():
    for file in download.FILES.values():
        assert file.url.startswith("https://")
        assert re.fullmatch(f"[{string.hexdigits}]{{64}}", file.sha256)
    assert len({file.sha256 for file in download.FILES.values()}) == len(download.FILES)
