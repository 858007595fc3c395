"""Make resources/fonts from the static Inter faces of the npm package `inter-ui`.

    npm pack inter-ui@4.1.1 && tar xzf inter-ui-4.1.1.tgz
    python3 .ci/fonts.py package/web

Two steps. Subset: the characters of European texts and the signs a map uses, TrueType outlines, and of the layout
features only kerning and marks, so that a drawn width is the sum of advances and pair kerning. Measure: the same
sum written to inter-metrics.json for the measurer that works without a font engine; kerning becomes a matrix of
character classes, exact for every pair.
"""

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
RANGES = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x024F),  # Latin-1, Extended A and B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1E00, 0x1EFF),  # Latin additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letterlike, number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # keys of a keyboard
    (0x2460, 0x24FF),  # numbers in circles
    (0x25A0, 0x27BF),  # shapes, signs, check marks
    (0xFFFD, 0xFFFD),
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]
STAMP = 3_534_796_800  # 2016-01-04 in seconds of the font epoch: the same bytes on every run


def subset(source: Path, target: Path) -> TTFont:
    """Write the reduced TrueType face and return it."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    cutter.subset(font)
    font.flavor = None
    font["head"].created = font["head"].modified = STAMP
    font.save(target, reorderTables=True)
    return TTFont(target)


def pair_lookups(font: TTFont) -> list[Any]:
    """Return the pair-positioning lookups of the feature `kern`, in the order they apply."""
    table = font["GPOS"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    return [table.LookupList.Lookup[index] for index in sorted(wanted)]


def flat(lookup: Any) -> list[Any]:
    return [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]


def advance_of(value: Any) -> int:
    return getattr(value, "XAdvance", 0) if value is not None else 0


def kerning_row(lookups: list[Any], left: str, rights: list[str]) -> list[int]:
    """Return the kerning of one left glyph with each right glyph: per lookup the first subtable that covers it."""
    row = [0] * len(rights)
    for lookup in lookups:
        open_pairs = set(range(len(rights)))
        for table in flat(lookup):
            if left not in table.Coverage.glyphs:
                continue
            if table.Format == 1:
                index = table.Coverage.glyphs.index(left)
                pairs = {p.SecondGlyph: advance_of(p.Value1) for p in table.PairSet[index].PairValueRecord}
                for at in list(open_pairs):
                    if rights[at] in pairs:
                        row[at] += pairs[rights[at]]
                        open_pairs.discard(at)
                continue
            record = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
            for at in open_pairs:
                kind = table.ClassDef2.classDefs.get(rights[at], 0)
                row[at] += advance_of(record.Class2Record[kind].Value1)
            open_pairs.clear()
    return row


def script(code: int) -> str:
    """Return the script of a letter, "" for signs that stand in any: an engine does not kern across scripts."""
    for name, low, high in (
        ("latin", 0x41, 0x5A),
        ("latin", 0x61, 0x7A),
        ("latin", 0xC0, 0x24F),
        ("latin", 0x1E00, 0x1EFF),
        ("greek", 0x370, 0x3FF),
        ("cyrillic", 0x400, 0x52F),
    ):
        if low <= code <= high and code not in (0xD7, 0xF7):
            return name
    return ""


def metrics(fonts: dict[int, TTFont]) -> dict[str, object]:
    """Return advances and class kerning of all weights in font units."""
    first = fonts[400]
    codes = sorted(first.getBestCmap())
    left_rows: list[list[int]] = [[] for _ in codes]
    matrices: dict[int, list[list[int]]] = {}
    scripts = [script(code) for code in codes]
    for weight, font in fonts.items():
        cmap = font.getBestCmap()
        names = [cmap[code] for code in codes]
        lookups = pair_lookups(font)
        matrix = [kerning_row(lookups, name, names) for name in names]
        for at, row in enumerate(matrix):
            for other in range(len(row)):
                if scripts[at] and scripts[other] and scripts[at] != scripts[other]:
                    row[other] = 0
            left_rows[at] += row
        matrices[weight] = matrix
    lefts, left_of = classes([tuple(row) for row in left_rows])
    columns = [tuple(matrices[w][row][at] for w in fonts for row in lefts) for at in range(len(codes))]
    rights, right_of = classes(columns)
    head = first["head"]
    assert all(font["head"].unitsPerEm == head.unitsPerEm for font in fonts.values())
    return {
        "family": "Inter",
        "unitsPerEm": head.unitsPerEm,
        "ascent": first["hhea"].ascent,
        "descent": -first["hhea"].descent,
        "characters": "".join(map(chr, codes)),
        "left": line(left_of),
        "right": line(right_of),
        "advances": {
            weight: line([font["hmtx"][font.getBestCmap()[code]][0] for code in codes])
            for weight, font in fonts.items()
        },
        "kerning": {
            weight: [
                line(row) for row in sparse([[matrix[row][column] for column in rights] for row in lefts])
            ]
            for weight, matrix in matrices.items()
        },
    }


def line(numbers: list[int]) -> str:
    """Return numbers as one text: most lines are never asked for, and a text is read ten times as fast as a list."""
    return " ".join(map(str, numbers))


def classes(rows: list[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """Return a representative of each group of equal rows, and each row's group; group 0 is all zeros."""
    zero = next(at for at, row in enumerate(rows) if not any(row))
    found = {rows[zero]: 0}
    representatives = [zero]
    member = []
    for at, row in enumerate(rows):
        if row not in found:
            found[row] = len(representatives)
            representatives.append(at)
        member.append(found[row])
    return representatives, member


def sparse(matrix: list[list[int]]) -> list[list[int]]:
    """Return each row as a flat list right class, kerning, right class, kerning ..."""
    return [[number for at, value in enumerate(row) if value for number in (at, value)] for row in matrix]


def main() -> int:
    source = Path(sys.argv[1])
    fonts = {
        weight: subset(source / f"Inter-{name}.woff2", FONTS / f"Inter-{name}.ttf")
        for weight, name in WEIGHTS.items()
    }
    text = json.dumps(metrics(fonts), ensure_ascii=True, separators=(",", ":"))
    (FONTS / "inter-metrics.json").write_text(text.replace('","', '",\n"') + "\n", encoding="ascii")
    for path in sorted(FONTS.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
