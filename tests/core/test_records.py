"""The quick dataclass does what the standard library's does."""

import copy
import dataclasses
import pickle

import pytest

from cjm_editor.core import model, records


def made_by(decorator, frozen):
    @decorator(frozen=frozen, slots=True)
    class Thing:
        """A thing."""

        first: int
        second: str = "two"
        third: list = dataclasses.field(default_factory=list, compare=False, repr=False)

        def __repr__(self):
            return f"<{self.first}>"

    @decorator(frozen=frozen, slots=True)
    class Pair:
        """Two things."""

        left: object
        right: object = None

    @decorator(frozen=frozen, slots=True)
    class One:
        """One thing."""

        only: object

    @decorator(frozen=frozen, slots=True)
    class Nothing:
        """No field."""

    @decorator(frozen=frozen, slots=True, eq=False)
    class Alone:
        """Equal to itself only."""

        name: str

    return Thing, Pair, One, Nothing, Alone


OURS = {frozen: made_by(records.dataclass, frozen) for frozen in (True, False)}
THEIRS = {frozen: made_by(dataclasses.dataclass, frozen) for frozen in (True, False)}


def outcome(ask):
    try:
        return repr(ask()).replace("<locals>", "")
    except (TypeError, AttributeError) as error:
        return type(error).__name__, str(error)


QUESTIONS = {
    "positions": lambda t, p, o, n, a: (p(1, 2), t(1), o(3), n()),
    "names": lambda t, p, o, n, a: (p(right=1, left=2), t(first=1).second),
    "repr": lambda t, p, o, n, a: p(o("x"), n()),
    "own repr": lambda t, p, o, n, a: t(5),
    "equal": lambda t, p, o, n, a: (p(1, 2) == p(1, 2), p(1, 2) == p(2, 1), o(1) == o(1), n() == n()),
    "other class": lambda t, p, o, n, a: (o(1) == p(1), p(1) != 1, o(1) == (1,)),
    "not a number": lambda t, p, o, n, a: (lambda x: (o(x) == o(x), p(x, 1) == p(x, 1)))(float("nan")),
    "not compared": lambda t, p, o, n, a: t(1, third=[1]) == t(1, third=[2]),
    "hash": lambda t, p, o, n, a: (hash(p(1, 2)), hash(o(1)), hash(n()), hash(t(1, "b", [1]))),
    "identity": lambda t, p, o, n, a: (a("x") == a("x"), len({a("x"), a("x")})),
    "factory": lambda t, p, o, n, a: (t(1).third, t(1).third is t(1).third, t(1, third=[4]).third),
    "replace": lambda t, p, o, n, a: dataclasses.replace(p(1, 2), left=5),
    "fields": lambda t, p, o, n, a: [field.name for field in dataclasses.fields(t)],
    "asdict": lambda t, p, o, n, a: dataclasses.asdict(p(o(1), [o(2)])),
    "match": lambda t, p, o, n, a: (t.__match_args__, n.__match_args__),
    "slots": lambda t, p, o, n, a: (t.__slots__, n.__slots__, hasattr(p(1), "__dict__")),
    "copy": lambda t, p, o, n, a: (copy.copy(p(1, 2)), copy.deepcopy(p([1], o(2)))),
    "assignment": lambda t, p, o, n, a: setattr(p(1, 2), "left", 3),
    "deletion": lambda t, p, o, n, a: delattr(p(1, 2), "left"),
    "too few": lambda t, p, o, n, a: p(),
    "too many": lambda t, p, o, n, a: o(1, 2),
    "unknown": lambda t, p, o, n, a: o(other=1),
}


@pytest.mark.parametrize("frozen", [True, False], ids=["frozen", "open"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_both_answer_alike(question, frozen):
    ask = QUESTIONS[question]
    assert outcome(lambda: ask(*OURS[frozen])) == outcome(lambda: ask(*THEIRS[frozen]))


def test_a_value_of_the_model_can_be_pickled():
    card = model.Card(id="a", text="b")
    assert pickle.loads(pickle.dumps(card)) == card


def test_assigning_raises_the_error_of_the_standard_library():
    with pytest.raises(dataclasses.FrozenInstanceError):
        OURS[True][1](1, 2).left = 3


def test_other_kinds_are_left_to_the_standard_library():
    @records.dataclass(slots=True)
    class Open:
        value: int = 0

    made = Open()
    made.value = 4
    assert made == Open(4)

    @records.dataclass(frozen=True, slots=True)
    class Checked:
        value: int

        def __post_init__(self):
            if self.value < 0:
                raise ValueError("negative")

    with pytest.raises(ValueError, match="negative"):
        Checked(-1)
