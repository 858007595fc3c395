"""A child process that opens hostile documents in the window and by the commands, and tells what files it touched.

It is run as `python -m tests.app.hostile_walk FOLDER`: every document in the folder is opened, drawn, chosen from,
compared and exported. What it opens is written as JSON, a document a line.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WATCHED = frozenset(
    "open os.listdir os.scandir os.system os.exec os.spawn os.posix_spawn subprocess.Popen shutil.copyfile os.rename "
    "os.remove webbrowser.open urllib.Request ctypes.dlopen".split()
)
heard: list[str] = []


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") or event in WATCHED:
        heard.append(
            f"{event} {os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else arguments[0]}"
        )


def by_commands(path: Path, out: Path) -> None:
    from cjm_editor.cli.main import main

    ids = ("actual", "ideal")
    main(["validate", str(path)])
    is_fifth = path.name[:2] in ("00", "05", "10", "20", "30", "40", "50")  # these take a while
    for form in ("svg", "png", "pdf") if is_fifth else ("svg",):
        main(["export", f"{path}#{ids[0]}", "-o", str(out / f"a.{form}")])
    for form in ("html", "pdf", "json") if is_fifth else ("html",):
        main(
            [
                "compare",
                f"{path}#{ids[1]}",
                f"{path}#{ids[0]}",
                "--format",
                form,
                "-o",
                str(out / f"c.{form}"),
            ]
        )
    main(["compare", str(path), "--format", "text"])


def in_window(app: QApplication, path: Path) -> int:
    """How many maps of the document were drawn."""
    from PySide6.QtCore import QCoreApplication, QTimer
    from PySide6.QtWidgets import QApplication, QDialog

    from cjm_editor.app.main import build
    from cjm_editor.core.address import touchpoint_at

    _context, window = build(app)
    timer = QTimer()

    def dismiss() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.reject() if isinstance(dialog, QDialog) else dialog.close()

    timer.timeout.connect(dismiss)
    timer.start(10)
    window.show()
    window.open_path(path)
    for _ in range(5):
        QCoreApplication.processEvents()
    session = window.session
    drawn = 0
    if session is not None:
        window.desk.claim(session)  # as a moment after opening: the lock is taken, which looks who is here
        for journey in session.document.maps[:2]:
            window.open_map(journey.id, session)
            for point in tuple(journey.touchpoints)[:2]:
                window.side.show_selection((touchpoint_at(journey.id, point.id),))
                QCoreApplication.processEvents()
            window.grab()
            drawn += 1
            with suppress(AttributeError):
                window.page.view.paint_now()
        for action in ("compare.start", "map.lanes", "file.export", "map.derive"):
            if window.actions_.by_id[action].isEnabled():
                window.trigger(action)
            QCoreApplication.processEvents()
        window.grab()
        for one in window.desk.sessions:
            one._dirty_from_start = one._is_away = False
            one._stack.setClean()
    timer.stop()
    window.close()
    window.deleteLater()
    QCoreApplication.processEvents()
    return drawn


def main() -> int:
    folder = Path(sys.argv[1])
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)
    told = sys.stdout
    from PySide6.QtWidgets import QApplication

    app = QApplication([])  # before the commands make one that has no widgets
    sys.addaudithook(hook)
    for path in sorted(folder.glob("*.cjm.yaml")):
        heard.clear()
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            sys.stdout = sys.stderr = nowhere
            try:
                by_commands(path, out)
                drawn = in_window(app, path)
            finally:
                sys.stdout, sys.stderr = told, sys.__stderr__
        told.write(json.dumps({"path": path.name, "drawn": drawn, "heard": sorted(set(heard))}) + "\n")
        told.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
