from pathlib import Path

import pytest

from cjm_editor.io.folders import data_folder

HOME = Path.home()


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"CJM_EDITOR_DATA": "/own"}, "linux", Path("/own")),
        ({"XDG_DATA_HOME": "/data"}, "linux", Path("/data/cjm-editor")),
        ({"XDG_DATA_HOME": "data"}, "linux", HOME / ".local/share/cjm-editor"),
        ({}, "linux", HOME / ".local/share/cjm-editor"),
        ({"LOCALAPPDATA": "/local"}, "win32", Path("/local/cjm-editor")),
        ({}, "win32", HOME / "AppData/Local/cjm-editor"),
        ({"XDG_DATA_HOME": "/data"}, "darwin", HOME / "Library/Application Support/cjm-editor"),
    ],
)
def test_the_programs_own_data_stand_where_the_system_keeps_such_things(environ, platform, expected):
    assert data_folder(environ, platform) == expected
