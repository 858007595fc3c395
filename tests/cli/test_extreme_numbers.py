"""Numbers of any size that the format allows are drawn, compared and told in both languages."""

import random
import re

import pytest

from cjm_editor.core.texts import words

MAPS = """cjm: 1
{scale}maps:
  - id: a
    title: Lived
    kind: actual
    touchpoints:
      - id: t
        title: Tells
        emotion: 1
        day: {number}
        metrics:
          - {{kind: nps, value: {number}, n: {count}, low: {small}, high: {number}}}
          - {{kind: csat, value: {small}, min: {small}, max: {number}}}
          - {{kind: own, value: {number}, unit: pcs, min: 0, max: {number}}}
        evidence: [{{kind: interview, n: {count}}}]
        pains: [{{text: Slow, votes: {count}}}]
      - id: u
        title: Asks
        day: {small}
  - id: i
    title: Wished
    kind: ideal
    touchpoints:
      - id: t
        title: Tells
        metrics: [{{kind: nps, value: 5}}]
      - id: v
        title: Goes
        day: {number}
comparisons:
  - ideal: i
    actual: a
    weights: {{experience: {positive}, path: {positive}, friction: 1, metrics: {positive}}}
"""
SIZES = [
    "1e25",
    "1e300",
    "1.7976931348623157e308",
    "9" * 40,
    "-1e25",
    "-1e308",
    "5e-324",
    "1e15",
    "-0.0",
    "1e-20",
]


def document(number: str, scale: str = "") -> str:
    positive = number.lstrip("-")
    count = positive if "." not in positive and "e" not in positive else "9" * 38
    return MAPS.format(number=number, small=f"-{positive[:39]}", count=count, positive=positive, scale=scale)


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("number", SIZES)
def test_numbers_of_any_size_are_drawn_and_compared(cli, tmp_path, number, language):
    path = tmp_path / "a.cjm.yaml"
    for scale in ("", f"scale: {{min: -{number.lstrip('-')}, max: {number.lstrip('-')}}}\n"):
        path.write_text(document(number, scale))
        done = cli("validate", path, language=language)
        assert done.code == 0, done.out
        for suffix in ("svg", "png", "pdf") if number == "1e25" else ("svg",):
            done = cli("export", f"{path}#a", "-o", tmp_path / f"a.{suffix}", language=language)
            assert (done.code, done.err) == (0, "")
        for form in ("html", "text", "md", "json"):
            done = cli(
                "compare",
                f"{path}#i",
                f"{path}#a",
                "--format",
                form,
                "-o",
                tmp_path / f"c.{form}",
                language=language,
            )
            assert done.code in (0, 1), done.err
            assert "Traceback" not in done.err
        drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
        assert re.findall(r'[a-z0-9]="[^"]*\b(?:nan|inf)\b[^"]*"', drawn) == []


def test_random_numbers_keep_their_size_in_writing():
    rng = random.Random(26)
    for _n in range(1000):
        value = rng.choice((-1, 1)) * rng.uniform(1, 10) * 10.0 ** rng.randint(-320, 307)
        written = words("en").number(value)
        assert len(written) <= 24
        plain = written.replace(",", "").replace("−", "-").replace("\u00a0×\u00a010", "e")
        plain = plain.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        assert float(plain) == pytest.approx(value, rel=1e-3, abs=1e-3)
        assert words("ru").number(value).replace(",", ".").replace("\u00a0", "") == written.replace(
            ",", ""
        ).replace("\u00a0", "")
        for number in (int(value), -int(value)):
            assert words("ru").number(number, 2)
            assert words("en").percent(number)
