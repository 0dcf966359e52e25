"""Owns the door of the PDF engine: it may read the print stylesheet, static files and the chosen fonts, nothing else.

Every text of a document is escaped, so an honest render asks for no other address; one that does is a mistake or an
attack, and stops the render.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname


class AddressRefused(ValueError):
    """The render asked for an address outside the project."""


def allowed_path(url: str, *, folder: Path, files: frozenset[Path]) -> Path:
    """Return the file a `file:` URL names when it lies under `folder` or is one of `files`; AddressRefused otherwise.

    The path is resolved first: neither `..`, nor an encoded slash, nor a symbolic link leads out of the folder.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
            raise AddressRefused(url)
        path = Path(url2pathname(parts.path)).resolve()
    except AddressRefused:
        raise
    except (ValueError, OSError, RuntimeError) as error:
        raise AddressRefused(url) from error
    if path in files or (path.is_relative_to(folder.resolve()) and path.is_file()):
        return path
    raise AddressRefused(url)


def closed_fetcher(*, folder: Path, files: frozenset[Path]) -> Any:
    """Build the fetcher given to WeasyPrint: reads allowed files itself and never opens a connection."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # slow import: a third of a second

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]
        """Answers for allowed files only; any refusal stops the render (fail_on_errors)."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - a file has none
            path = allowed_path(url, folder=folder, files=files)
            kind = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}
            return URLFetcherResponse(
                path.as_uri(),
                path.read_bytes(),
                {"Content-Type": kind.get(path.suffix.lower(), "application/octet-stream")},
            )

    return ClosedFetcher()
