"""The font of the papers: found in a list of folders, told plainly when absent."""

from pathlib import Path

import pytest

from meetings.rendering.fonts import FontMissing, find_typeface


def put(folder: Path, *names: str) -> str:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"")
    return str(folder)


def test_tinos_is_preferred_wherever_it_lies(tmp_path: Path) -> None:
    liberation = put(tmp_path / "a", "LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf")
    tinos = put(tmp_path / "b", "Tinos-Regular.ttf", "Tinos-Bold.ttf")
    assert find_typeface((liberation, tinos)).name == "Tinos"


def test_liberation_stands_in_when_a_weight_of_tinos_is_missing(tmp_path: Path) -> None:
    folder = put(tmp_path / "a", "Tinos-Regular.ttf", "LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf")
    assert find_typeface((folder,)).name == "LiberationSerif"


def test_absence_names_the_package_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="fonts-croscore"):
        find_typeface((str(tmp_path),))


def test_folder_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "own", "Tinos-Regular.ttf", "Tinos-Bold.ttf")
    monkeypatch.setenv("PROTOCOLS_FONTS", folder)
    assert find_typeface().regular.parent == Path(folder).resolve()
