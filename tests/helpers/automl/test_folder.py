import gc

import numpy as np
import pytest

from helpers.automl.errors import SearchError
from helpers.automl.folder import Folder, digest


def test_the_same_search_continues_and_another_is_refused(tmp_path):
    Folder(tmp_path).open({"seed": 0, "epochs": 3})
    (tmp_path / "search" / "trial").touch()
    Folder(tmp_path).open({"seed": 0, "epochs": 3})
    with pytest.raises(SearchError, match=r"holds another search \(other seed, epochs\)"):
        Folder(tmp_path).open({"seed": 1, "epochs": 4})
    assert (tmp_path / "search" / "trial").exists()


def test_overwriting_throws_the_search_away_once_and_nothing_else(tmp_path):
    (tmp_path / "thesis.txt").touch()
    Folder(tmp_path).open({"seed": 0})
    trial = tmp_path / "search" / "trial"
    trial.touch()
    folder = Folder(tmp_path, overwrite=True)
    folder.open({"seed": 0})
    assert not trial.exists()
    assert (tmp_path / "thesis.txt").exists()
    trial.touch()
    folder.open({"seed": 0})
    assert trial.exists()


@pytest.mark.parametrize("record", [None, "{", "[1]"])
def test_a_folder_of_something_else_is_refused(tmp_path, record):
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "oracle.json").write_text("{}")
    if record:
        (tmp_path / "search" / "asked.json").write_text(record)
    with pytest.raises(SearchError, match="its record is missing or damaged"):
        Folder(tmp_path).open({"seed": 0})


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SearchError, match=r"directory .*file cannot be used"):
        Folder(tmp_path / "file").open({"seed": 0})


def test_a_temporary_folder_goes_with_its_search_and_begins_anew_for_other_rows():
    folder = Folder()
    folder.open({"seed": 0})
    path = folder.path
    (path / "search" / "trial").touch()
    folder.open({"seed": 1})
    assert not (path / "search" / "trial").exists()
    del folder
    gc.collect()
    assert not path.exists()


def test_the_end_of_a_search_is_noted(tmp_path):
    folder = Folder(tmp_path)
    folder.open({})
    assert folder.finished() is None
    folder.finish({"seconds": 3})
    assert Folder(tmp_path).finished() == {"seconds": 3}


def test_a_digest_tells_arrays_and_texts_apart():
    zeros = np.zeros(4)
    assert digest(zeros, "a") == digest(zeros.copy(), "a")
    assert len({digest(zeros), digest(zeros.reshape(2, 2)), digest(zeros + 1), digest("a")}) == 4
