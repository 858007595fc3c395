"""Extract, check and compile the texts a user can see.

    python3 run.py texts            compile both catalogues; print each problem, exit 1 if there is one
    python3 run.py texts --check    the same, but change nothing
    python3 run.py texts --add      first append what is missing to the fragments, to be translated there
    python3 run.py texts --tidy     first drop what no code asks for any more, and empty entries

Russian is written in resources/i18n/ru/<room>.po, one fragment for each room of the package. The script merges them
into resources/i18n/{en,ru}/LC_MESSAGES/cjm_editor.{po,mo}. English is the message id. A text that several rooms use
stands in any one of their fragments. The compiled files have the same bytes on every run and machine.
"""

import argparse
import ast
import re
import string
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "cjm_editor"
TEXTS = ROOT / "resources" / "i18n"
ROOMS = ("core", "io", "render", "compare", "qt", "app", "cli")
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
FUNCTIONS = ("_", "ngettext", "pgettext")

Key = tuple[str, str]
"""Context ("" for none) and message id."""


@dataclass
class Text:
    """A text found in code: its plural id ("" for none) and the rooms and places that use it."""

    plural: str
    rooms: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass
class Translation:
    plural: str
    forms: tuple[str, ...]
    room: str
    is_fuzzy: bool
    comments: tuple[str, ...]


def fields(text: str) -> set[str]:
    """Return the names of the placeholders; raises `ValueError` for braces that do not pair."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def sources() -> list[Path]:
    return sorted(path for path in CODE.rglob("*.py") if "_data" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(CODE).parts[0]
    return first if first in ROOMS else "core"


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            yield node.func.id, node


def extract() -> tuple[dict[Key, Text], list[str]]:
    """Return the texts of the whole package, and what is wrong with the calls that name them."""
    found: dict[Key, Text] = {}
    problems: list[str] = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for function, call in calls(tree):
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            wanted = 1 if function == "_" else 2
            texts = [literal(argument) for argument in call.args[:wanted]]
            if len(texts) < wanted or None in texts:
                problems.append(f"{place}: {function}() takes literal strings only")
                continue
            first, second = str(texts[0]), str(texts[-1])
            context, msgid = (first, second) if function == "pgettext" else ("", first)
            plural = second if function == "ngettext" else ""
            problems += [f"{place}: {problem}" for problem in value_problems(call, msgid, plural)]
            text = found.setdefault((context, msgid), Text(plural))
            if text.plural != plural:
                problems.append(f"{place}: “{msgid}” is used with two plurals, or with one and without")
            text.rooms.append(room_of(path))
            text.places.append(place)
    return found, problems


def value_problems(call: ast.Call, msgid: str, plural: str) -> Iterator[str]:
    """Yield how the values of a call and the placeholders of its text disagree."""
    try:
        wanted = fields(msgid) | fields(plural)
    except ValueError as error:
        yield f"“{msgid}”: {error}"
        return
    if any(keyword.arg is None for keyword in call.keywords):
        return
    given = {str(keyword.arg) for keyword in call.keywords} | ({"n"} if plural else set())
    for name in sorted(wanted - given):
        yield f"“{msgid}” has no value for {{{name}}}"
    for name in sorted(given - wanted - ({"n"} if plural else set())):
        yield f"“{msgid}” has a value {name} that its text does not show"


def fragment(room: str) -> Path:
    return TEXTS / "ru" / f"{room}.po"


def blocks_of(path: Path) -> list[str]:
    """Return the entries of a fragment as they stand; blank lines part them."""
    return [block for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()) if block]


def parsed(block: str) -> list[Message]:
    return [message for message in read_po(BytesIO(f"{block}\n".encode()), locale="ru") if message.id]


def entries_of(path: Path) -> Iterator[Message]:
    """Yield the entries of a fragment one by one: read as a whole, the first of two equal ids would win unseen."""
    for block in blocks_of(path):
        yield from parsed(block)


def read_fragments() -> tuple[dict[Key, Translation], list[str]]:
    """Return the translations of all fragments, and where two of them disagree."""
    found: dict[Key, Translation] = {}
    problems: list[str] = []
    for room in ROOMS:
        path = fragment(room)
        if not path.exists():
            continue
        for message in entries_of(path):
            ids = message.id if isinstance(message.id, tuple) else (message.id, "")
            forms = tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)
            entry = Translation(ids[1], forms, room, message.fuzzy, tuple(message.user_comments))
            key = (message.context or "", ids[0])
            earlier = found.get(key)
            if (
                earlier
                and any(earlier.forms)
                and any(forms)
                and (earlier.plural, earlier.forms) != (ids[1], forms)
            ):
                problems.append(f"ru/{room}.po: “{ids[0]}” is translated otherwise in ru/{earlier.room}.po")
            if not earlier or not any(earlier.forms):
                found[key] = entry
    return found, problems


def translation_problems(texts: dict[Key, Text], translations: dict[Key, Translation]) -> Iterator[str]:
    """Yield what is missing, stale, unfinished or broken in the Russian fragments."""
    for key, text in sorted(texts.items()):
        entry = translations.get(key)
        if entry is None:
            yield f"ru/{text.rooms[0]}.po: “{key[1]}” is missing ({text.places[0]})"
            continue
        at = f"ru/{entry.room}.po: “{key[1]}”"
        if entry.plural != text.plural:
            yield f"{at} has another plural than the code ({text.places[0]})"
        elif len(entry.forms) != (3 if text.plural else 1) or not all(entry.forms):
            yield f"{at} is not translated"
        elif entry.is_fuzzy:
            yield f"{at} is marked fuzzy"
        else:
            yield from (f"{at} {problem}" for problem in form_problems(key[1], entry))
    for (_context, msgid), entry in sorted(translations.items()):
        if (_context, msgid) not in texts:
            yield f"ru/{entry.room}.po: “{msgid}” is stale, no code asks for it"


def form_problems(msgid: str, entry: Translation) -> Iterator[str]:
    """Yield what is wrong with the Russian of one text: placeholders, typography, English left standing."""
    wanted = fields(msgid) | fields(entry.plural)
    for form in entry.forms:
        try:
            shown = fields(form)
        except ValueError as error:
            yield f"has braces that do not pair: {error}"
            continue
        if shown != wanted:
            yield f"has the placeholders {sorted(shown)}, not {sorted(wanted)}"
        bare = re.sub(r"\{\w*\}", "", form)
        if re.search(r"(^|\s)\"[А-Яа-яё]|“|”", bare):
            yield "has quotes other than « »"
        if re.search(r"[А-Яа-яё]!(\s|$)", bare):
            yield "has an exclamation mark"
        if re.search(r"[А-Яа-яё] - ", bare):
            yield "has a hyphen for a dash"
        if re.search(r"[\d}] ?%", form):
            yield "has no no-break space before the per cent sign"
        if bare.strip() != bare and msgid.strip() == msgid and form.strip() != form:
            yield "begins or ends with a space"
        is_english = not re.search(r"[А-Яа-яё]", bare) and re.search(
            r"[a-z]{4}", re.sub(r"\{\w*\}", "", msgid)
        )
        if is_english and not any("same" in comment for comment in entry.comments):
            yield "has no Russian (a comment “# same” says that it is meant)"


def header(language: str) -> str:
    lines = (
        "Project-Id-Version: cjm-editor",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    )
    return "\n".join(lines) + "\n"


def normalize(text: str) -> str:
    """Return a text as .po strings, a line each; unlike Babel's, never wrapped, so the same in every version."""
    escaped = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace('"', '\\"')
    lines = [line.replace("\n", "\\n") for line in escaped.splitlines(keepends=True)]
    if len(lines) < 2:
        return f'"{"".join(lines)}"'
    return "\n".join(['""', *(f'"{line}"' for line in lines)])


def entry_text(key: Key, plural: str, forms: tuple[str, ...]) -> str:
    """Return one entry as it stands in a .po file."""
    context, msgid = key
    lines = [f"msgctxt {normalize(context)}"] if context else []
    lines.append(f"msgid {normalize(msgid)}")
    if plural:
        lines.append(f"msgid_plural {normalize(plural)}")
        lines += [f"msgstr[{at}] {normalize(form)}" for at, form in enumerate(forms)]
    else:
        lines.append(f"msgstr {normalize(forms[0])}")
    return "\n".join(lines) + "\n"


Finished = dict[Key, tuple[str, tuple[str, ...]]]


def po_bytes(language: str, entries: Finished) -> bytes:
    parts = [entry_text(("", ""), "", (header(language),))]
    parts += [entry_text(key, plural, forms) for key, (plural, forms) in sorted(entries.items())]
    return "\n".join(parts).encode()


def mo_bytes(language: str, entries: Finished) -> bytes:
    """Return a compiled catalogue: little-endian, sorted, without a hash table, the same on every machine."""
    pairs = {b"": header(language).encode()}
    for (context, msgid), (plural, forms) in entries.items():
        key = (f"{context}\x04" if context else "") + msgid + (f"\x00{plural}" if plural else "")
        pairs[key.encode()] = "\x00".join(forms).encode()
    keys = sorted(pairs)
    strings = [*keys, *(pairs[key] for key in keys)]
    offset = 28 + 16 * len(keys)
    table, body = [], b""
    for text in strings:
        table += [len(text), offset + len(body)]
        body += text + b"\x00"
    start = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, offset)
    return start + struct.pack(f"<{len(table)}I", *table) + body


def compiled(texts: dict[Key, Text], translations: dict[Key, Translation]) -> dict[Path, bytes]:
    """Return what the four catalogue files should hold. An untranslated text is left out and speaks English."""
    english: Finished = {
        key: (t.plural, (key[1], t.plural) if t.plural else (key[1],)) for key, t in texts.items()
    }
    russian: Finished = {
        key: (text.plural, translations[key].forms)
        for key, text in texts.items()
        if key in translations and all(translations[key].forms) and translations[key].plural == text.plural
    }
    files = {}
    for language, entries in (("en", english), ("ru", russian)):
        folder = TEXTS / language / "LC_MESSAGES"
        files[folder / "cjm_editor.po"] = po_bytes(language, entries)
        files[folder / "cjm_editor.mo"] = mo_bytes(language, entries)
    return files


def add_missing(texts: dict[Key, Text], translations: dict[Key, Translation]) -> None:
    """Append an empty entry to the fragment of the first room that uses a text; what stands there is not touched."""
    for key, text in sorted(texts.items()):
        if key in translations:
            continue
        path = fragment(min(text.rooms, key=ROOMS.index))
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(entry_text(("", ""), "", (header("ru"),)), encoding="utf-8")
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + entry_text(key, text.plural, ("", "", "") if text.plural else ("",)))


def tidy(texts: dict[Key, Text]) -> None:
    """Rewrite the fragments without stale and empty entries."""
    for room in ROOMS:
        path = fragment(room)
        if not path.exists():
            continue
        kept = []
        for block in blocks_of(path):
            entries = parsed(block)
            ids = [(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id) for m in entries]
            if not ids or any(
                key in texts and is_filled(m.string) for key, m in zip(ids, entries, strict=True)
            ):
                kept.append(block)
        path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")


def is_filled(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


def problems() -> list[str]:
    """Return everything that keeps the catalogues from being complete and fresh."""
    texts, found = extract()
    translations, more = read_fragments()
    found += more
    found += translation_problems(texts, translations)
    for path, data in compiled(texts, translations).items():
        if not path.exists() or path.read_bytes() != data:
            found.append(f"{path.relative_to(ROOT)} is not fresh: run `python3 run.py texts`")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="extract, check and compile the texts a user can see")
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--tidy", action="store_true", help="drop stale and empty translations")
    parser.add_argument("--add", action="store_true", help="append missing entries to the fragments")
    options = parser.parse_args()
    if not options.check:
        texts, _problems = extract()
        if options.tidy:
            tidy(texts)
        if options.add:
            add_missing(texts, read_fragments()[0])
        for path, data in compiled(texts, read_fragments()[0]).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
    found = problems()
    print("\n".join(found) if found else f"{len(extract()[0])} texts, complete in both languages")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
