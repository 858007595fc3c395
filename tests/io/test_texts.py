"""Every text survives saving and loading, and a reader of YAML 1.2 that shares no code with ours sees the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import StringIO

import pytest
from ruamel.yaml import YAML

from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Card, Document, Evidence, JourneyMap, Metric, Persona, Segment, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io import quoting
from cjm_editor.io.reader import read
from cjm_editor.io.writer import cleaned_document, to_bytes, write
from tests.cases import CASES
from tests.io.generator import TRICKY
from tests.io.laws import case_of

SIZE = 20_000
ORACLE = 4_000 if CASES <= 1000 else SIZE
"""Texts that the other reader is asked about: it takes a second for a thousand."""

WORDS = """No no NO Yes yes y Y n N true True TRUE false on On off Off null Null NULL ~ 1:30 190:20:30 012 0o14 0x1F
0b101 1e3 1E3 .5 5. +1 -1 1_000 1,000 .inf -.Inf .NaN nan Infinity 2024-01-01 2024-1-1 2024-01-01T00:00:00Z
2001-12-14t21:59:43.10-05:00 12:00 = << <<: --- ... - ? : -- -a ?a :a a: a:b a#b #a # [] {} [a] {a} [ ] { } , ,a a,
& &a * *a ! !a !!str | > |- >+ % %a @ @a ` `a ' '' " "" \\ \\n \\x41 'a' "a" 'a "a it's a' a" """.split()
FRAMES = (
    "{}",
    " {}",
    "{} ",
    "{}\n",
    "\n{}",
    "{}\n\n",
    "  {}\n {}",
    "{}: {}",
    "{} #{}",
    "\t{}",
    "{}\t",
    "{}\r\n{}",
)
SIGNS = (
    "\x00\x01\x07\x08\t\n\x0b\x0c\r\x1b\x1f\x7f\x80\x84\x85\x86\x9f\xa0\xad\u034f\u061c\u1680\u180e\u2000\u200b\u200d"
    "\u200e\u2028\u2029\u202e\u2060\u2066\u3000\ufe0f\ufeff\ufff9\ufffc\ufffd\ufffe\uffff\U0001fffe\U0010ffff"
    "🙂👩‍💻🇷🇺é\u0301ßﬁǆЁёїһ中あ한กไא\u05b0ع𝒳𐍈"
)
PLANES = (
    *((plane << 16, (plane << 16) + 0xFFFF) for plane in range(1, 17)),
    *((0, 0xD7FF), (0, 0x7F), (0x80, 0x24F), (0x400, 0x52F), (0x2000, 0x2BFF), (0xE000, 0xFFFF)),
)


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """Texts of all planes and of all that YAML may take for something else."""
    rng = random.Random(seed)
    kept = [*TRICKY, *WORDS]
    kept += [frame.format(word, word) for word in WORDS for frame in FRAMES]
    kept += [frame.format(sign, "x") for sign in SIGNS for frame in FRAMES] + [f"a{sign}b" for sign in SIGNS]
    yield from kept[:count]
    for _ in range(count - len(kept)):
        pools = rng.sample(PLANES, rng.randint(1, 3))
        signs = [chr(rng.randint(*rng.choice(pools))) for _ in range(rng.randint(1, 24))]
        for _more in range(rng.choice((0, 0, 1, 3))):
            signs.insert(rng.randrange(len(signs) + 1), rng.choice(SIGNS))
        if rng.random() < 0.3:
            signs.insert(rng.randrange(len(signs) + 1), rng.choice(WORDS))
        yield "".join(signs)


def holding(some: list[str]) -> Document:
    """A document whose texts are these, in every kind of place for one."""
    points = []
    for number in range(0, len(some), 10):
        t = [*some[number : number + 10], *["x"] * 10][:10]
        points.append(
            Touchpoint(
                f"t{number}",
                title=t[0],
                note=t[1],
                tags=(t[2], t[3]),
                cards=(("pains", (Card(t[4]), Card(t[5], severity=2))), ("gains", (Card(t[6]),))),
                evidence=(Evidence("survey", source=t[7]),),
                metrics=(Metric("nps", source=t[8]),),
                expectation=t[9],
            )
        )
    people = (Persona("p", name=some[0], quote=some[-1]),)
    return Document(
        title=some[0],
        segments=(Segment("s", title=some[-1], needs=tuple(some[:3]), personas=people),),
        maps=(JourneyMap("m", title=some[0], touchpoints=Seq(points)),),
    )


def strings(value: object) -> list[str]:
    """All texts in what the other reader found, keys left out, in order."""
    if isinstance(value, dict):
        return [text for held in value.values() for text in strings(held)]
    if isinstance(value, list):
        return [text for held in value for text in strings(held)]
    return [value] if isinstance(value, str) else [f"no text: {value!r}"] if value not in (1, 2) else []


def other_reading(data: bytes) -> object:
    """The data as a reader of YAML 1.2 finds it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    return yaml.load(StringIO(data.decode()))


def check(some: list[str]) -> None:
    document = holding(some)
    assert read(write(document).encode()).document == document


def test_twenty_thousand_texts_survive() -> None:
    made = list(texts(SIZE))
    assert len(made) == SIZE
    assert {ord(sign) >> 16 for text in made for sign in text} == set(range(17))
    for start in range(0, SIZE, 1000):
        check(made[start : start + 1000])


def test_a_reader_of_yaml_1_2_sees_the_same_texts() -> None:
    made = list(texts(ORACLE))
    for start in range(0, ORACLE, 500):
        document = holding(made[start : start + 500])
        data = write(document).encode()
        mine = strings(_plain(document))
        assert sorted(strings(other_reading(data))) == sorted(mine)


def _plain(document: Document) -> object:
    """The texts of a document as they are to be found."""
    points = [
        [
            t.id,
            t.title,
            t.note,
            *t.tags,
            *(card.text for _lane, row in t.cards for card in row),
            t.expectation,
        ]
        + [e.source for e in t.evidence]
        + [m.source for m in t.metrics]
        + ["survey", "nps"]
        for t in document.maps[0].touchpoints
    ]
    segment = document.segments[0]
    person = segment.personas[0]
    first = [document.title, segment.id, segment.title, *segment.needs, person.id, person.name, person.quote]
    return [*first, "m", "actual", document.maps[0].title, points]


@pytest.mark.parametrize("form", ["block", "flow", "crlf"])
def test_texts_edited_in_place_survive(form: str) -> None:
    text = {
        "block": "cjm: 1\nmaps:\n- id: m\n  touchpoints:\n  - id: t\n    title: x # c\n    tags:\n    - a\n    - b\n",
        "flow": "cjm: 1\nmaps: [{id: m, touchpoints: [{id: t, title: x, tags: [a, b]}]}] # c\n",
        "crlf": "cjm: 1\r\nmaps:\r\n- id: m\r\n  touchpoints:\r\n  - id: t\r\n    title: x # c\r\n    tags: [a, b]\r\n",
    }[form]
    source = read(text.encode())
    at = touchpoint_at("m", "t")
    for number, made in enumerate(texts(1500, seed=2)):
        document = edits.set_field(source.document, at, "title", made)
        document = edits.set_field(document, at, "tags", ("a", made))
        data = to_bytes(source, document)
        assert read(data).document == document, repr(made)
        assert b"# c" in data
        if number % 25 == 0:
            point = other_reading(data)["maps"][0]["touchpoints"][0]  # type: ignore[index,call-overload]
            assert (point["title"], point["tags"]) == (made, ["a", made])


def test_halves_of_surrogate_pairs_become_the_replacement_character() -> None:
    for text in ("\ud800", "a\udfffb", "\udc00\ud800", "\ud83d", "🙂\ude42"):
        document = holding([text] * 10)
        found = read(write(document).encode()).document
        assert found == cleaned_document(document)
        assert "\ufffd" in found.title
        assert not any(0xD800 <= ord(sign) <= 0xDFFF for sign in found.title)


def unknown(value: object) -> list[str]:
    """All that stands under unknown keys, as the other reader finds it."""
    if isinstance(value, dict):
        mine = [f"{key}={held!r}" for key, held in value.items() if str(key).startswith("x_")]
        return mine + [found for held in value.values() for found in unknown(held)]
    return [found for held in value for found in unknown(held)] if isinstance(value, list) else []


def test_unknown_keys_outlive_every_edit() -> None:
    """In 200 files of all forms: untouched, their bytes stay; edited, what no edit removed says the same."""
    seeds = [seed for seed in range(1200) if seed % 2 == 0]
    count = 0
    for seed in seeds:
        case = case_of(seed)
        if not any(problem.code == "unknown-key" for problem in case.source.problems):
            continue
        assert to_bytes(case.source, case.source.document) == case.rendered.data
        if not case.made.kind.startswith(("delete", "clear")):
            before = unknown(other_reading(case.rendered.text.encode()))
            after = unknown(other_reading(case.spliced().encode()))
            assert before
            assert set(before) <= set(after), (seed, case.made.kind)
        count += 1
        if count == 200:
            break
    assert count == 200


@pytest.mark.parametrize("name", ["is_ambiguous", "_ESCAPED"])
def test_a_careless_writer_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "is_ambiguous":
        monkeypatch.setattr(quoting, name, lambda _text: False)
        with pytest.raises(AssertionError):
            test_a_reader_of_yaml_1_2_sees_the_same_texts()
    else:
        import re

        monkeypatch.setattr(quoting, name, re.compile('[\\\\"\n]'))
        with pytest.raises(Exception):  # noqa: B017 - a wrong text, or a file that is refused
            test_twenty_thousand_texts_survive()
