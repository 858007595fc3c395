"""Where the program's own files lie: in a checkout beside the package, in a wheel inside it."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _root() -> Path:
    """Return the folder that holds `resources` and `samples`."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. `resource("fonts", "Inter-Regular.ttf")`.

    The path is not checked: opening one that is not there raises the usual `FileNotFoundError`.
    """
    return _root().joinpath("resources", *parts)


def sample(*parts: str) -> Path:
    """Return the path of a shipped sample document; without parts, the folder of samples."""
    return _root().joinpath("samples", *parts)
