"""The product's words: names of elements, fields, choices, lanes, phases, metrics, as lazy messages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cjm_editor.core.emotion import step_label
from cjm_editor.core.model import Lane
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.texts import Message, _, ngettext, pgettext

__all__ = [
    "choice_label",
    "count_of",
    "emotion_title",
    "evidence_label",
    "field_label",
    "kind_label",
    "labelled_choices",
    "lane_title",
    "map_kind_title",
    "metric_label",
    "metric_words",
    "phase_label",
    "step_label",
    "unknown_emotion",
    "yes_no_label",
]

_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "document": _("Document"),
        "segment": _("Segment"),
        "persona": _("Persona"),
        "lane": _("Lane"),
        "map": _("Map"),
        "stage": _("Stage"),
        "touchpoint": _("Touchpoint"),
        "card": _("Card"),
        "transition": _("Transition"),
        "comparison": _("Comparison"),
        "link": _("Link"),
        "evidence": _("Evidence"),
        "metric": _("Metric"),
        "emotion_scale": _("Emotion scale"),
        "weights": _("Weights"),
        "conflict": _("Conflict"),
    }
)

_FIELDS: Mapping[str, Message] = MappingProxyType(
    {
        "action": _("What the customer does"),
        "actor": _("Who acts"),
        "actual": _("Actual map"),
        "age": _("Age"),
        "audience": _("For whom"),
        "behaviour": _("Behaviour"),
        "base": _("Before both"),
        "better": _("Better"),
        "cards": _("Cards"),
        "channel": _("Channel"),
        "cjm": _("Format version"),
        "comparisons": _("Comparisons"),
        "condition": _("Condition"),
        "conflicts": _("Conflicts"),
        "contact": _("Kind of contact"),
        "date": _("Date"),
        "day": _("Days since the purchase"),
        "derived_from": _("Derived from"),
        "due": _("Due"),
        "duration": _("Duration"),
        "effort": _("Effort to improve"),
        "emotion": _("Emotion"),
        "emotion_scale": _("Emotion scale"),
        "evidence": _("Evidence"),
        "expectation": _("Expectation"),
        "experience": _("Experience"),
        "feelings": _("Feelings"),
        "friction": _("Friction"),
        "from": pgettext("transition", "From"),
        "goal": _("Goal"),
        "goals": _("Goals"),
        "hidden": _("Hidden"),
        "high": _("Upper bound"),
        "id": _("Id"),
        "ideal": _("Ideal map"),
        "images": _("Pictures"),
        "impact": _("Impact"),
        "importance": _("Importance to the customer"),
        "importance_company": _("Importance to the company"),
        "initiator": _("Who starts it"),
        "kept": _("Promise kept"),
        "kind": _("Kind"),
        "labels": _("Words for the steps"),
        "lanes": _("Lanes"),
        "language": _("Language of the content"),
        "levers": _("Motivation levers"),
        "links": _("Links"),
        "low": _("Lower bound"),
        "maps": _("Maps"),
        "max": _("Top of the scale"),
        "met": _("Expectation met"),
        "metrics": _("Metrics"),
        "min": _("Bottom of the scale"),
        "moment_of_truth": _("Moment of truth"),
        "n": _("Number of answers"),
        "name": _("Name"),
        "needs": _("Needs"),
        "note": _("Note"),
        "online": _("Online"),
        "ours": _("Ours"),
        "outcome": _("Outcome"),
        "owner": _("Who is responsible"),
        "path": _("Route"),
        "period": _("Period"),
        "personas": _("Personas"),
        "phase": _("Phase"),
        "picture": _("Picture"),
        "pinned": _("Always in sight"),
        "quote": _("Quote"),
        "reach": _("Share of the segment that comes here"),
        "relation": _("New or existing customers"),
        "requests": _("Frequent requests"),
        "review_every": _("Review every"),
        "reviewed": _("Last reviewed"),
        "role": _("Role"),
        "route": _("Route"),
        "scenario": _("Scenario"),
        "segment": _("Segment"),
        "segments": _("Segments"),
        "severity": _("Severity"),
        "share": _("Share"),
        "side": _("Customer or staff"),
        "source": _("Source"),
        "stage": _("Stage"),
        "stages": _("Stages"),
        "state": _("Decision"),
        "status": _("Status"),
        "subject": _("Which company"),
        "tags": _("Tags"),
        "target": _("Target action"),
        "text": _("Text"),
        "theirs": _("Theirs"),
        "title": _("Title"),
        "to": pgettext("transition", "To"),
        "touchpoints": _("Touchpoints"),
        "transitions": _("Transitions"),
        "unit": _("Unit"),
        "value": _("Value"),
        "votes": _("Votes"),
        "wait": _("Wait"),
        "weights": _("Weights"),
        "ideal_titles": _("Titles in the ideal map"),
        "actual_titles": _("Titles in the actual map"),
    }
)

_FIELDS_OF: Mapping[tuple[str, str], Message] = MappingProxyType(
    {
        ("card", "from"): _("Grew out of"),
        ("card", "effort"): _("Effort"),
        ("card", "owner"): _("Who is responsible"),
        ("link", "ideal"): _("Touchpoints of the ideal map"),
        ("link", "actual"): _("Touchpoints of the actual map"),
        ("map", "kind"): _("Kind of map"),
        ("map", "emotion_scale"): _("Emotion scale"),
        ("metric", "kind"): _("Metric"),
        ("evidence", "kind"): _("Kind of evidence"),
        ("segment", "share"): _("Share of all customers"),
        ("segment", "relation"): _("New or existing customers"),
        ("transition", "kind"): _("Kind of transition"),
        ("transition", "share"): _("Share of customers"),
        ("transition", "text"): _("What is promised"),
        ("touchpoint", "links"): pgettext("touchpoint", "Web links"),
        ("comparison", "links"): _("Decided links"),
        ("conflict", "path"): _("Place"),
    }
)

_CHOICES: Mapping[tuple[str, str], Message] = MappingProxyType(
    {
        ("audience", "client"): _("For the client too"),
        ("audience", "internal"): _("Internal"),
        ("better", "high"): _("High is better"),
        ("better", "low"): _("Low is better"),
        ("contact", "brand"): pgettext("contact", "Brand"),
        ("contact", "channel"): pgettext("contact", "Channel"),
        ("contact", "company"): pgettext("contact", "Company"),
        ("initiator", "customer"): pgettext("initiator", "Customer"),
        ("initiator", "company"): pgettext("initiator", "Company"),
        ("initiator", "other"): pgettext("initiator", "Somebody else"),
        ("kept", "yes"): pgettext("promise", "Kept"),
        ("kept", "partly"): pgettext("promise", "Kept in part"),
        ("kept", "no"): pgettext("promise", "Broken"),
        ("met", "yes"): pgettext("expectation", "Yes"),
        ("met", "partly"): pgettext("expectation", "In part"),
        ("met", "no"): pgettext("expectation", "No"),
        ("relation", "new"): pgettext("segment", "New customers"),
        ("relation", "existing"): pgettext("segment", "Existing customers"),
        ("relation", "both"): pgettext("segment", "New and existing customers"),
        ("route", "implied"): _("Follows the order"),
        ("route", "explicit"): _("Drawn transitions only"),
        ("side", "customer"): pgettext("side", "Customer"),
        ("side", "staff"): pgettext("side", "Staff"),
        ("state", "pinned"): pgettext("link", "Belong together"),
        ("state", "banned"): pgettext("link", "Do not belong together"),
        ("status", "idea"): pgettext("status", "Idea"),
        ("status", "planned"): pgettext("status", "Planned"),
        ("status", "doing"): pgettext("status", "In progress"),
        ("status", "done"): pgettext("status", "Done"),
        ("status", "dropped"): pgettext("status", "Dropped"),
    }
)

_TRANSITIONS: Mapping[str, Message] = MappingProxyType(
    {
        "next": pgettext("transition", "Next step"),
        "back": pgettext("transition", "Way back"),
        "leave": pgettext("transition", "Leaves for good"),
        "promise": pgettext("transition", "Promise"),
    }
)

_MAP_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "actual": pgettext("map", "As it is"),
        "ideal": pgettext("map", "As it should be"),
        "assumed": pgettext("map", "As the company believes"),
    }
)

_EVIDENCE: Mapping[str, Message] = MappingProxyType(
    {
        "review": pgettext("evidence", "Review"),
        "interview": pgettext("evidence", "Interview"),
        "mystery_shopping": pgettext("evidence", "Mystery shopping"),
        "survey": pgettext("evidence", "Survey"),
        "analytics": pgettext("evidence", "Analytics"),
        "complaint": pgettext("evidence", "Complaint"),
        "support_log": pgettext("evidence", "Support log"),
        "observation": pgettext("evidence", "Observation"),
        "assumption": pgettext("evidence", "Assumption"),
    }
)

_SEVERAL: Mapping[str, Message] = MappingProxyType(
    {
        "review": pgettext("evidence", "Reviews"),
        "interview": pgettext("evidence", "Interviews"),
        "mystery_shopping": pgettext("evidence", "Mystery shoppers"),
        "complaint": pgettext("evidence", "Complaints"),
        "observation": pgettext("evidence", "Observations"),
    }
)
"""Words for kinds of evidence that are counted one by one; a survey is one however many answer."""

_PHASES: Mapping[str, Message] = MappingProxyType(
    {
        "assess": pgettext("phase", "Assess"),
        "admit": pgettext("phase", "Admit"),
        "affirm": pgettext("phase", "Affirm"),
        "activate": pgettext("phase", "Activate"),
        "acclimate": pgettext("phase", "Acclimate"),
        "accomplish": pgettext("phase", "Accomplish"),
        "adopt": pgettext("phase", "Adopt"),
        "advocate": pgettext("phase", "Advocate"),
    }
)

_METRICS: Mapping[str, Message] = MappingProxyType(
    {
        "nps": pgettext("metric", "NPS"),
        "csat": pgettext("metric", "CSAT"),
        "ces": pgettext("metric", "CES"),
        "churn": pgettext("metric", "Churn"),
        "frt": pgettext("metric", "Time to first answer"),
        "aht": pgettext("metric", "Handling time"),
        "ltv": pgettext("metric", "LTV"),
    }
)

_OWN_METRICS: Mapping[str, Message] = MappingProxyType(
    {
        "ccr": pgettext("metric", "Churn"),
        "conversion": pgettext("metric", "Conversion"),
        "wait_seconds": pgettext("metric", "Wait, seconds"),
        "wait_minutes": pgettext("metric", "Wait, minutes"),
        "wait_hours": pgettext("metric", "Wait, hours"),
        "wait_days": pgettext("metric", "Wait, days"),
    }
)
"""Words that many use for metrics of their own; all others stand as they are written."""

_LANES: Mapping[str, Message] = MappingProxyType(
    {
        "touchpoints": pgettext("lane", "Touchpoints"),
        "channel": pgettext("lane", "Channel"),
        "emotion": pgettext("lane", "Emotion"),
        "thoughts": pgettext("lane", "Thoughts"),
        "quotes": pgettext("lane", "Quotes"),
        "feelings": pgettext("lane", "Feelings"),
        "expectation": pgettext("lane", "Expectations"),
        "pains": pgettext("lane", "Pains"),
        "gains": pgettext("lane", "Gains"),
        "opportunities": pgettext("lane", "Opportunities"),
        "frontstage": pgettext("lane", "Front stage"),
        "backstage": pgettext("lane", "Backstage"),
        "support": pgettext("lane", "Support processes"),
        "systems": pgettext("lane", "Systems"),
        "artifacts": pgettext("lane", "Artifacts"),
        "metrics": pgettext("lane", "Metrics"),
        "images": pgettext("lane", "Pictures"),
        "importance": pgettext("lane", "Importance"),
    }
)


def field_label(kind: str, name: str) -> Message | str:
    """The label of a field by its name in the file; of the cards of a lane the lane's title; else the name itself."""
    found = _FIELDS_OF.get((kind, name)) or _FIELDS.get(name)
    return found or _LANES.get(name) or name


def choice_label(kind: str, field: str, value: str) -> Message | str:
    """The word for one choice of a field; a word of the user's own comes back as it is."""
    tables = {
        ("map", "kind"): _MAP_KINDS,
        ("transition", "kind"): _TRANSITIONS,
        ("evidence", "kind"): _EVIDENCE,
        ("metric", "kind"): _METRICS,
        ("stage", "phase"): _PHASES,
    }
    table = tables.get((kind, field))
    found = table.get(value) if table is not None else _CHOICES.get((field, value))
    return found or value


def kind_label(kind: str) -> Message | str:
    """The name of a kind of element: "Touchpoint"."""
    return _KINDS.get(kind) or kind


def count_of(kind: str, n: int) -> Message:
    """So many elements of a kind that can be counted in an interface: "3 touchpoints"; raises `KeyError` for others."""
    return {
        "segment": ngettext("{n} segment", "{n} segments", n),
        "persona": ngettext("{n} persona", "{n} personas", n),
        "lane": ngettext("{n} lane", "{n} lanes", n),
        "map": ngettext("{n} map", "{n} maps", n),
        "stage": ngettext("{n} stage", "{n} stages", n),
        "touchpoint": ngettext("{n} touchpoint", "{n} touchpoints", n),
        "card": ngettext("{n} card", "{n} cards", n),
        "transition": ngettext("{n} transition", "{n} transitions", n),
    }[kind]


def map_kind_title(kind: str) -> Message | str:
    """The title of a kind of map: "As it is", "As it should be", "As the company believes"."""
    return _MAP_KINDS.get(kind) or kind


def evidence_label(kind: str, n: float | None = None) -> Message | str:
    """The word for a kind of evidence, that for several of them where a number `n` stands beside it: `Complaints · 17`.

    One that is not given is an assumption.
    """
    several = _SEVERAL.get(kind) if n is not None and n != 1 else None
    return several or _EVIDENCE.get(kind or "assumption") or kind


def phase_label(phase: str) -> Message | str:
    """The name of one of the eight phases."""
    return _PHASES.get(phase) or phase


def metric_label(kind: str) -> Message | str:
    """The name of a metric; one of the user's own comes back as it is, unless its word is one that many use."""
    return _METRICS.get(kind) or _OWN_METRICS.get(kind) or kind


def metric_words(kind: str) -> Message | str:
    """The name of a metric for a sentence: one of the user's own in words, `wait_minutes` as “wait minutes”."""
    return _METRICS.get(kind) or _OWN_METRICS.get(kind) or " ".join(kind.replace("_", " ").split()) or kind


def lane_title(lane: Lane) -> Message | str:
    """The title of a lane: its own, else the built-in one, else its id."""
    return lane.title or _LANES.get(lane.id) or lane.id


def emotion_title(map_kind: str) -> Message:
    """What the emotion of a map is called: a target in an ideal map."""
    return _("Target emotion") if map_kind == "ideal" else _("Emotion")


def unknown_emotion(map_kind: str) -> Message:
    """The word for an emotion without a value: nobody knows it, or, in an ideal map, no target is set."""
    return pgettext("target emotion", "not set") if map_kind == "ideal" else _("not known")


def yes_no_label(value: bool | None) -> Message:
    """The word for a yes/no value; None is not known."""
    if value is None:
        return pgettext("value", "Not known")
    return pgettext("value", "Yes") if value else pgettext("value", "No")


def labelled_choices(kind: str, field: str) -> tuple[tuple[str, Message | str], ...]:
    """The choices of a field with their words, in the order of the schema."""
    found = ELEMENTS[kind].field(field)
    return tuple((value, choice_label(kind, field, value)) for value in (found.choices if found else ()))
