"""The colours and line weights of a drawing: light, dark and print. Contrasts are those of the look's table.

Every colour is opaque `#RRGGBB`; tints are mixed already, so that no back end needs to blend.
"""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of tokens. `emotions` are the five steps -2..+2, `face_ink` the features drawn on them."""

    name: str
    win: str
    panel: str
    board: str
    card: str
    sunk: str
    hair: str
    line: str
    zero: str
    strong: str
    text: str
    text2: str
    text3: str
    dis: str
    curve: str
    accent: str
    on_accent: str
    accent_bg: str
    accent_bg2: str
    pain: str
    opp: str
    plum: str
    ochre: str
    pain_bg: str
    opp_bg: str
    plum_bg: str
    ochre_bg: str
    warm: str
    cool: str
    worse: str
    better: str
    shadow: str
    """"" where nothing casts a shadow."""
    blue_text: str
    emotions: tuple[str, str, str, str, str]
    face_ink: str
    is_dark: bool = False
    is_print: bool = False
    hair_width: float = 1.0
    """Width of lane rules and grid lines, px."""
    border_width: float = 1.0
    """Width of the borders of cards, px."""

    def emotion(self, value: float) -> str:
        """The colour of an emotion on -2..+2: that of the nearest step."""
        return self.emotions[nearest_step(value) + 2]


def nearest_step(value: float) -> int:
    """The step -2..+2 nearest to an emotion; halves go away from neutral, so that 0.5 already smiles."""
    step = int(abs(value) + 0.5)
    return min(2, step) if value > 0 else -min(2, step)


LIGHT = Theme(
    name="light",
    win="#F5F4F1",
    panel="#F8F7F5",
    board="#FFFFFF",
    card="#FFFFFF",
    sunk="#F3F2EE",
    hair="#ECEAE5",
    line="#DEDCD6",
    zero="#C9C6BE",
    strong="#8A8880",
    text="#1D1E21",
    text2="#55575D",
    text3="#6A6C72",
    dis="#A3A29C",
    curve="#2A2C31",
    accent="#5548C8",
    on_accent="#FFFFFF",
    accent_bg="#EFEDFB",
    accent_bg2="#F8F7FE",
    pain="#A63C10",
    opp="#0B6B60",
    plum="#86368A",
    ochre="#7A5C00",
    pain_bg="#FBEFE8",
    opp_bg="#E6F2F0",
    plum_bg="#F6EBF6",
    ochre_bg="#F7F0DA",
    warm="#FAE9DC",
    cool="#E2EEF9",
    worse="#F3CDB0",
    better="#B9D7F0",
    shadow="#E6E4DF",
    blue_text="#1F64A5",
    emotions=("#8F2A08", "#C96A12", "#727986", "#3D8BD0", "#0A4380"),
    face_ink="#FFFFFF",
)

DARK = Theme(
    name="dark",
    win="#131416",
    panel="#17181B",
    board="#1B1C1F",
    card="#242529",
    sunk="#222327",
    hair="#2A2B2F",
    line="#393B40",
    zero="#4A4C52",
    strong="#85878E",
    text="#ECEBE8",
    text2="#B4B5B9",
    text3="#9B9DA3",
    dis="#6A6C72",
    curve="#E4E3E0",
    accent="#A79CFF",
    on_accent="#17161F",
    accent_bg="#2E2A4A",
    accent_bg2="#22212E",
    pain="#FF9A73",
    opp="#5CCBB9",
    plum="#E09AE2",
    ochre="#E3BE55",
    pain_bg="#38251D",
    opp_bg="#1B322F",
    plum_bg="#352437",
    ochre_bg="#332C18",
    warm="#35251D",
    cool="#1D2A3A",
    worse="#5A3320",
    better="#21405E",
    shadow="#101113",
    blue_text="#7FC4FF",
    emotions=("#FF7A59", "#FFB25C", "#A7ADB5", "#7FC4FF", "#4D93FF"),
    face_ink="#17181B",
    is_dark=True,
)

_POINT = 96 / 72

PRINT = replace(
    LIGHT,
    name="print",
    accent=LIGHT.text,
    shadow="",
    is_print=True,
    hair_width=0.35 * _POINT,
    border_width=0.5 * _POINT,
)

THEMES = (LIGHT, DARK, PRINT)
