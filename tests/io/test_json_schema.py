"""The JSON Schema: fresh, accepting what is shipped, refusing what the reader refuses for its structure."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cjm_editor.core.resources import resource, sample
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.io.json_schema import json_schema, text
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
        made = write(Cases(seed).document())
        assert errors(plain(made)) == []
        if seed < 10:
            assert errors(json.loads(json.dumps(reader.load(made), default=str))) == []


@pytest.mark.parametrize("kind", STRUCTURE)
def test_what_the_reader_refuses_for_its_structure_is_refused(kind: str) -> None:
    content = FILES[kind]
    assert isinstance(content, str)
    assert errors(plain(content))


def test_texts_may_be_what_yaml_makes_of_them() -> None:
    for raw in ("No", "012", "2024-01-01", "1:30", "~", "3"):
        assert errors(plain(f"cjm: 1\ntitle: {raw}\n")) == []


def test_every_field_of_the_table_is_described() -> None:
    schema = json_schema()
    for kind, element in ELEMENTS.items():
        described = schema if kind == "document" else schema["$defs"][kind]
        if "anyOf" in described:
            described = described["anyOf"][1]
        for field in element.fields:
            assert field.type == "cards" or field.name in described["properties"], (kind, field.name)
