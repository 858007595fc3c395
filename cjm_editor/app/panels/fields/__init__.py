"""Editors of single fields, made from the schema table: whatever the table has, the properties can set and clear."""

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.factory import editor_for

__all__ = ["FieldEditor", "Surroundings", "editor_for"]
