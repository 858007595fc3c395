"""The JSON Schema: fresh, accepting what is shipped, refusing what the reader refuses for its structure."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cjm_editor.core.resources import resource, sample
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.validate import problems
from cjm_editor.io.json_schema import json_schema, text
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from tests.io.broken import FILES
from tests.io.generator import Cases

VALIDATOR = Draft202012Validator(json_schema())

STRUCTURE = (
    "no map at all",
    "a list",
    "no version",
    "version of the future",
    "version no number",
    "number in words",
    "number with a comma",
    "number out of range",
    "fraction for a whole number",
    "neither yes nor no",
    "unknown word of a choice",
    "date in another order",
    "unknown period",
    "duration without a unit",
    "text for a list",
    "mapping for a list",
    "list for a text",
    "text for a mapping",
    "text for an element",
    "list for a card",
    "list for an item",
    "id with a space",
)

HEAD = "cjm: 1\nmaps:\n  - id: m\n    touchpoints: [{id: t}, {id: u}]\n"
ARROW = HEAD + "    transitions:\n      - "
REFUSED = {
    "next without from": (ARROW + "{id: e, to: u}\n", "maps.0.transitions.0"),
    "next from nothing": (ARROW + "{id: e, from: , to: u}\n", "maps.0.transitions.0.from"),
    "next without to": (ARROW + "{id: e, from: t}\n", "maps.0.transitions.0"),
    "promise without from": (ARROW + "{id: e, to: u, kind: promise}\n", "maps.0.transitions.0"),
    "back without to": (ARROW + "{id: e, from: t, kind: back}\n", "maps.0.transitions.0"),
    "leave without from": (ARROW + "{id: e, kind: leave}\n", "maps.0.transitions.0"),
    "reference with a space": (ARROW + "{id: e, from: t t, to: u}\n", "maps.0.transitions.0.from"),
    "id with a space": ("cjm: 1\nmaps:\n  - id: a b\n", "maps.0.id"),
    "id with a quote": ("cjm: 1\nmaps:\n  - id: a'b\n", "maps.0.id"),
    "id with a sign": ("cjm: 1\nmaps:\n  - id: a#b\n", "maps.0.id"),
    "id too long": (f"cjm: 1\nmaps:\n  - id: {'a' * 65}\n", "maps.0.id"),
    "id of a lane": ("cjm: 1\nlanes: [{id: a b}]\n", "lanes.0.id"),
    "segment with a space": ("cjm: 1\nmaps:\n  - {id: m, segment: x y}\n", "maps.0.segment"),
    "stage with a space": (HEAD.replace("{id: u}", "{id: u, stage: a b}"), "maps.0.touchpoints.1.stage"),
    "persona with a space": ("cjm: 1\nmaps:\n  - {id: m, personas: [x y]}\n", "maps.0.personas.0"),
    "text for a metric": (HEAD.replace("{id: u}", "{id: u, metrics: [3]}"), "maps.0.touchpoints.1.metrics.0"),
    "text for cards": (HEAD.replace("{id: u}", "{id: u, pains: a}"), "maps.0.touchpoints.1.pains"),
    "severity in words": (
        HEAD.replace("{id: u}", "{id: u, pains: [{text: a, severity: high}]}"),
        "maps.0.touchpoints.1.pains.0.severity",
    ),
    "evidence alone": (
        HEAD.replace("{id: u}", "{id: u, evidence: {kind: rumour}}"),
        "maps.0.touchpoints.1.evidence.kind",
    ),
    "text for a touchpoint": ("cjm: 1\nmaps:\n  - {id: m, touchpoints: [a]}\n", "maps.0.touchpoints.0"),
    "weight below 0": ("cjm: 1\ncomparisons: [{weights: {path: -1}}]\n", "comparisons.0.weights.path"),
    "text for a decision": ("cjm: 1\ncomparisons: [{links: [x]}]\n", "comparisons.0.links.0"),
}
"""What is wrong, and where the schema says so."""

TAKEN = (
    ARROW + "{id: e, from: t, kind: leave}\n",
    ARROW + "{id: e, from: t, to: u}\n",
    HEAD.replace("{id: t}", "{id: мой-путь_2.1}"),
    "cjm: 1\nmaps:\n  - id:\n  - id: 12\n  -\n",
    HEAD.replace("{id: u}", "{id: u, evidence: {kind: survey, n: 3}, pains: [a, {text: b}, ]}"),
    HEAD.replace("{id: u}", "{id: u, evidence: [{kind: survey}], metrics: [{kind: own, period: 2026}]}"),
)


def plain(source: str) -> object:
    """The text as a reader of YAML 1.1 types it, dates as texts: JSON has none."""
    return json.loads(json.dumps(yaml.load(source, Loader=yaml.CSafeLoader), default=str))


def errors(value: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(value)]


def test_the_shipped_schema_is_fresh_and_valid() -> None:
    assert resource("schema", "cjm.schema.json").read_text(encoding="utf-8") == text()
    Draft202012Validator.check_schema(json_schema())


def test_samples_and_templates_are_accepted() -> None:
    paths = [*sample().glob("*.cjm.yaml"), *resource("templates").rglob("*.cjm.yaml")]
    assert len(paths) >= 10
    for path in paths:
        assert errors(plain(path.read_text(encoding="utf-8"))) == [], path


def test_what_the_writer_writes_is_accepted_under_both_versions_of_yaml() -> None:
    reader = YAML(typ="safe", pure=True)
    for seed in range(60):
        document = Cases(seed).document()
        made = write(document)
        is_open = any(problem.code == "no-ends" for problem in problems(document))
        found = errors(plain(made))
        assert bool(found) == is_open and all("required" in message for message in found)
        if seed < 10:
            assert errors(json.loads(json.dumps(reader.load(made), default=str))) == found


@pytest.mark.parametrize("kind", STRUCTURE)
def test_what_the_reader_refuses_for_its_structure_is_refused(kind: str) -> None:
    content = FILES[kind]
    assert isinstance(content, str)
    assert errors(plain(content))


@pytest.mark.parametrize("kind", REFUSED)
def test_the_schema_refuses_what_the_reader_refuses_at_the_place_itself(kind: str) -> None:
    content, place = REFUSED[kind]
    found = read(content.encode())
    told = (*found.problems, *problems(found.document))
    assert any(problem.severity == "error" for problem in told)
    places = {".".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(plain(content))}
    assert places == {place}


@pytest.mark.parametrize("content", TAKEN)
def test_the_schema_takes_what_the_reader_takes(content: str) -> None:
    found = read(content.encode())
    assert not [problem for problem in found.problems if problem.severity == "error"]
    assert errors(plain(content)) == []


def test_texts_may_be_what_yaml_makes_of_them() -> None:
    for raw in ("No", "012", "2024-01-01", "1:30", "~", "3"):
        assert errors(plain(f"cjm: 1\ntitle: {raw}\n")) == []


def test_every_field_of_the_table_is_described() -> None:
    schema = json_schema()
    for kind, element in ELEMENTS.items():
        described = schema if kind == "document" else schema["$defs"][kind]
        for field in element.fields:
            assert field.type == "cards" or field.name in described["properties"], (kind, field.name)
