"""The set-up script: what it would install, and when it need not."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run():
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_imports_nothing_but_the_standard_library():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import run; print(*{n.split('.')[0] for n in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(ROOT)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split()) - {
        "run",
        "__main__",
        "sitecustomize",
        "usercustomize",
        "_distutils_hack",
    }
    assert not {name for name in loaded if name not in sys.stdlib_module_names and not name.startswith("__")}


def test_a_machine_that_lacks_everything_gets_the_packages_of_its_use(run, monkeypatch):
    monkeypatch.setattr(run, "is_loadable", lambda library: False)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    plain = run.missing_packages(with_window=False, with_tests=False)
    window = run.missing_packages(with_window=True, with_tests=False)
    tests = run.missing_packages(with_window=False, with_tests=True)
    assert set(plain) < set(window) < set(tests)
    assert {"libegl1", "libglib2.0-0"} <= set(plain)
    assert {"libxcb-cursor0", "libxkbcommon-x11-0"} <= set(window)
    assert {"xvfb", "xauth"} <= set(tests)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
@pytest.mark.parametrize(
    ("locale", "word"), [("en_US.UTF-8", "Run this line"), ("ru_RU.UTF-8", "Выполните строку")]
)
def test_who_is_not_root_gets_one_line_to_run(run, monkeypatch, capsys, locale, word):
    monkeypatch.setattr(run, "missing_packages", lambda *_options: ["python3-venv", "libegl1"])
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    monkeypatch.setenv("LC_ALL", locale)
    with pytest.raises(SystemExit) as stopped:
        run.install_packages(with_window=False, with_tests=False)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert word in said
    assert "apt-get install -y --no-install-recommends python3-venv libegl1" in said


def test_a_finished_set_up_is_found_again_until_the_project_file_changes(run, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    steps = []
    monkeypatch.setattr(run, "run_quietly", lambda command, environ: steps.append(command))
    monkeypatch.setattr(run, "install_packages", lambda with_window, with_tests: None)
    run.set_up(with_tests=True)
    assert len(steps) == 1
    assert steps[0][-1].endswith("[test]")
    run.set_up(with_tests=True)
    run.set_up()
    run.set_up(with_window=True)
    assert len(steps) == 1, "the set-up for tests serves the smaller uses"
    (tmp_path / "pyproject.toml").write_text("two", encoding="utf-8")
    run.set_up()
    assert len(steps) == 2


def test_a_set_up_without_test_tools_does_not_serve_the_tests(run, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    steps = []
    monkeypatch.setattr(run, "run_quietly", lambda command, environ: steps.append(command))
    monkeypatch.setattr(run, "install_packages", lambda with_window, with_tests: None)
    run.set_up()
    run.set_up(with_tests=True)
    assert len(steps) == 2


def test_a_failed_step_shows_its_output_and_stops_with_2(run, capsys):
    with pytest.raises(SystemExit) as stopped:
        run.run_quietly([sys.executable, "-c", "print('no network'); raise SystemExit(7)"], {})
    assert stopped.value.code == 2
    assert "no network" in capsys.readouterr().err


@pytest.mark.parametrize(("cores", "processes"), [(1, None), (2, "2"), (64, "4")])
def test_all_tests_run_on_the_cores_there_are_and_some_tests_as_they_are_asked_for(
    run, monkeypatch, cores, processes
):
    commands = []
    monkeypatch.setattr(run, "set_up", lambda **_options: None)
    monkeypatch.setattr(run.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(run.os, "chdir", lambda _folder: None)
    monkeypatch.setattr(run, "become", lambda command: commands.append(command) or 0)
    run.run_tests([])
    run.run_tests(["-m", "safety"])
    run.run_tests([str(Path(__file__).parent), "-x"])
    run.run_tests([f"{__file__}::test_a", "-n0"])
    everything, marked, some, one = commands
    spread = ["-n", processes, "--dist", "worksteal"] if processes else []
    assert everything[1:] == ["-m", "pytest", *spread]
    assert marked[1:] == ["-m", "pytest", *spread, "-m", "safety"]
    assert some[1:] == ["-m", "pytest", str(Path(__file__).parent), "-x"]
    assert one[1:] == ["-m", "pytest", f"{__file__}::test_a", "-n0"]
