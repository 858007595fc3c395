#!/usr/bin/env python3
"""Set up and start CJM Editor; needs nothing but Python 3.11 or newer.

    python3 run.py                 the main job on a sample: its window, or without a display
                                   the comparison, the report and the pictures, in out/
    python3 run.py ARGS            the program itself: new, validate, export, compare, FILE ..., --help
    python3 run.py test [ARGS]     install the test tools, run all tests on all cores (ARGS go to pytest)
    python3 run.py soak [PARTS]    the long form of the tests: kills, faults, damage; --write puts it into docs/
    python3 run.py bench [ARGS]    the benchmarks
    python3 run.py matching [ARGS] how well maps are lined up, beside other tools
    python3 run.py texts [ARGS]    check and compile the texts of both languages
    python3 run.py pictures        make the pictures of the guide anew
    python3 run.py format          write the tables of fields into docs/format.*.md
    python3 run.py setup [test]    set up only

On Debian and its kin missing libraries are installed when run by root; otherwise the one line to run is printed.
The program lives in .venv beside this file; later starts find it by the stamp of pyproject.toml.
"""

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OUT = ROOT / "out"
IS_WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")

# Shared libraries Qt loads, and the Debian package of each. Drawing without a screen needs the first group,
# a real window the second too.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs that some tests look with; without them those tests are skipped.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "pdftotext": "poppler-utils", "git": "git"}

SAMPLE_SEGMENT = "young-man"
SHOWN_FIXES = 3

SCRIPTS = {
    "bench": "benchmarks/run.py",
    "soak": "tests/soak/run.py",
    "matching": "benchmarks/matching.py",
    "texts": ".ci/texts.py",
    "pictures": ".ci/pictures.py",
    "format": ".ci/format.py",
}
MOST_TEST_PROCESSES = 4
MEASURED_BESIDE_OTHERS = ("bench", "matching")


def is_russian(environ: Mapping[str, str]) -> bool:
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return locale.lower().startswith("ru")


def say(english: str, russian: str) -> None:
    """Print a sentence of the set-up to stderr; stdout belongs to the program."""
    print(russian if is_russian(os.environ) else english, file=sys.stderr, flush=True)


def stop(english: str, russian: str) -> NoReturn:
    say(english, russian)
    raise SystemExit(2)


def has_display(environ: Mapping[str, str]) -> bool:
    if IS_WINDOWS or sys.platform == "darwin":
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


# Debian -----------------------------------------------------------------------------------------------------


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(with_window: bool, with_tests: bool) -> list[str]:
    """Return the Debian packages whose module, library or program is not there."""
    missing = []
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    libraries = DRAWING | (WINDOW if with_window or with_tests else {})
    missing += [package for library, package in libraries.items() if not is_loadable(library)]
    if with_tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def install_packages(with_window: bool, with_tests: bool) -> None:
    """Install what Debian has and this machine lacks; exit 2 with the line to run where that is not allowed."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(with_window, with_tests)
    if not missing:
        return
    listed = " ".join(missing)
    if shutil.which("apt-get") is None:
        if "python3-venv" in missing:
            stop(
                "Python's venv module is missing; install it first.",
                "Нет модуля venv для Python; сначала установите его.",
            )
        say(f"Not found, may be needed: {listed}", f"Не найдено, может понадобиться: {listed}")
        return
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {listed}"
        stop(f"Some system libraries are missing. Run this line, then again:\n  {line}",
             f"Не хватает системных библиотек. Выполните строку и запустите снова:\n  {line}")  # fmt: skip
    say(f"Installing Debian packages: {listed}", f"Ставлю пакеты Debian: {listed}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    run_quietly(["apt-get", *quiet, "update"], environ)
    run_quietly(["apt-get", *quiet, "install", "-y", "--no-install-recommends", *missing], environ)


def run_quietly(command: list[str], environ: Mapping[str, str]) -> None:
    """Run a step of the set-up; its output is shown only if it fails, and then the program exits with 2."""
    done = subprocess.run(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        shown, code = " ".join(command), done.returncode
        stop(
            f"{done.stdout}\nThis step failed with {code}: {shown}",
            f"{done.stdout}\nШаг не удался, код {code}: {shown}",
        )


# Virtual environment ----------------------------------------------------------------------------------------


def stamp() -> str:
    """Return what an installation depends on: the project file, this Python, this place."""
    parts = ((ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


# A set-up for one use serves the smaller ones too.
SERVED_BY = {"run": ("run", "window", "test"), "window": ("window", "test"), "test": ("test",)}


def is_current(kind: str, expected: str) -> bool:
    file = VENV / f"cjm-editor-{kind}.stamp"
    return PYTHON.exists() and file.exists() and file.read_text(encoding="ascii") == expected


def set_up(with_tests: bool = False, with_window: bool = False) -> None:
    """Make .venv hold the program, and with `with_tests` the test tools; quick where it already does."""
    if sys.version_info < (3, 11):
        stop("CJM Editor needs Python 3.11 or newer.", "Нужен Python 3.11 или новее.")
    expected = stamp()
    kind = "test" if with_tests else "window" if with_window else "run"
    if any(is_current(made, expected) for made in SERVED_BY[kind]):
        return
    install_packages(with_window, with_tests)
    if not PYTHON.exists():
        say("Making .venv", "Создаю .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        run_quietly([sys.executable, "-m", "venv", str(VENV)], os.environ)
    target = f"{ROOT}[test]" if with_tests else str(ROOT)
    say("Installing the program and Qt, a minute or two", "Устанавливаю программу и Qt, это минута-другая")
    run_quietly(pip_install("--editable", target), os.environ)
    (VENV / f"cjm-editor-{kind}.stamp").write_text(expected, encoding="ascii")


def pip_install(*what: str) -> list[str]:
    quiet = ("--quiet", "--disable-pip-version-check", "--root-user-action=ignore")
    return [str(PYTHON), "-m", "pip", "install", *quiet, *what]


def add_contenders() -> None:
    """Install what the matching is measured beside; where that fails the tables say "not installed"."""
    expected = stamp()
    if is_current("contenders", expected):
        return
    say(
        "Installing what the matching is measured beside", "Устанавливаю то, с чем сравнивается сопоставление"
    )
    command = pip_install("--editable", f"{ROOT}[contenders]")
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0:
        (VENV / "cjm-editor-contenders.stamp").write_text(expected, encoding="ascii")


def program(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "cjm_editor", *arguments]


def become(command: list[str]) -> int:
    """Run a command in place of this process (on Windows as its child) and return its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if not IS_WINDOWS:
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


# What can be asked ------------------------------------------------------------------------------------------


def show_sample() -> int:
    """Open a copy of the sample in the window; without a display do the main job on it."""
    sample = ROOT / "samples" / ("boots.cjm.yaml" if is_russian(os.environ) else "boots.en.cjm.yaml")
    set_up(with_window=has_display(os.environ))
    OUT.mkdir(exist_ok=True)
    if has_display(os.environ):
        copy = OUT / sample.name
        if not copy.exists():
            shutil.copyfile(sample, copy)
        return become(program(str(copy)))
    return do_main_job(sample)


def do_main_job(sample: Path) -> int:
    """Compare the sample's ideal with its actual map: print the gap and what to fix, write report and pictures."""
    compare = ("compare", str(sample), "--segment", SAMPLE_SEGMENT)
    environ = {**os.environ, "PYTHONUTF8": "1"}
    shown = subprocess.run(
        program(*compare), env=environ, stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    if shown.returncode not in (0, 1):
        return shown.returncode
    print(f"{beginning(shown.stdout)}\n")
    name = sample.name.split(".")[0]
    jobs = [(compare, OUT / f"{name}-report.{form}") for form in ("html", "pdf")]
    for map_id in ("ideal", "actual"):
        jobs += [
            (("export", f"{sample}#{map_id}"), OUT / f"{name}-{map_id}.{form}") for form in ("png", "svg")
        ]
    for command, path in jobs:
        done = subprocess.run(program(*command, "-o", str(path)), stdout=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 1) or not path.exists():
            return done.returncode or 2
        print(path)
    return 0


def beginning(text: str) -> str:
    """Return the report down to the first fixes; the whole of it stands in the files."""
    after = re.search(rf"^ +{SHOWN_FIXES + 1}\. ", text, re.MULTILINE)
    return text[: after.start()].rstrip() if after else text.rstrip()


def spread_over(cores: int, arguments: list[str]) -> list[str]:
    """Return what makes pytest use the cores there are; each process holds a Qt of its own, so four at most. Where some
    tests are named they run in one process: they are soon done, and to be looked at."""
    is_named = any(Path(argument.partition("::")[0]).exists() for argument in arguments)
    if cores < 2 or is_named or any(argument.startswith("-n") for argument in arguments):
        return []
    return ["-n", str(min(cores, MOST_TEST_PROCESSES)), "--dist", "worksteal"]


def run_tests(arguments: list[str]) -> int:
    set_up(with_tests=True)
    os.chdir(ROOT)
    how = spread_over(os.cpu_count() or 1, arguments)
    return become([str(PYTHON), "-m", "pytest", *how, *arguments])


def main() -> int:
    arguments = sys.argv[1:]
    if not arguments:
        return show_sample()
    command, rest = arguments[0], arguments[1:]
    if command == "test":
        return run_tests(rest)
    if command == "setup":
        set_up(with_tests=rest == ["test"])
        return 0
    if command in SCRIPTS:
        set_up(with_tests=True)
        if command in MEASURED_BESIDE_OTHERS:
            add_contenders()
        return become([str(PYTHON), str(ROOT / SCRIPTS[command]), *rest])
    set_up(with_window=has_display(os.environ))
    return become(program(*arguments))


if __name__ == "__main__":
    raise SystemExit(main())
