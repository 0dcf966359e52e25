"""The PDF engine may open the project's static files and the chosen fonts, and nothing else in the world."""

from pathlib import Path

import pytest

from meetings.rendering.fetching import AddressRefused, allowed_path, closed_fetcher


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "paper.css").write_text("p { color: black }", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("тайна", encoding="utf-8")
    (folder / "way-out").symlink_to(tmp_path / "secret.txt")
    return folder


def test_static_file_and_chosen_font_are_read(static: Path, tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(b"font")
    fetcher = closed_fetcher(folder=static, files=frozenset({font}))
    assert fetcher((static / "css" / "paper.css").as_uri()).read() == b"p { color: black }"
    assert fetcher(font.as_uri()).read() == b"font"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "file://example.org/etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "data:text/css,p%7B%7D",
        "gopher://example.org/",
        "//example.org/a.css",
        "a.css",
        "",
        "file:",
        "file:///",
        "file:///%00",
        "http://[",
    ],
)
def test_every_other_address_is_refused(address: str, static: Path) -> None:
    fetcher = closed_fetcher(folder=static, files=frozenset())
    with pytest.raises(AddressRefused):
        fetcher(address)


@pytest.mark.parametrize("way", ["../secret.txt", "css/../../secret.txt", "%2e%2e/secret.txt", "way-out", "css"])
def test_no_way_leads_out_of_the_static_folder(way: str, static: Path) -> None:
    with pytest.raises(AddressRefused):
        allowed_path(f"{static.as_uri()}/{way}", folder=static, files=frozenset())


def test_refusal_stops_the_render_of_weasyprint(static: Path) -> None:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    fetcher = closed_fetcher(folder=static, files=frozenset())
    with pytest.raises(FatalURLFetchingError):
        HTML(string='<img src="file:///etc/passwd">', url_fetcher=fetcher).write_pdf()
