"""`cjm-editor merge` as git's merge driver, in a real repository."""

import subprocess
import sys

import pytest

TEXT = "cjm: 1\ntitle: {}\nmaps:\n  - id: m\n    title: {}\n"


@pytest.fixture
def git(tmp_path, monkeypatch):
    from tests.cli.conftest import ROOT

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*words):
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b", *words],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    call("init", "-q", "-b", "main")
    command = f"{sys.executable} -m cjm_editor merge %O %A %B -o %A --name %P"
    call("config", "merge.cjm.driver", command)
    (tmp_path / ".gitattributes").write_text("*.cjm.yaml merge=cjm\n")
    return call


def forked(git, path, theirs, ours):
    path.write_text(TEXT.format("Old", "Old"))
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "other")
    path.write_text(theirs)
    git("commit", "-q", "-a", "-m", "two")
    git("checkout", "-q", "main")
    path.write_text(ours)
    git("commit", "-q", "-a", "-m", "three")
    return git("merge", "-q", "-m", "both", "other")


def test_git_merges_element_by_element(git, tmp_path):
    path = tmp_path / "a.cjm.yaml"
    code, said = forked(git, path, TEXT.format("Old", "Theirs"), TEXT.format("Ours", "Old"))
    assert code == 0, said
    assert path.read_text() == TEXT.format("Ours", "Theirs")


def test_a_side_that_cannot_be_read_is_called_by_the_files_name(git, tmp_path):
    path = tmp_path / "a.cjm.yaml"
    code, said = forked(git, path, "cjm: 1\nmaps: [\n", TEXT.format("Ours", "Old"))
    assert code == 1
    assert "a.cjm.yaml (theirs)" in said and ".merge_file" not in said
