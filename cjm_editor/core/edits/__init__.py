"""Every edit of a document: a pure function of a document that returns the new one.

Objects that an edit does not touch are the same objects in the result, and an edit that changes nothing returns the
document itself. What the document does not allow is refused with `EditError`.
"""

from cjm_editor.core.edits.cards import add_card, delete_card, move_card, name_card, set_card
from cjm_editor.core.edits.fields import set_field
from cjm_editor.core.edits.lanes import add_lane, declare_lanes, delete_lane, move_lane, set_lanes
from cjm_editor.core.edits.links import (
    ban_pair,
    decide_link,
    forget_link,
    pin_alone,
    pin_group,
    set_links,
    set_weights,
)
from cjm_editor.core.edits.maps import (
    add_map,
    delete_map,
    derive_map,
    duplicate_map,
    move_map,
    place_behind,
    rescale,
)
from cjm_editor.core.edits.segments import (
    add_persona,
    add_segment,
    delete_persona,
    delete_segment,
    move_persona,
    move_segment,
)
from cjm_editor.core.edits.stages import add_stage, delete_stage, move_stage
from cjm_editor.core.edits.touchpoints import (
    add_touchpoint,
    delete_touchpoints,
    duplicate_touchpoint,
    move_touchpoint,
)
from cjm_editor.core.edits.transitions import (
    add_branch,
    add_transition,
    delete_implied,
    delete_transition,
    join_route,
    make_explicit,
    set_transition,
)

__all__ = [
    "add_branch",
    "add_card",
    "add_lane",
    "add_map",
    "add_persona",
    "add_segment",
    "add_stage",
    "add_touchpoint",
    "add_transition",
    "ban_pair",
    "decide_link",
    "declare_lanes",
    "delete_card",
    "delete_implied",
    "delete_lane",
    "delete_map",
    "delete_persona",
    "delete_segment",
    "delete_stage",
    "delete_touchpoints",
    "delete_transition",
    "derive_map",
    "duplicate_map",
    "duplicate_touchpoint",
    "forget_link",
    "join_route",
    "make_explicit",
    "move_card",
    "move_lane",
    "move_map",
    "move_persona",
    "move_segment",
    "move_stage",
    "move_touchpoint",
    "name_card",
    "pin_alone",
    "pin_group",
    "place_behind",
    "rescale",
    "set_card",
    "set_field",
    "set_lanes",
    "set_links",
    "set_transition",
    "set_weights",
]
