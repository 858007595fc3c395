"""Reads the files named on its standard input, and says of each before and after what it is doing, a line of JSON each.

A file that takes more than the seconds of CPU given as the argument kills the process (SIGPROF).
"""

from __future__ import annotations

import json
import signal
import sys
import traceback
from pathlib import Path

from cjm_editor.core.errors import CjmError, FormatError, Problem
from cjm_editor.core.texts import words
from cjm_editor.io.files import load


def told(path: Path) -> tuple[list[str], str]:
    """Codes with lines of all that is said about a file, and what is wrong with saying it."""
    try:
        problems = load(path).source.problems
    except FormatError as error:
        problems = error.problems
    except CjmError as error:
        return [error.code], f"no problem of the file: {error.code}"
    except Exception:  # noqa: BLE001 - the child tells everything that is no sentence
        return [], traceback.format_exc()
    failures = [failure for problem in problems if (failure := _failure(problem, path))]
    return [f"{problem.code} {problem.place.line}" for problem in problems[:50]], "; ".join(failures[:3])


def _failure(problem: Problem, path: Path) -> str:
    if problem.place.line < 1 or problem.place.column < 1 or problem.place.file != str(path):
        return f"no place: {problem.code}"
    sentences = [words(language)(problem.message) for language in ("en", "ru")]
    if not all(sentences) or sentences[0] == sentences[1] or max(map(len, sentences)) > 2000:
        return f"no sentence: {problem.code}"
    return ""


def main() -> None:
    seconds = float(sys.argv[1])
    for name in sys.stdin.read().splitlines():
        print(json.dumps({"path": name}), flush=True)  # noqa: T201 - what the parent reads
        signal.setitimer(signal.ITIMER_PROF, seconds)
        codes, failure = told(Path(name))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps({"path": name, "codes": codes, "failure": failure}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
