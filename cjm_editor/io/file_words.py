"""Why a file cannot be read or written, as sentences with the remedy.

Loaded with the program and not when they are needed: a trouble may be that no further file can be opened.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from cjm_editor.core.disorders import BUSY, LOST, name_of, said_by_system
from cjm_editor.core.texts import Message, _


def reading(code: int, name: str, folder: str) -> Message:
    """Why a file cannot be read, by the error number (0: unknown)."""
    match code:
        case errno.ENOENT | errno.ENOTDIR:
            return _("There is no file “{name}”. Check the name.", name=name)
        case errno.EISDIR:
            return _("“{name}” is a folder. Choose a file in it.", name=name)
        case errno.EACCES | errno.EPERM:
            return _("You have no permission to read “{name}”. Ask its owner for access.", name=name)
        case errno.ELOOP:
            return _("“{name}” is a link that leads to itself. Choose the file itself.", name=name)
        case errno.ENAMETOOLONG:
            return _("There is no file “{name}”: the name is too long. Check the name.", name=name)
        case errno.EMFILE | errno.ENFILE | errno.ENOMEM:
            return _(
                "“{name}” cannot be read: {reason}. Close other documents or programs, then open it again.",
                name=name,
                reason=said_by_system(code),
            )
    if name_of(code) in LOST:
        return _(
            "“{name}” cannot be read: the connection to its folder is lost. Connect the folder again, "
            "then open the file.",
            name=name,
        )
    if name_of(code) in BUSY:
        return _(
            "“{name}” cannot be read: another program is using it. Close it there, then open it again.",
            name=name,
        )
    return _(
        "“{name}” cannot be read: {reason}. Check the disk or the connection.",
        name=name,
        reason=said_by_system(code),
    )


def writing(code: int, name: str, folder: str) -> Message:
    """Why a file cannot be written, by the error number (0: unknown)."""
    match code:
        case errno.ENOENT | errno.ENOTDIR:
            return _("There is no folder “{folder}”. Create it, or save elsewhere.", folder=folder)
        case errno.EISDIR:
            return _("“{name}” is a folder. Give the file another name.", name=name)
        case errno.EACCES | errno.EPERM:
            return _(
                "You have no permission to write “{name}”. Save elsewhere, or ask for access.", name=name
            )
        case errno.EROFS:
            return _("“{name}” is on a read-only disk. Save elsewhere.", name=name)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _(
                "There is no space left for “{name}”. Free some space, or save to another disk.", name=name
            )
        case errno.ENAMETOOLONG:
            return _("The name “{name}” is too long. Choose a shorter one.", name=name)
        case errno.ENODEV:
            return _("“{name}” is not an ordinary file. Give the file another name.", name=name)
        case errno.ELOOP:
            return _("“{name}” is a link that leads to itself. Give the file another name.", name=name)
        case errno.EINVAL | errno.EILSEQ:
            return _(
                "“{name}” cannot be written: its disk does not accept this name. Choose a simpler one, "
                "or save elsewhere.",
                name=name,
            )
        case errno.EMFILE | errno.ENFILE | errno.ENOMEM:
            return _(
                "“{name}” cannot be written: {reason}. Close other documents or programs, then save again.",
                name=name,
                reason=said_by_system(code),
            )
    if name_of(code) in LOST:
        return _(
            "“{name}” cannot be written: the connection to its folder is lost. Connect the folder again "
            "and save, or save elsewhere.",
            name=name,
        )
    if name_of(code) in BUSY:
        return _(
            "“{name}” cannot be written: another program is using it. Close it there and save again, "
            "or save elsewhere.",
            name=name,
        )
    return _("“{name}” cannot be written: {reason}. Save elsewhere.", name=name, reason=said_by_system(code))


def _newer(name: str) -> Message:
    return _(
        "“{name}” was written by a newer version of the program and is open for reading only. "
        "Update the program, then edit it.",
        name=name,
    )


def _parted(name: str) -> Message:
    return _(
        "“{name}” was not written: a new file in its place would take access away from somebody who has it now. "
        "Save elsewhere, or ask its owner.",
        name=name,
    )


def unlisted(name: str, code: int) -> Message:
    """Why a file is not replaced whose access list could not be handed on, or may exist, by the error number."""
    return _(
        "“{name}” was not written: who may open it could not be handed on to a new file ({reason}), and somebody "
        "might lose access. Save elsewhere, or ask its owner.",
        name=name,
        reason=said_by_system(code),
    )


def _not_saved(name: str) -> Message:
    return _(
        "“{name}” was not saved: what was written did not match your map when read back. "
        "Save it under another name with Save as.",
        name=name,
    )


REFUSED: dict[str, Callable[[str], Message]] = {
    "read-only": _newer,
    "parted": _parted,
    "not-saved": _not_saved,
}
"""Why the program itself does not write, or does not call it saved; by the code, of the file's name."""
