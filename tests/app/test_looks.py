"""Colours of the application: set once where they are needed, not twice."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cjm_editor.app import main
from cjm_editor.render.theme import DARK


def test_a_start_makes_palette_and_sheet_once_and_a_theme_once_more(
    qapp: QApplication, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("CJM_EDITOR_CONFIG", str(tmp_path))
    made: list[str] = []
    for name in ("palette", "style_sheet"):
        real = getattr(main, name)

        def counted(theme, name=name, real=real):
            made.append(name)
            return real(theme)

        monkeypatch.setattr(main, name, counted)
    context, window = main.build(qapp)
    assert sorted(made) == ["palette", "style_sheet"]
    context.set_theme("dark" if context.theme is not DARK else "light")
    assert sorted(made) == ["palette", "palette", "style_sheet", "style_sheet"]
    assert qapp.palette().window().color().name() == context.theme.win.lower()
    window.close()
    window.deleteLater()
    qapp.setStyleSheet("")
