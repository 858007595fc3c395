"""Make resources/icons/icons.json from the npm package `lucide-static`.

    npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
    python3 .ci/icons.py package/icons

Every shape of an icon becomes one path of absolute M, L, C and Z commands on the 24 grid, the four that every back
end of the drawing knows.
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icons" / "icons.json"

CHANNELS = """search globe smartphone shopping-bag store phone mail message-square message-circle share-2 truck
package landmark mailbox monitor bot users megaphone circle"""
LANES = """footprints cable smile message-circle quote triangle-alert thumbs-up lightbulb eye eye-off hand-helping
settings image gauge scan-search"""
EVIDENCE = (
    """star mic eye clipboard-list chart-column message-square-warning headphones binoculars circle-help"""
)
ACTIONS = """undo-2 redo-2 plus x search filter layers panel-left panel-right git-compare-arrows play file-down lock
lock-open history rotate-ccw timer flag pencil trash-2 copy grip-vertical chevron-right chevron-down zoom-in zoom-out
link unlink split merge file-plus folder-open save user circle-dot circle-dashed target check chevron-left chevron-up
arrow-right arrow-left arrow-up arrow-down arrow-left-right equal waves minus handshake pin ban list-tree maximize
settings-2 languages sun moon info import external-link clipboard-paste file-text list ellipsis tag log-out
square-plus between-vertical-start map calendar clock quote heart"""
OWN = {
    # Lucide has no tilde: two waves, the mark of a renamed touchpoint, drawn on its grid
    "tilde": [
        "M5 10C7 7.5 9.5 7.5 12 10C14.5 12.5 17 12.5 19 10",
        "M5 16C7 13.5 9.5 13.5 12 16C14.5 18.5 17 18.5 19 16",
    ],
}
KAPPA = 0.5522847498


def number(value: float) -> str:
    return f"{round(value, 3) + 0:g}"


def command(letter: str, *points: tuple[float, float]) -> str:
    return letter + " ".join(f"{number(x)} {number(y)}" for x, y in points)


def path(data: str) -> str:
    """Return SVG path data with absolute M, L, C and Z only; arcs become cubics."""
    pen = RecordingPen()
    parse_path(data, pen)
    parts = []
    here = (0.0, 0.0)
    for name, points in pen.value:
        if name == "moveTo":
            parts.append(command("M", *points))
        elif name == "lineTo":
            parts.append(command("L", *points))
        elif name == "curveTo":
            parts.append(command("C", *points))
        elif name == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                one, two = (
                    tuple(a + 2 / 3 * (c - a) for a, c in zip(start, control, strict=True))
                    for start in (here, end)
                )
                parts.append(command("C", one, two, end))
                here = end
        elif name == "closePath":
            parts.append("Z")
        if points:
            here = points[-1]
    return "".join(parts)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    kx, ky = rx * KAPPA, ry * KAPPA
    return "".join(
        (
            command("M", (cx + rx, cy)),
            command("C", (cx + rx, cy + ky), (cx + kx, cy + ry), (cx, cy + ry)),
            command("C", (cx - kx, cy + ry), (cx - rx, cy + ky), (cx - rx, cy)),
            command("C", (cx - rx, cy - ky), (cx - kx, cy - ry), (cx, cy - ry)),
            command("C", (cx + kx, cy - ry), (cx + rx, cy - ky), (cx + rx, cy)),
            "Z",
        )
    )


def rectangle(x: float, y: float, w: float, h: float, r: float) -> str:
    r = min(r, w / 2, h / 2)
    if not r:
        return path(f"M{x} {y}h{w}v{h}h{-w}z")
    return path(
        f"M{x + r} {y}h{w - 2 * r}a{r} {r} 0 0 1 {r} {r}v{h - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
        f"h{2 * r - w}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - h}a{r} {r} 0 0 1 {r} {-r}z"
    )


def shape(element: ElementTree.Element) -> str:
    """Return the path of one SVG shape; raises `ValueError` for what icons of outlines do not hold."""
    kind = element.tag.rpartition("}")[2]
    dot = kind == "circle" and float(element.get("r", "0")) <= 0.5  # the stroke fills it anyway
    if (element.get("fill", "none") != "none" and not dot) or element.get("transform"):
        raise ValueError(f"not a plain outline: {ElementTree.tostring(element)!r}")

    def at(name: str) -> float:
        return float(element.get(name, "0"))

    match kind:
        case "path":
            return path(element.attrib["d"])
        case "line":
            return command("M", (at("x1"), at("y1"))) + command("L", (at("x2"), at("y2")))
        case "circle":
            return ellipse(at("cx"), at("cy"), at("r"), at("r"))
        case "ellipse":
            return ellipse(at("cx"), at("cy"), at("rx"), at("ry"))
        case "rect":
            return rectangle(at("x"), at("y"), at("width"), at("height"), at("rx") or at("ry"))
        case "polyline" | "polygon":
            return path(f"M{element.attrib['points']}" + ("z" if kind == "polygon" else ""))
    raise ValueError(f"unknown shape {kind}")


def main() -> int:
    folder = Path(sys.argv[1])
    names = sorted(set(f"{CHANNELS} {LANES} {EVIDENCE} {ACTIONS}".split()))
    icons = {
        name: [shape(child) for child in ElementTree.parse(folder / f"{name}.svg").getroot()]
        for name in names
    }
    rows = [f'"{name}": {json.dumps(paths)}' for name, paths in sorted({**icons, **OWN}.items())]
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="ascii")
    print(f"{len(rows)} icons, {TARGET.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
