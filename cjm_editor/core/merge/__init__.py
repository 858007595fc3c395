"""Three versions of a document become one: by id and by field, what cannot be decided kept as conflicts.

`merge` for the whole; `resolved` applies what people chose for a conflict.
"""

from cjm_editor.core.merge.merging import Merged, merge
from cjm_editor.core.merge.resolve import Side, current, resolved

__all__ = ["Merged", "Side", "current", "merge", "resolved"]
