"""Random documents, random texts that say the same, and random edits: the cases of the laws of reading and writing.

The renderer shares no code with the writer: it knows the schema table, and quotes in its own ways. Every comment that
it writes is unique and registered with the elements that it stands in.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from cjm_editor.core import edits, model
from cjm_editor.core.address import DOCUMENT, Address, card_at, map_at, transition_at
from cjm_editor.core.elements import element as find
from cjm_editor.core.errors import EditError
from cjm_editor.core.fields import is_empty
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, PHASES
from cjm_editor.core.seq import Seq

FORMS = ("block", "indentless", "flow", "mixed", "crlf", "bom", "wide")

WORDS = ("сайт", "Корзина", "звонок", "доставка", "shop", "e-mail", "«Ботинки»", "размер", "42")
TRICKY = (
    "No", "yes", "1:30", "012", "1e3", "~", "null", "2024-01-01", "0x1F", ".5", "+1", "1_000", "y", "off", "=", "<<",
    "a: b", "a #b", "# c", "- d", "-", "? e", ": f", "g:", "[h]", "{i}", "j, k", "@l", "`m", "%n", "!o", "&p", "*q",
    "|", ">", "---", "...", "it's", '"r"', "s\\t", "  lead", "trail ", "a\tb", "\tt", "line\nbreak", "two\nlines\n",
    "\nfirst", "a\n\nb", "x \ny", "  in\nout", "z\n\n", "\x85", "a\u2028b", "\ufeffw", "\x07", "🙂", "é\u0301", "a\rb",
    "'", '"', "\\", "https://ex.org/?a=b#c", "Привет: мир", "50 %", "a|b", "long " * 40 + "text",
)  # fmt: skip
EOL = re.compile(r"\r\n|\n|\r")


class Cases:
    """Random values of one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.made = 0
        self.is_named = True

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}{self.made}" if self.chance(0.9) else f"{prefix}.{self.made}-я"

    def text(self) -> str:
        if self.chance(0.35):
            return self.rng.choice(TRICKY)
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(1, 5)))

    def maybe(self, make: Callable[[], object], empty: object, share: float = 0.4) -> object:
        return make() if self.chance(share) else empty

    def value(self, spec: object, known: tuple[str, ...]) -> object:
        """A value of one field that is no list of elements."""
        rng, f = self.rng, spec
        match f.type:
            case "text":
                return self.text()
            case "ref":
                return rng.choice(known) if known else ""
            case "refs":
                return tuple(rng.sample(known, min(len(known), rng.randint(1, 2))))
            case "number":
                low, high = f.low if f.low is not None else -5, f.high if f.high is not None else 100
                if f.whole or high - low > 10:
                    return rng.randint(int(low), int(high))
                return rng.choice((low, high, round(rng.uniform(low, high), 2)))
            case "yesno":
                return self.chance(0.5)
            case "date":
                return f"20{rng.randint(10, 30)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            case "period":
                return rng.choice(("2026", "2026-Q3", "2026-09", "2026-09-01/2026-09-15"))
            case "duration":
                return f"{rng.randint(1, 90)}{rng.choice(('s', 'm', 'h', 'd', 'w', 'mo', 'y'))}"
            case "choice":
                return rng.choice(f.choices)
            case "texts":
                return tuple(self.text() for _ in range(rng.randint(1, 3)))
        raise AssertionError(f.type)

    def element(
        self, kind: str, known: tuple[str, ...] = (), lanes: tuple[str, ...] = (), share: float = 0.25
    ) -> object:
        """An element of the schema with random fields."""
        element, values = ELEMENTS[kind], {}
        for f in element.fields:
            if f.name == "id":
                if kind != "card" or self.chance(0.1):
                    values["id"] = self.id(kind[0])
            elif f.type == "cards":
                chosen = self.rng.sample(lanes, self.rng.randint(0, min(2, len(lanes))))
                values["cards"] = tuple(
                    (lane, tuple(self.element("card", known) for _ in range(self.rng.randint(1, 3))))
                    for lane in chosen
                )
            elif f.type in ("items", "item"):
                if f.of in ("evidence", "metric", "persona") and self.chance(share):
                    count = self.rng.randint(1, 2)
                    values[f.attr] = tuple(self.element(f.of, known) for _ in range(count))
            elif self.chance(share):
                values[f.attr] = self.value(f, known)
        if kind == "card" and (self.chance(0.6) or "text" not in values):
            values = {"text": values.get("text", self.text())}
        return element.cls(**values)

    def document(self, is_named: bool = True) -> model.Document:
        """A document of one or two small maps. Not named: stages and transitions are called by their places."""
        rng = self.rng
        self.is_named = is_named
        own = tuple(self.id("own") for _ in range(rng.randint(0, 2)))
        lanes = tuple(model.Lane(lane, title=self.text()) for lane in own)
        if self.chance(0.3):
            lanes = (*lanes, model.Lane("thoughts"), model.Lane("pains", hidden=self.chance(0.5)))
        segments = tuple(self.element("segment") for _ in range(rng.randint(0, 2)))
        names = (*CARD_LANES, *own)
        maps = tuple(self.map(names, segments) for _ in range(rng.randint(1, 2)))
        comparisons = tuple(self.comparison(maps) for _ in range(rng.randint(0, 1)))
        return model.Document(
            title=self.maybe(self.text, ""),
            language=rng.choice(("", "ru", "en")),
            segments=segments,
            lanes=lanes,
            maps=maps,
            comparisons=comparisons,
        )

    def map(self, lanes: tuple[str, ...], segments: tuple[model.Segment, ...]) -> model.JourneyMap:
        rng = self.rng
        stages = tuple(
            replace(
                self.element("stage", (), lanes, 0.15), id=self.id("s") if self.is_named else f"stage-{n}"
            )
            for n in range(1, rng.randint(0, 3) + 1)
        )
        known = tuple(stage.id for stage in stages)
        points = [self.touchpoint(known, lanes) for _ in range(rng.randint(0, 5))]
        ids = tuple(point.id for point in points)
        edges = tuple(
            self.element("transition", ids, (), 0.5) for _ in range(rng.randint(0, 3) if ids else 0)
        )
        if not self.is_named:
            edges = tuple(replace(edge, id=f"transition-{n}") for n, edge in enumerate(edges, 1))
        plain = self.element("map", tuple(s.id for s in segments), (), 0.2)
        people = tuple(p.id for s in segments for p in s.personas)
        scale = model.EmotionScale(-5, 5, ("плохо", "No")) if self.chance(0.2) else None
        return replace(
            plain,
            id=self.id("m"),
            personas=people[:1] if self.chance(0.3) else (),
            emotion_scale=scale,
            stages=stages,
            touchpoints=Seq(points),
            transitions=Seq(edges),
        )

    def touchpoint(self, stages: tuple[str, ...], lanes: tuple[str, ...]) -> model.Touchpoint:
        made = self.element("touchpoint", (), lanes, 0.2)
        return replace(made, stage=self.rng.choice(stages) if stages else "")

    def comparison(self, maps: tuple[model.JourneyMap, ...]) -> model.Comparison:
        ids = tuple(t.id for t in maps[0].touchpoints)
        links = tuple(self.element("link", ids, (), 0.5) for _ in range(self.rng.randint(0, 2)))
        weights = model.Weights(experience=0.6, path=0.4) if self.chance(0.3) else None
        return model.Comparison(maps[0].id, maps[-1].id, links, weights)


@dataclass
class Rendered:
    """A text with the comments in it, each with the elements it stands in."""

    data: bytes
    form: str
    comments: dict[str, tuple[object, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.data.decode("utf-8-sig")


class Renderer:
    """Writes a document in one of many ways that mean the same."""

    def __init__(self, cases: Cases, form: str, has_comments: bool, has_unknown: bool) -> None:
        self.cases, self.rng, self.form = cases, cases.rng, form
        self.has_comments, self.has_unknown = has_comments, has_unknown
        self.comments: dict[str, tuple[object, ...]] = {}
        self.flow_share = {"flow": 0.7, "mixed": 0.3}.get(form, 0.0)
        self.chain: list[object] = []

    def remark(self) -> str:
        text = f"# note {len(self.comments)} от Анны: [x] 'y"
        self.comments[text + "."] = tuple(self.chain)
        return text + "."

    def document(self, document: model.Document) -> Rendered:
        lines = self.mapping("document", document, 0)
        if self.has_comments and self.rng.random() < 0.5:
            lines.insert(0, self.remark())
        if self.rng.random() < 0.2:
            lines.insert(0, "---")
        if self.rng.random() < 0.1:
            lines = ["%YAML 1.2", "---", *(line for line in lines if line != "---")]
        eol = "\r\n" if self.form == "crlf" else "\n"
        text = eol.join(line for group in lines for line in group.split("\n"))
        if self.rng.random() < 0.85 or "\n" in lines[-1]:  # a block text may end with its line
            text += eol
        data = text.encode()
        return Rendered(b"\xef\xbb\xbf" + data if self.form == "bom" else data, self.form, self.comments)

    def mapping(self, kind: str, element: object, depth: int) -> list[str]:
        """Lines of a block mapping at a depth."""
        self.chain.append(element)
        pad, lines = " " * depth, []
        entries = list(self.entries(kind, element))
        if kind != "document" and self.rng.random() < 0.2:
            self.rng.shuffle(entries)
            entries = _lanes_in_order(entries, element)
        for name, spec, value in entries:
            if lines and self.has_comments and self.rng.random() < 0.08:
                lines.append(pad + self.remark())
            if lines and self.rng.random() < 0.05:
                lines.append("")
            lines += self.entry(pad, name, spec, value)
        self.chain.pop()
        return lines

    def entries(self, kind: str, element: object) -> Iterator[tuple[str, object, object]]:
        for spec in ELEMENTS[kind].fields:
            value = getattr(element, spec.attr)
            if spec.type == "id" and kind in ("stage", "transition") and not self.cases.is_named:
                if self.rng.random() < 0.3:
                    yield spec.name, spec, value
                continue
            if spec.type == "cards":
                for lane, cards in value:
                    yield lane, spec, cards
            elif not is_empty(value) and not (isinstance(value, Seq) and not value):
                yield spec.name, spec, value
            elif self.rng.random() < 0.02 and spec.name not in ("id", "cjm"):
                yield spec.name, spec, None
        if (
            self.has_unknown
            and kind in ("document", "map", "touchpoint", "card", "stage")
            and self.rng.random() < 0.3
        ):
            yield (
                f"x_{self.rng.randint(0, 99)}",
                None,
                self.rng.choice(("text", "{a: [1, 2]}", "[]", "'No'", "0x1")),
            )

    def trailing(self, share: float = 0.12) -> str:
        return "  " + self.remark() if self.has_comments and self.rng.random() < share else ""

    def entry(self, pad: str, name: str, spec: object, value: object) -> list[str]:
        if spec is None:
            return [f"{pad}{name}: {value}{self.trailing()}"]
        if value is None:
            nothing = ("", "") if spec.type == "text" else ("", " ~", " null")
            if spec.type in ("texts", "refs", "items"):
                nothing = (*nothing, " []")
            return [f"{pad}{name}:{self.rng.choice(nothing)}{self.trailing()}"]
        if spec.type in ("texts", "refs", "items", "cards"):
            return self.listing(pad, name, spec, list(value))
        if spec.type == "item":
            if self.rng.random() < self.flow_share:
                return [f"{pad}{name}: {self.flow(spec.of, value)}{self.trailing()}"]
            return [f"{pad}{name}:{self.trailing()}", *self.mapping(spec.of, value, len(pad) + 2)]
        return self.scalar(f"{pad}{name}:", spec, value, len(pad) + 2)

    def listing(self, pad: str, name: str, spec: object, items: list[object]) -> list[str]:
        if self.rng.random() < self.flow_share:
            return [f"{pad}{name}: {self.flow_list(spec, items)}{self.trailing()}"]
        if spec.of == "evidence" and len(items) == 1 and self.rng.random() < 0.5:
            inside = self.mapping("evidence", items[0], len(pad) + 2)
            if inside:
                return [f"{pad}{name}:", *inside]
        step = {"indentless": 0, "wide": 4}.get(self.form, 2)
        inner = pad + " " * step
        lines = [f"{pad}{name}:{self.trailing()}"]
        for item in items:
            self.chain.append(item)
            if self.has_comments and self.rng.random() < 0.15:
                lines.append(inner + self.remark())
            lines += self.item(inner, spec, item)
            self.chain.pop()
            if self.has_comments and self.rng.random() < 0.04:
                lines += ["", inner + " " + self.remark()]
        return lines

    def item(self, inner: str, spec: object, item: object) -> list[str]:
        if isinstance(item, str):
            return self.scalar(f"{inner}-", ELEMENTS["card"].field("text"), item, len(inner) + 2)
        if spec.of == "card" and _is_text_alone(item) and self.rng.random() < 0.8:
            return self.scalar(f"{inner}-", ELEMENTS["card"].field("text"), item.text, len(inner) + 2)
        if self.rng.random() < self.flow_share:
            return [f"{inner}- {self.flow(spec.of, item)}{self.trailing()}"]
        gap = 4 if self.form == "wide" else 2
        lines = self.mapping(spec.of, item, len(inner) + gap)
        if not lines:
            return [f"{inner}- {{}}"]
        if self.rng.random() < 0.04:
            return [f"{inner}-{self.trailing()}", *lines]
        return [inner + "-" + " " * (gap - 1) + lines[0].lstrip(" "), *lines[1:]]

    def scalar(self, head: str, spec: object, value: object, depth: int) -> list[str]:
        made = self.written(spec, value, in_flow=False)
        if isinstance(value, str) and spec.type == "text" and _fits_block(value) and self.rng.random() < 0.6:
            mark = "|" if value.endswith("\n") else "|-"
            body = value.removesuffix("\n").split("\n")
            pad = " " * (depth + self.rng.choice((0, 1)))
            return [
                "\n".join([f"{head} {mark}{self.trailing()}", *(pad + line if line else "" for line in body)])
            ]
        return [f"{head} {made}{self.trailing()}"]

    def written(self, spec: object, value: object, in_flow: bool) -> str:
        if isinstance(value, bool):
            return self.rng.choice(("true", "yes") if value else ("false", "no"))
        if isinstance(value, int | float):
            return self.rng.choice((repr(value), repr(value), f"+{value}" if value >= 0 else repr(value)))
        plain = re.fullmatch(r"[A-Za-zА-Яа-я0-9~«][\w.+%»-]*(?: [\w.+%»-]+)*", value) is not None
        ways = ["double"]
        if re.fullmatch(r"[ -~А-Яа-я«»🙂]+", value):
            ways.append("single")
        if plain and not (in_flow and value.endswith("%")):
            ways += ["plain"] * 3
        match self.rng.choice(ways):
            case "plain":
                return value
            case "single":
                return "'" + value.replace("'", "''") + "'"
        made = json.dumps(value, ensure_ascii=False)
        return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", made)

    def flow(self, kind: str, element: object) -> str:
        spaced = self.rng.random() < 0.7
        parts = []
        for name, spec, value in self.entries(kind, element):
            if spec is None:
                parts.append(f"{name}: {value}")
            elif value is None:
                parts.append(f"{name}: ")
            elif spec.type in ("texts", "refs", "items", "cards"):
                parts.append(f"{name}: {self.flow_list(spec, list(value))}")
            elif spec.type == "item":
                parts.append(f"{name}: {self.flow(spec.of, value)}")
            else:
                parts.append(f"{name}: {self.written(spec, value, in_flow=True)}")
        return "{" + (", " if spaced else " , ").join(parts) + "}"

    def flow_list(self, spec: object, items: list[object]) -> str:
        parts = []
        for item in items:
            if isinstance(item, str):
                parts.append(self.written(ELEMENTS["card"].field("text"), item, in_flow=True))
            elif spec.of == "card" and _is_text_alone(item):
                parts.append(self.written(ELEMENTS["card"].field("text"), item.text, in_flow=True))
            else:
                parts.append(self.flow(spec.of, item))
        return "[" + self.rng.choice((", ", ",  ", " , ")).join(parts) + "]"


def _is_text_alone(card: model.Card) -> bool:
    return card == model.Card(text=card.text)


def _lanes_in_order(entries: list, element: object) -> list:
    """The entries, those of lanes in the order of the model: it is part of the value."""
    order = {lane: n for n, (lane, _cards) in enumerate(getattr(element, "cards", ()))}
    lanes = iter(sorted((e for e in entries if e[0] in order), key=lambda e: order[e[0]]))
    return [next(lanes) if e[0] in order else e for e in entries]


def _fits_block(text: str) -> bool:
    if "\n" not in text or " \n" in text or "\t" in text or text[0].isspace() or text[0] == "#":
        return False
    return (
        text.rstrip("\n")[-1:].strip() != "" and not text.endswith("\n\n") and not re.search(UNPRINTED, text)
    )


UNPRINTED = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]"


def rendered(
    seed: int, form: str, has_comments: bool = True, has_unknown: bool = True
) -> tuple[model.Document, Rendered]:
    """A random document and one of its texts."""
    cases = Cases(seed)
    document = cases.document()
    return document, Renderer(cases, form, has_comments, has_unknown).document(document)


@dataclass
class Edited:
    """An edited document and what kind of edit it was."""

    document: model.Document
    kind: str = ""


REMOVING = ("delete", "delete one", "clear list")
"""Kinds of edits after which an element without an id may be gone."""


def edited(cases: Cases, document: model.Document) -> Edited:
    """One random edit of the document, as the window would make it."""
    rng = cases.rng
    for _try in range(20):
        make = rng.choice(
            (_set_value, _set_value, _set_value, _clear, _structure, _structure, _cards, _texts)
        )
        try:
            made = make(cases, document)
        except EditError:
            continue
        if made is not None and made.document != document:
            return made
    return Edited(replace(document, title=document.title + "!"), kind="set")


def _addresses(document: model.Document) -> list[tuple[str, Address]]:
    """Kinds and addresses of all elements that have one."""
    found = [("document", DOCUMENT)]
    for segment in document.segments:
        found.append(("segment", Address("segment", "", segment.id)))
        found += [("persona", Address("persona", "", p.id)) for p in segment.personas]
    found += [("lane", Address("lane", "", lane.id)) for lane in document.lanes]
    for journey in document.maps:
        found.append(("map", map_at(journey.id)))
        for owner in (*journey.stages, *journey.touchpoints):
            kind = "stage" if isinstance(owner, model.Stage) else "touchpoint"
            found.append((kind, Address(kind, journey.id, owner.id)))
            found += [
                ("card", card_at(journey.id, owner.id, lane, n))
                for lane, row in owner.cards
                for n in range(len(row))
            ]
        found += [("transition", transition_at(journey.id, t.id)) for t in journey.transitions]
    for n, comparison in enumerate(document.comparisons):
        found.append(("comparison", Address("comparison", index=n)))
        found += [("link", Address("link", index=n, sub=m)) for m in range(len(comparison.links))]
    return found


FREE = ("text", "number", "yesno", "date", "period", "duration", "choice")


def _set_value(cases: Cases, document: model.Document) -> Edited | None:
    """Set one scalar field."""
    kind, at = cases.rng.choice(_addresses(document))
    specs = [f for f in ELEMENTS[kind].fields if f.type in FREE and f.name not in ("cjm", "derived_from")]
    if kind == "comparison" or not specs:
        return None
    spec = cases.rng.choice(specs)
    before, value = getattr(find(document, at), spec.attr), cases.value(spec, ())
    made = edits.set_field(document, at, spec.attr, value)
    if kind == "transition" and spec.name == "kind":
        return Edited(made, kind="delete")  # it may make the route explicit
    is_block_card = kind == "card" and "\n" in find(document, at).text
    if is_block_card or "\n" in f"{before}{value}" or is_empty(value):
        return Edited(made, kind="block text")
    return Edited(made, kind="set" if not is_empty(before) else "add field")


def _clear(cases: Cases, document: model.Document) -> Edited | None:
    """Clear one scalar field that is set."""
    kind, at = cases.rng.choice(_addresses(document))
    element = find(document, at)
    specs = [
        f
        for f in ELEMENTS[kind].fields
        if f.type in FREE
        and f.name not in ("cjm", "kind", "state", "text")
        and not is_empty(getattr(element, f.attr))
    ]
    if kind == "comparison" or not specs:
        return None
    return Edited(edits.set_field(document, at, cases.rng.choice(specs).attr, None), kind="clear field")


def _structure(cases: Cases, document: model.Document) -> Edited | None:
    """Add, move or delete a stage, touchpoint, transition, segment or map."""
    rng = cases.rng
    journey = rng.choice(document.maps)
    points, stages = journey.touchpoints, journey.stages
    what = rng.choice(
        (
            "add",
            "add",
            "move",
            "move",
            "delete",
            "delete",
            "stage",
            "stage move",
            "edge",
            "edge delete",
            "map",
        )
    )
    if what == "add":
        point = cases.touchpoint((), CARD_LANES[:3])
        point = replace(point, stage=rng.choice(stages).id if stages else "")
        return Edited(edits.add_touchpoint(document, journey.id, point, rng.randint(-1, 1)), kind="add")
    if what == "stage":
        stage = model.Stage(cases.id("s"), title=cases.text(), phase=rng.choice(PHASES))
        return Edited(
            edits.add_stage(document, journey.id, stage, rng.randint(0, len(stages))), kind="add stage"
        )
    if what == "map":
        copy = edits.derive_map(document, journey.id, cases.id("m"), "ideal", title=cases.text())
        return Edited(copy, kind="add map")
    if what == "stage move" and len(stages) > 1:
        at = Address("stage", journey.id, rng.choice(stages).id)
        return Edited(edits.move_stage(document, at, rng.randrange(len(stages))), kind="move")
    if what == "edge" and len(points) > 1:
        a, b = rng.sample([t.id for t in points], 2)
        edge = model.Transition(cases.id("e"), a, b, rng.choice(("back", "promise")), text=cases.text())
        return Edited(edits.add_transition(document, journey.id, edge), kind="add edge")
    if what == "edge delete" and journey.transitions:
        edge = rng.choice(list(journey.transitions))
        made = edits.delete_transition(document, transition_at(journey.id, edge.id))
        return Edited(made, kind="delete")
    if not points:
        return None
    at = Address("touchpoint", journey.id, rng.choice(list(points)).id)
    if what == "delete":
        return Edited(edits.delete_touchpoints(document, journey.id, {at.id}), kind="delete one")
    if what == "move" and stages:
        made = edits.move_touchpoint(document, at, rng.choice(stages).id, rng.randint(0, 2))
        return Edited(made, kind="move")
    return None


def _cards(cases: Cases, document: model.Document) -> Edited | None:
    """Add, change, move or delete a card."""
    rng = cases.rng
    known = _addresses(document)
    owners = [at for kind, at in known if kind in ("stage", "touchpoint")]
    cards = [at for kind, at in known if kind == "card"]
    if not owners:
        return None
    what = rng.choice(("add", "add", "change", "move", "delete", "delete"))
    if what == "add":
        lane = rng.choice(CARD_LANES)
        card = cases.element("card")
        return Edited(
            edits.add_card(document, rng.choice(owners), lane, rng.randint(0, 1), card), kind="add card"
        )
    if not cards:
        return None
    at = rng.choice(cards)
    if what == "change":
        card = find(document, at)
        changes = {
            "text": cases.text(),
            "severity": rng.choice((1, 2, 3)),
            "evidence": (cases.element("evidence"),),
        }
        name = rng.choice(list(changes))
        return Edited(edits.set_card(document, at, replace(card, **{name: changes[name]})), kind="clear list")
    if what == "move":
        return Edited(edits.move_card(document, at, rng.choice(owners), at.lane, 0), kind="move card")
    return Edited(edits.delete_card(document, at), kind="delete one")


def _texts(cases: Cases, document: model.Document) -> Edited | None:
    """Change a list of texts, of evidence or of metrics."""
    kind, at = cases.rng.choice(_addresses(document))
    element = find(document, at)
    specs = [f for f in ELEMENTS[kind].fields if f.type == "texts" or f.of in ("evidence", "metric")]
    if not specs:
        return None
    spec = cases.rng.choice(specs)
    items = list(getattr(element, spec.attr))
    make = cases.text if spec.type == "texts" else lambda: cases.element(spec.of)
    match cases.rng.choice(("append", "insert", "change", "delete", "swap", "empty")):
        case "append":
            items.append(make())
        case "insert":
            items.insert(0, make())
        case "change" if items:
            items[cases.rng.randrange(len(items))] = make()
        case "delete" if items:
            del items[cases.rng.randrange(len(items))]
        case "swap" if len(items) > 1:
            items[0], items[1] = items[1], items[0]
        case "empty":
            items = []
    return Edited(edits.set_field(document, at, spec.attr, tuple(items)), kind="clear list")


def alive(document: model.Document) -> tuple[set[tuple[str, str]], set[int]]:
    """Kinds and ids of the elements of a document, and the identities of those without ids."""
    named: set[tuple[str, str]] = set()
    objects: set[int] = set()
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple | Seq):
            waiting += value
        elif hasattr(value, "__dataclass_fields__"):
            objects.add(id(value))
            if getattr(value, "id", ""):
                named.add((type(value).__name__, value.id))
            waiting += [getattr(value, name) for name in value.__dataclass_fields__]
        elif isinstance(value, str):
            objects.add(id(value))
    return named, objects


def may_be_gone(chain: tuple[object, ...], made: Edited) -> bool:
    """Whether a comment in these elements may be missing after the edit: one of them was deleted."""
    named, objects = alive(made.document)
    for element in chain:
        if getattr(element, "id", "") and not isinstance(element, model.Card):
            if (type(element).__name__, element.id) not in named:
                return True
        elif id(element) not in objects and made.kind in REMOVING:
            return True
    return False
