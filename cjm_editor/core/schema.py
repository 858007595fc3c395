"""The one table of the format: every element, its fields in canonical order, their types and ranges.

Reader, writer, JSON Schema, validation and the inspector's forms are all made from this table, so that a field added
here reaches the file and the window alike (decision 005).
"""

from __future__ import annotations

from typing import Literal

from cjm_editor.core import model
from cjm_editor.core.records import dataclass

FieldType = Literal[
    "text",  # one line or several
    "id",  # [\w.-]{1,64}
    "ref",  # the id of another element
    "number",  # JSON's grammar
    "yesno",
    "date",  # YYYY-MM-DD
    "period",  # year, quarter, month, or two dates with /
    "duration",  # a number and one of s m h d w mo y
    "choice",
    "texts",  # list of texts
    "refs",  # list of ids
    "items",  # list of elements of the kind `of`
    "item",  # one mapping of the kind `of`
    "cards",  # one list of cards for every lane, directly under the element
]

VERSION = 1

PHASES = ("assess", "admit", "affirm", "activate", "acclimate", "accomplish", "adopt", "advocate")
MAP_KINDS = ("actual", "ideal", "assumed")
EVIDENCE = (
    "review",
    "interview",
    "mystery_shopping",
    "survey",
    "analytics",
    "complaint",
    "support_log",
    "observation",
    "assumption",
)
METRICS = ("nps", "csat", "ces", "churn", "frt", "aht", "ltv")
LOW_IS_GOOD = ("churn", "frt", "aht")
"""Kinds of metrics whose low end is the good one."""

MET = ("yes", "partly", "no")
TRANSITION_KINDS = ("next", "back", "leave", "promise")
CONTACTS = ("brand", "channel", "company")
DURATION_UNITS = {
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "w": 604800.0,
    "mo": 2629800.0,
    "y": 31557600.0,
}
"""Seconds in a unit; a month and a year are means of the Julian calendar."""

CARD_LANES = (
    "thoughts",
    "quotes",
    "pains",
    "gains",
    "opportunities",
    "frontstage",
    "backstage",
    "support",
    "systems",
    "artifacts",
)
"""Built-in lanes that hold cards. `feelings`, plain words, is a field of its own."""

VALUE_LANES = (
    "touchpoints",
    "channel",
    "emotion",
    "metrics",
    "images",
    "importance",
    "feelings",
    "expectation",
)
"""Built-in rows that draw a field instead of cards."""

STANDARD_LANES = ("touchpoints", "channel", "emotion", "thoughts", "pains", "opportunities", "metrics")
"""The rows of a board whose document declares none; rows that hold something are added (see `lanes_of`)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` in the file, `attr` in the model, type, bounds (inclusive) or choices, kind of its items."""

    name: str
    type: FieldType = "text"
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    of: str = ""
    whole: bool = False
    attr: str = ""
    open: bool = False
    """Choices are known words, others are allowed."""
    to: tuple[str, ...] = ()
    """Kinds of elements that a reference names; "map" may also be `file#map`."""
    key: bool = False
    """One of the fields that tell elements without ids apart from one another."""
    joint: str = ""
    """Fields of an element with the same word here mean something together only: a merge takes all from one side."""
    is_set: bool = False
    """A list whose order says nothing, each text at most once."""

    def __post_init__(self) -> None:
        if not self.attr:
            object.__setattr__(self, "attr", self.name)


@dataclass(frozen=True, slots=True)
class Element:
    """One kind of mapping in the file: its model class, fields in canonical order and names reserved for later.

    `scalar` names the field that a plain text stands for (a card). `single`: a field of this kind may be a mapping
    instead of a list of one.
    """

    kind: str
    cls: type
    fields: tuple[Field, ...]
    reserved: tuple[str, ...] = ()
    scalar: str = ""

    def field(self, name: str) -> Field | None:
        """The field with this name in the file, or None."""
        return next((f for f in self.fields if f.name == name), None)


def _text(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


_ID = Field("id", "id")
_MET = Field("met", "choice", MET)
_EVIDENCE = Field("evidence", "items", of="evidence")
_METRICS = Field("metrics", "items", of="metric")
_CARDS = Field("cards", "cards", of="card")
_FEELINGS = Field("feelings", "texts")

ELEMENTS: dict[str, Element] = {
    e.kind: e
    for e in (
        Element(
            "evidence",
            model.Evidence,
            (
                Field("kind", "choice", EVIDENCE, key=True),
                Field("n", "number", low=0, whole=True),
                Field("source", key=True),
                Field("date", "date", key=True),
            ),
        ),
        Element(
            "metric",
            model.Metric,
            (
                Field("kind", "choice", METRICS, open=True, key=True),
                Field("value", "number"),
                Field("n", "number", low=0, whole=True),
                Field("unit"),
                Field("low", "number"),
                Field("high", "number"),
                Field("min", "number"),
                Field("max", "number"),
                Field("better", "choice", ("high", "low")),
                Field("period", "period", key=True),
                Field("source", key=True),
            ),
            reserved=("comments",),
        ),
        Element(
            "card",
            model.Card,
            (
                _ID,
                Field("text"),
                Field("from", "refs", attr="from_", to=("stage", "touchpoint", "card")),
                Field("severity", "number", low=1, high=3, whole=True),
                Field("impact", "number", low=1, high=5),
                Field("effort", "number", low=1, high=5),
                Field("votes", "number", low=0, whole=True),
                Field("owner"),
                Field("due", "date"),
                Field("status", "choice", ("idea", "planned", "doing", "done", "dropped")),
                _EVIDENCE,
            ),
            reserved=("comments",),
            scalar="text",
        ),
        Element(
            "persona",
            model.Persona,
            (
                _ID,
                Field("name"),
                Field("age", "number", low=0, high=150),
                Field("role"),
                Field("side", "choice", ("customer", "staff")),
                Field("quote"),
                Field("goals", "texts"),
                Field("picture"),
            ),
            reserved=("comments",),
        ),
        Element(
            "segment",
            model.Segment,
            (
                _ID,
                Field("title"),
                Field("share", "number", low=0, high=1),
                Field("relation", "choice", ("new", "existing", "both")),
                Field("needs", "texts"),
                Field("levers", "texts"),
                Field("behaviour", "texts"),
                Field("requests", "texts"),
                Field("personas", "items", of="persona"),
            ),
            reserved=("comments",),
        ),
        Element(
            "lane",
            model.Lane,
            (
                _ID,
                Field("title"),
                Field("audience", "choice", ("internal", "client")),
                Field("hidden", "yesno"),
                Field("pinned", "yesno"),
            ),
            reserved=("comments",),
        ),
        Element(
            "emotion_scale",
            model.EmotionScale,
            (Field("min", "number"), Field("max", "number"), Field("labels", "texts")),
        ),
        Element(
            "stage",
            model.Stage,
            (
                _ID,
                Field("title"),
                Field("phase", "choice", PHASES),
                Field("goal"),
                Field("owner"),
                Field("emotion", "number"),
                _FEELINGS,
                Field("expectation"),
                Field("outcome"),
                _MET,
                _CARDS,
                _METRICS,
                _EVIDENCE,
                Field("note"),
            ),
            reserved=("comments",),
        ),
        Element(
            "touchpoint",
            model.Touchpoint,
            (
                _ID,
                Field("stage", "ref", to=("stage",)),
                *_text("title", "action", "channel"),
                Field("online", "yesno"),
                Field("contact", "choice", CONTACTS),
                Field("initiator", "choice", ("customer", "company", "other")),
                Field("actor"),
                Field("emotion", "number"),
                _FEELINGS,
                Field("importance", "number", low=1, high=5),
                Field("importance_company", "number", low=1, high=5),
                Field("effort", "number", low=1, high=5),
                Field("moment_of_truth", "yesno"),
                Field("day", "number"),
                Field("duration", "duration"),
                Field("wait", "duration"),
                Field("reach", "number", low=0, high=1),
                Field("expectation"),
                Field("outcome"),
                _MET,
                Field("owner"),
                _CARDS,
                _METRICS,
                _EVIDENCE,
                Field("images", "texts"),
                Field("links", "texts"),
                Field("tags", "texts", is_set=True),
                Field("note"),
            ),
            reserved=("comments",),
        ),
        Element(
            "transition",
            model.Transition,
            (
                _ID,
                Field("from", "ref", attr="from_", to=("touchpoint",), joint="ends"),
                Field("to", "ref", to=("touchpoint",), joint="ends"),
                Field("kind", "choice", TRANSITION_KINDS, joint="ends"),
                Field("share", "number", low=0, high=1),
                Field("condition"),
                Field("wait", "duration"),
                Field("text"),
                Field("kept", "choice", MET),
            ),
            reserved=("comments",),
        ),
        Element(
            "map",
            model.JourneyMap,
            (
                _ID,
                Field("title"),
                Field("kind", "choice", MAP_KINDS),
                Field("segment", "ref", to=("segment",)),
                Field("personas", "refs", to=("persona",)),
                *_text("subject", "goal", "target", "scenario", "owner"),
                Field("reviewed", "date"),
                Field("review_every", "duration"),
                Field("derived_from", to=("map",)),
                Field("route", "choice", ("implied", "explicit")),
                Field("emotion_scale", "item", of="emotion_scale"),
                _METRICS,
                Field("note"),
                Field("stages", "items", of="stage"),
                Field("touchpoints", "items", of="touchpoint"),
                Field("transitions", "items", of="transition"),
            ),
            reserved=("comments", "parked"),
        ),
        Element(
            "link",
            model.Link,
            (
                Field("ideal", "refs", to=("touchpoint",), key=True),
                Field("actual", "refs", to=("touchpoint",), key=True),
                Field("state", "choice", ("pinned", "banned")),
                Field("note"),
                Field("ideal_titles", "texts"),
                Field("actual_titles", "texts"),
            ),
        ),
        Element(
            "weights",
            model.Weights,
            tuple(Field(name, "number", low=0) for name in ("experience", "path", "friction", "metrics")),
        ),
        Element(
            "comparison",
            model.Comparison,
            (
                Field("ideal", to=("map",), key=True),
                Field("actual", to=("map",), key=True),
                Field("links", "items", of="link"),
                Field("weights", "item", of="weights"),
            ),
        ),
        Element(
            "conflict",
            model.Conflict,
            (Field("path", key=True), *_text("base", "ours", "theirs")),
        ),
        Element(
            "document",
            model.Document,
            (
                Field("cjm", "number", low=1, whole=True),
                *_text("title", "language"),
                Field("segments", "items", of="segment"),
                Field("lanes", "items", of="lane"),
                Field("maps", "items", of="map"),
                Field("comparisons", "items", of="comparison"),
                Field("conflicts", "items", of="conflict"),
            ),
            reserved=("brand", "mutes", "comments"),
        ),
    )
}
"""Every element of the format by its kind."""


def lane_names(document: model.Document) -> tuple[str, ...]:
    """Ids of the lanes that may hold cards in this document: the built-in ones and the document's own."""
    own = tuple(
        lane.id for lane in document.lanes if lane.id not in CARD_LANES and lane.id not in VALUE_LANES
    )
    return CARD_LANES + own
