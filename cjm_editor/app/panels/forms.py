"""What the form of an element has: its fields in sections, its heading, and what stands elsewhere."""

from __future__ import annotations

from cjm_editor.core.schema import ELEMENTS, Field

SECTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "touchpoint": (
        ("title", "stage", "channel", "online", "contact", "initiator", "actor"),
        ("emotion", "feelings", "importance", "importance_company", "moment_of_truth"),
        ("action", "expectation", "outcome", "met"),
        ("evidence", "metrics", "cards"),
        ("day", "duration", "wait", "reach"),
        ("owner", "effort", "tags", "images", "links", "note"),
    ),
    "stage": (
        ("title", "phase", "goal", "owner"),
        ("emotion", "feelings"),
        ("expectation", "outcome", "met"),
        ("evidence", "metrics", "cards"),
        ("note",),
    ),
    "card": (
        ("text", "severity", "impact", "effort", "status"),
        ("evidence",),
        ("from", "votes", "owner", "due"),
    ),
    "map": (
        ("title", "kind", "segment", "personas"),
        ("goal", "target", "scenario", "subject"),
        ("owner", "reviewed", "review_every"),
        ("metrics", "emotion_scale", "route", "derived_from", "note"),
    ),
}
"""How a form is cut into sections; fields of the table that are named nowhere come last."""

ELSEWHERE = {
    "document": ("cjm", "segments", "lanes", "maps", "comparisons", "conflicts"),
    "segment": ("personas",),
    "map": ("stages", "touchpoints", "transitions"),
    "comparison": ("links",),
}
"""Fields that are no fields of a form: their elements stand in the tree and on the board."""

CARD_FIELDS = {
    "severity": ("pains",),
    "impact": ("opportunities",),
    "effort": ("opportunities",),
    "status": ("opportunities",),
    "from": ("opportunities",),
    "due": ("opportunities",),
}
"""Fields of a card that belong to some lanes only; one that is set shows everywhere."""

PROMISE_FIELDS = ("text", "kept")
"""Fields of a transition that belong to promises only; one that is set shows everywhere."""

HEADINGS = {
    "touchpoint": ("title",),
    "stage": ("title",),
    "map": ("title",),
    "segment": ("title",),
    "document": ("title",),
    "lane": ("title",),
    "persona": ("name",),
    "card": ("text",),
}
"""The field that is written large at the top instead of standing in a row with a label."""


def form_fields(kind: str) -> tuple[tuple[Field, ...], ...]:
    """The fields of a form in sections."""
    spec = ELEMENTS[kind]
    skipped = {"id", *ELSEWHERE.get(kind, ())}
    sections = [
        tuple(field for name in names if (field := spec.field(name)) is not None)
        for names in SECTIONS.get(kind, ())
    ]
    named = {field.name for section in sections for field in section} | skipped
    rest = tuple(field for field in spec.fields if field.name not in named)
    return tuple(section for section in (*sections, rest) if section)
