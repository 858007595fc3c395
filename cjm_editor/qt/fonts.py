"""The bundled Inter for Qt, set so that a drawn line is as wide as `render.measure` says."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from cjm_editor.core.resources import resource
from cjm_editor.render.measure import bundled_measurer

FAMILY = "Inter"
_FACES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


def load_fonts() -> str:
    """Return the family name of the bundled font, registered with the running application.

    Registering again costs nothing: Qt answers a known file with its old number. Raises `OSError` naming the
    face that cannot be loaded.
    """
    for name in _FACES:
        path = resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) == -1:
            raise OSError(f"font cannot be loaded: {path}")
    return FAMILY


def whole_size(size: float) -> tuple[int, float]:
    """Return a size in whole px and the scale that turns it into `size`: `12.5` is 25 px at a half.

    Qt rounds the size of a font to whole px, even where it is given in points (seen up to 6.11); the half sizes
    of the board are therefore drawn through a scaled painter.
    """
    if size == int(size):
        return max(1, int(size)), 1.0 if size >= 1 else size
    whole = max(1, round(size * 2) if size * 2 == int(size * 2) else round(size * 4))
    return whole, size / whole


def font(pixels: int, weight: int) -> QFont:
    """Return Inter at a height of whole `pixels` and `weight` 400-700.

    Without hinting, advances are those of the outlines, at every zoom the same; kerning is on, as in the
    measurer.
    """
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    made.setKerning(True)
    return made


def letters_without_font(texts: Iterable[str]) -> str:
    """Return the characters of the texts, in order, that no font of this computer can draw: boxes stand for them.

    Fonts are asked one by one: the runs of glyphs that Qt lays out would say it too, but reading the font of a box
    ends the process (PySide6 6.11.3).
    """
    has = bundled_measurer().has
    lacking = sorted({c for text in texts for c in text if c.isprintable() and not has(c)})
    for family in QFontDatabase.families():
        if not lacking:
            break
        face = QRawFont.fromFont(QFont(family))
        lacking = [c for c in lacking if not face.supportsCharacter(ord(c))]
    return "".join(lacking)
