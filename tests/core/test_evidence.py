"""What a statement rests on."""

from cjm_editor.core import evidence
from cjm_editor.core.model import Card, Evidence, JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.schema import EVIDENCE
from cjm_editor.core.seq import Seq

SURVEY, INTERVIEW = Evidence("survey", 41), Evidence("interview", 8)


def journey(stage=(), touchpoint=()):
    owner = Touchpoint("a", "s", evidence=touchpoint)
    return JourneyMap("m", stages=(Stage("s", evidence=stage),), touchpoints=Seq([owner])), owner


def test_evidence_is_the_statements_own_else_its_touchpoints_else_its_stages_else_an_assumption():
    made, owner = journey((SURVEY,), (INTERVIEW,))
    own = Card("x", evidence=(Evidence("review"),))
    assert evidence.evidence_of(made, owner, own) == own.evidence
    assert evidence.evidence_of(made, owner, Card("x")) == (INTERVIEW,)
    assert evidence.evidence_of(made, owner) == (INTERVIEW,)
    made, owner = journey((SURVEY,))
    assert evidence.evidence_of(made, owner) == (SURVEY,)
    made, owner = journey()
    assert evidence.evidence_of(made, owner) == evidence.ASSUMED
    assert evidence.evidence_level(made, owner) == "assumed"


def test_every_kind_of_evidence_has_a_strength_and_a_level():
    assert set(evidence.STRENGTH) == set(EVIDENCE)
    levels = {kind: evidence.level_of(kind) for kind in EVIDENCE}
    assert (
        levels["survey"] == "measured"
        and levels["interview"] == "heard"
        and levels["assumption"] == "assumed"
    )
    assert evidence.level_of("") == "assumed"


def test_no_kind_is_stronger_than_one_of_a_higher_level():
    levels = [evidence.level_of(kind) for kind in evidence.STRENGTH]
    assert levels == sorted(levels, key=("assumed", "heard", "measured").index)
    assert evidence.weaker("support_log", "interview") == "interview"


def test_the_strongest_piece_counts_and_more_answers_break_a_tie():
    more = Evidence("interview", 20)
    assert evidence.strongest((INTERVIEW, more)) is more
    assert evidence.strongest((INTERVIEW, SURVEY)) is SURVEY
    assert evidence.strongest(()) == Evidence("assumption")
    assert evidence.weaker("survey", "review") == "review"
    assert evidence.weaker("survey", "") == "assumption"


def test_a_metric_with_a_source_was_measured():
    made, owner = journey((INTERVIEW,))
    (found,) = evidence.metric_evidence(made, owner, Metric("nps", 34, 41, source="Опрос"))
    assert (found.kind, found.n, found.source) == ("survey", 41, "Опрос")
    assert evidence.metric_evidence(made, owner, Metric("aht", 3, source="CRM"))[0].kind == "analytics"
    assert evidence.metric_evidence(made, owner, Metric("nps", 34)) == (INTERVIEW,)
