"""What a journal gives back, without a window: the document, the file's fate, the text being typed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, card_at
from cjm_editor.core.errors import FileTrouble, FormatError
from cjm_editor.core.model import Document
from cjm_editor.core.texts import _
from cjm_editor.io import recovery
from cjm_editor.io.journal import DRAFT, EDIT, Header, Journal, Record, digest
from cjm_editor.io.patches import patch
from cjm_editor.io.reader import read
from cjm_editor.io.recovery import Draft, drafts_bytes, read_drafts, recovered

BASE = b"# by hand\ncjm: 1\ntitle: A\n"


def renamed(document: Document, title: str) -> Document:
    return edits.set_field(document, DOCUMENT, "title", title)


def journal(path: str = "", *more: Record, base: bytes = BASE, is_whole: bool = True) -> Journal:
    """A journal of two edits and what comes after them."""
    document = read(base).document
    records = []
    for title in ("B", "C"):
        after = renamed(document, title)
        records.append(Record(EDIT, patch(document, after)))
        document = after
    return Journal(Header(path, digest(base), "A"), base, (*records, *more), is_whole)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.cjm.yaml"
    made.write_bytes(BASE)
    return made


def test_the_edits_are_made_again_on_the_file_as_it_was(path):
    found = recovered(journal(str(path)))
    assert (found.document.title, found.before.title) == ("C", "A")
    assert (found.edits, found.is_whole, found.file) == (2, True, "same")
    assert found.differences.changed == (DOCUMENT,)
    assert found.loaded.data() == BASE
    assert found.drafts == ()


def test_a_document_without_a_file_has_none(tmp_path):
    found = recovered(journal())
    assert (found.file, found.loaded, found.document.title) == ("none", None, "C")


def test_what_differs_is_what_differs_from_the_file_as_it_is_now(path):
    path.write_bytes(BASE.replace(b"title: A", b"title: C"))
    found = recovered(journal(str(path)))
    assert found.file == "changed"
    assert not found.differences
    path.unlink()
    assert recovered(journal(str(path))).file == "missing"


def test_what_became_of_the_file_is_told_apart(path, monkeypatch):
    path.write_bytes(b"cjm: 1\n<<<<<<< ours\n")
    found = recovered(journal(str(path)))
    assert (found.file, found.line) == ("unread", 2)
    path.unlink()
    path.mkdir()
    assert recovered(journal(str(path))).file == "folder"
    path.rmdir()
    path.symlink_to(path)
    assert recovered(journal(str(path))).file == "trouble"
    assert recovered(journal(str(path / "below"))).file == "trouble"
    path.unlink()
    path.write_bytes(BASE)
    assert recovered(journal(str(path / "below"))).file == "missing"


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told_so(path):
    path.chmod(0)
    assert recovered(journal(str(path))).file == "denied"


@pytest.mark.parametrize("code", ["eacces", "eperm"])
def test_the_system_says_no_in_two_ways(path, monkeypatch, code):
    def refuse(path):
        raise FileTrouble(code, _("Nothing"))

    monkeypatch.setattr(recovery, "read_bytes", refuse)
    assert recovered(journal(str(path))).file == "denied"


def test_an_edit_that_does_not_fit_ends_what_is_given_back():
    found = recovered(journal("", Record(EDIT, b"nonsense"), Record(EDIT, b"{}")))
    assert (found.document.title, found.edits, found.is_whole) == ("C", 2, False)


def test_a_base_that_is_no_map_is_refused():
    with pytest.raises(FormatError):
        recovered(Journal(Header(), b"title: [", (), True))
    with pytest.raises(ValueError, match="without a base"):
        recovered(Journal())


def test_the_text_that_was_being_typed_comes_with_its_place():
    draft = Draft(card_at("m", "t", "pains", -1), "Слишком долго")
    assert recovered(journal("", Record(DRAFT, drafts_bytes([draft])))).drafts == (draft,)
    # where the end is damaged nobody knows whether it was stored since: it is given back all the same
    assert recovered(journal("", Record(DRAFT, drafts_bytes([draft])), is_whole=False)).drafts == (draft,)


def test_all_texts_that_stood_in_fields_come_back_in_their_order():
    drafts = (
        Draft(None, "about a week"),
        Draft(card_at("m", "t", "pains", -1), "Долго"),
        Draft(None, "two days"),
    )
    assert recovered(journal("", Record(DRAFT, drafts_bytes(drafts)))).drafts == drafts
    # none any more: the fields were left
    records = (Record(DRAFT, drafts_bytes(drafts)), Record(DRAFT, drafts_bytes(())))
    assert recovered(journal("", *records)).drafts == ()


def test_a_journal_of_one_draft_is_read_as_it_always_was_and_the_first_of_several_by_older_versions():
    older = b'{"at": ["card", "m", "t", "pains", -1, -1], "text": "\\u0414\\u043e\\u043b\\u0433\\u043e"}'
    (draft,) = recovered(journal("", Record(DRAFT, older))).drafts
    assert (draft.text, draft.at.kind, draft.at.lane) == ("Долго", "card", "pains")
    assert json.loads(drafts_bytes([draft])).keys() == {"at", "text"}
    told = json.loads(drafts_bytes([draft, Draft(None, "x")]))
    assert (told["text"], tuple(told["at"])) == (draft.text, draft.at)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (b"", ()),
        (b"[]", ()),
        (b'{"text": 1}', ()),
        (b"\xff", ()),
        (b'{"text": "x"}', (Draft(None, "x"),)),
        (b'{"text": "x", "more": 1}', (Draft(None, "x"),)),
        (b'{"text": 1, "more": [1, {}, {"text": "y", "more": [{"text": "z"}]}]}', (Draft(None, "y"),)),
        *(
            (json.dumps({"at": at, "text": "x"}).encode(), (Draft(None, "x"),))
            for at in (
                1,
                [],
                ["card"],
                ["house", "", "", "", 0, 0],
                ["card", 1, "", "", 0, 0],
                ["card", "", "", "", True, 0],
            )
        ),
    ],
)
def test_a_draft_in_disorder_is_read_as_far_as_it_can_be(told, expected):
    assert read_drafts(told) == expected
