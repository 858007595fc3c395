"""No file outside the document's folder and the program's own is opened because a document says so; no network."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import pytest

from cjm_editor.core.resources import resource, sample
from tests.cases import CASES

ROOT = Path(__file__).resolve().parents[2]
IS_LONG = CASES > 1000
"""`python3 run.py soak` opens all documents, and asks strace where it is installed; every commit opens one in four."""

BENIGN = "00-benign.cjm.yaml"


def document(named: str) -> str:
    """A document that names something in every place where a file, an address or a map may be named."""
    quoted = json.dumps(named)
    point = f"""
      - id: t@
        title: {quoted}
        images: [{quoted}, {quoted}]
        links: [{quoted}]
        note: {json.dumps(f"<img src='{named}'> ![]({named}) [a]({named})")}
        evidence: [{{kind: survey, source: {quoted}}}]
        thoughts: [{json.dumps(f'<iframe src="{named}"></iframe>')}, {quoted}]
"""
    return f"""cjm: 1
title: {quoted}
segments:
  - id: s
    personas: [{{id: p, name: {quoted}, picture: {quoted}}}]
maps:
  - id: actual
    segment: s
    personas: [p]
    kind: actual
    derived_from: {json.dumps(named + "#m")}
    touchpoints:{point.replace("@", "1", 1)}{point.replace("@", "2", 1)}
  - id: ideal
    segment: s
    kind: ideal
    derived_from: {quoted}
    touchpoints:{point.replace("@", "1", 1)}{point.replace("@", "3", 1)}
comparisons:
  - ideal: {json.dumps(named + "#m")}
    actual: actual
    links: [{{ideal: [t1], actual: [t1], state: pinned}}]
  - ideal: ideal
    actual: {json.dumps(named + "#m")}
    links: [{{ideal: [t1], actual: [t2], state: pinned}}]
include: {quoted}
extends: {quoted}
$ref: {quoted}
"""


def names(secret: Path, port: int) -> list[str]:
    """What the documents name: files elsewhere, in every way of writing, and addresses that a server listens to."""
    inside = os.path.relpath(secret, secret.parent.parent / "maps")
    outside = [
        inside,
        str(secret),
        f"./{inside}",
        inside.replace("/", "\\"),
        f"images/../{inside}",
        f"link/{secret.name}",
    ]
    outside += [
        f"file://{secret}",
        f"file:{secret}",
        f"//localhost{secret}",
        f"~root{secret}",
        "%2e%2e/secret/secret.png",
    ]
    outside += [
        "/etc/shadow",
        "/dev/zero",
        "/dev/stdin",
        "/proc/self/environ",
        "/proc/self/mem",
        "pipe.png",
        "link.png",
    ]
    outside += [
        "../secret/secret.cjm.yaml",
        str(secret.with_suffix(".cjm.yaml")),
        "../secret",
        "..",
        "/",
        "~/.bashrc",
    ]
    web = [
        f"http://127.0.0.1:{port}/a.png",
        f"http://localhost:{port}/a.cjm.yaml",
        f"//127.0.0.1:{port}/a.png",
    ]
    web += [
        f"ftp://127.0.0.1:{port}/a",
        f"\\\\127.0.0.1@{port}\\share\\a.png",
        f"ws://127.0.0.1:{port}/",
        f"smb://127.0.0.1:{port}/a",
    ]
    odd = [
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "qrc:/qt-project.org/a",
        ":/a.png",
        "C:\\Windows\\win.ini",
    ]
    odd += [
        "\\\\?\\C:\\a",
        "jar:file:///a!/b",
        "<b>",
        "$(touch /tmp/x)",
        "`id`",
        "| cat /etc/shadow",
        "a.png; id",
        "CON",
        "x" * 400,
    ]
    odd += ["{0.__class__}", "%s%s%n", "a\x00b", "\u202egnp.a", "..%00/a"]
    return [*outside, *web, *odd]


@pytest.fixture
def folder(tmp_path: Path):
    """A folder of hostile documents with a secret beside it, and a server that nobody may call."""
    maps, secrets = tmp_path / "maps", tmp_path / "secret"
    maps.mkdir()
    secrets.mkdir()
    secret = secrets / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    shutil.copy(sample("boots.cjm.yaml"), secrets / "secret.cjm.yaml")
    os.mkfifo(maps / "pipe.png")
    (maps / "link.png").symlink_to(secret)
    (maps / "link").symlink_to(secrets)
    server = socket.create_server(("127.0.0.1", 0))
    calls: list[object] = []

    def serve() -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            calls.append(connection.recv(100))
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    (maps / BENIGN).write_text(document("a.png"), encoding="utf-8")
    named_files = names(secret, server.getsockname()[1])
    assert len(named_files) >= 50
    for number, named in enumerate(named_files if IS_LONG else named_files[::4], 1):
        (maps / f"{number:02}.cjm.yaml").write_text(document(named), encoding="utf-8")
    yield maps, calls
    server.close()


def own(maps: Path, tmp: Path) -> tuple[str, ...]:
    """Where the program may open files: its own places, Python's, Qt's, the document's folder and the output's."""
    python = [sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), *sys.path]
    places = [
        maps,
        tmp / "out",
        tmp / "config",
        tmp / "data",
        ROOT / "cjm_editor",
        ROOT / "samples",
        ROOT / "tests",
    ]
    return tuple(f"{Path(place).resolve()}/" for place in (*places, resource(), *filter(None, python)))


def test_no_document_makes_the_program_open_foreign_files(folder, tmp_path: Path) -> None:
    maps, calls = folder
    environ = {**os.environ, "CJM_EDITOR_CONFIG": str(tmp_path / "config"), "CJM_EDITOR_DATA": str(tmp_path / "data"),
               "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip
    command = [sys.executable, "-m", "tests.app.hostile_walk", str(maps)]
    log = tmp_path / "strace.log"
    strace = shutil.which("strace") if IS_LONG else None
    if strace:  # it sees Qt's own calls too; the hook hears only Python's
        command = [
            strace,
            "-f",
            "-qq",
            "-s",
            "4096",
            "-o",
            str(log),
            "-e",
            "trace=open,openat,connect",
            *command,
        ]
    child = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=600
    )
    assert child.returncode == 0, child.stderr[-3000:]
    lines = [json.loads(line) for line in child.stdout.splitlines()]
    told = {line["path"]: line["heard"] for line in lines}
    assert len(told) >= (51 if IS_LONG else 13)
    assert [line["path"] for line in lines if line["drawn"] != 2] == []
    allowed = own(maps, tmp_path)
    benign = set(told.pop(BENIGN))
    strange = {
        (path, call)
        for path, heard in told.items()
        for call in heard
        if call not in benign and not _is_own(call, allowed)
    }
    assert strange == set()
    assert not [
        call
        for heard in told.values()
        for call in heard
        if call.startswith(("socket.", "subprocess", "os.sys"))
    ]
    assert calls == [], "somebody called the server"
    if strace:
        seen = log.read_text(encoding="utf-8", errors="replace")
        assert f"{maps}/01.cjm.yaml" in seen
        for line in seen.splitlines():
            assert "AF_INET" not in line, line
            assert "/secret/" not in line, line
            assert "pipe.png" not in line, line
            # not /etc/passwd: the system's own library looks up there who the user is
            assert not any(f'"{name}"' in line for name in ("/etc/shadow", "/dev/zero", "/proc/self/mem")), (
                line
            )


def _is_own(call: str, allowed: tuple[str, ...]) -> bool:
    event, _space, path = call.partition(" ")
    if event not in ("open", "os.listdir", "os.scandir", "os.rename", "os.remove"):
        return False
    if path.isdigit():
        return True  # a descriptor that is open already
    return f"{Path(path).resolve()}/".startswith(allowed)


def test_the_hook_notices_a_foreign_file(tmp_path: Path) -> None:
    assert not _is_own("open /etc/shadow", own(tmp_path, tmp_path))
    assert not _is_own(f"open {tmp_path}-other/a", own(tmp_path, tmp_path))
    assert _is_own(f"open {tmp_path}/a", own(tmp_path, tmp_path))
    assert not _is_own("socket.connect ('127.0.0.1', 80)", own(tmp_path, tmp_path))
