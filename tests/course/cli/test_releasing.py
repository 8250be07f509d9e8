"""`course release`, as an instructor runs it."""

import subprocess
import zipfile

import pytest

from course.cli import main, releasing
from course.editions import build_unit
from course.release.contents import FILES, GUIDE


@pytest.fixture
def release(checkout, monkeypatch, capsys):
    """Run the command in a small checkout; return exit status, output and errors."""
    monkeypatch.setattr("course.editions.build.execute", lambda notebook, lines, where: None)
    monkeypatch.setattr(releasing, "read_syllabus", lambda: checkout.syllabus)
    monkeypatch.chdir(checkout.places.root)
    for name in (*FILES, GUIDE):
        path = checkout.places.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}\n", "utf-8")
    build_unit(checkout.unit, checkout.places, checkout.syllabus)

    def release(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["release", *arguments])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return release


def test_a_zip_and_a_folder(release, checkout):
    status, said, _ = release("bundle.zip")
    assert status == 0
    assert "1 units; 11 files hold nothing of the answers in 1 masters." in said
    assert said.endswith("wrote bundle.zip\n")
    with zipfile.ZipFile(checkout.places.root / "bundle.zip") as archive:
        assert "neuron-to-nas/README.md" in archive.namelist()
    assert release("bundle", checkout.unit)[1].endswith("wrote bundle\n")


def test_a_branch(release, checkout):
    subprocess.run(["git", "init", "--quiet"], cwd=checkout.places.root, check=True)
    told = "committed to the branch students. Publish it with: git push origin students\n"
    assert release("students", "--branch")[1].endswith(told)
    assert "nothing new for the branch students" in release("students", "--branch")[1]


@pytest.mark.parametrize("target", ["bundle.zip", "bundle"])
def test_a_leak_writes_nothing(release, checkout, target):
    (checkout.places.helpers / "solved.py").write_text(
        "    twice_as_much = x + x\n    return twice_as_much\n"
    )
    status, said, error = release(target)
    assert (status, said.strip()) == (2, "")
    assert "helpers/solved.py gives away exercise 'double' of 00-doubling" in error
    assert not (checkout.places.root / target).exists()


def test_a_place_that_does_not_exist(release):
    status, _, error = release("nowhere/bundle.zip")
    assert status == 2
    assert "the folder around it does not exist" in error
