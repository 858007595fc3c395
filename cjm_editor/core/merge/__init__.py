"""Three versions of a document become one: by id and by field, what cannot be decided kept as conflicts.

`merge` for the whole; `resolved` and `all_resolved` apply what people chose for conflicts.
"""

from cjm_editor.core.merge.merging import Merged, merge
from cjm_editor.core.merge.resolve import Side, all_resolved, current, resolved

__all__ = ["Merged", "Side", "all_resolved", "current", "merge", "resolved"]
