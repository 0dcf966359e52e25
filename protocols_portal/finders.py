"""Owns the front-end files taken from installed packages: an allow-list, found where the packages lie.

Nothing is copied into the project and nothing is loaded from other hosts; a package's other files are not served.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

#: Path under STATIC_URL → (package, path inside it). A source map stands beside a file whose last line names it.
ASSETS: dict[str, tuple[str, str]] = {
    "vendor/bootstrap.min.css": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css"),
    "vendor/bootstrap.min.css.map": ("js_lib_bootstrap5", "static/js-lib-bootstrap5/css/bootstrap.min.css.map"),
    "vendor/htmx-2.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}


def asset_file(path: str) -> Path | None:
    """Return where an allowed asset lies on this machine; None for a path that is not on the list or is missing."""
    if path not in ASSETS:
        return None
    package, inside = ASSETS[path]
    try:
        found = Path(str(files(package))) / inside
    except ModuleNotFoundError:
        return None
    return found if found.is_file() else None


class _OneFileStorage(FileSystemStorage):
    """A storage whose only file carries another name than on disk (collectstatic copies by name)."""

    def __init__(self, real: Path) -> None:
        super().__init__(location=str(real.parent))
        self._real = str(real)

    def path(self, name: str) -> str:  # noqa: ARG002 - the storage has but one file
        return self._real


class WheelAssetsFinder(BaseFinder):
    """Serves ASSETS."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Return the file's place, as staticfiles asks: a list when `find_all`, else a path or nothing."""
        found = asset_file(path)
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002 - the list is exact
        """Yield every asset that exists, with a storage that opens it."""
        for path in ASSETS:
            found = asset_file(path)
            if found is not None:
                yield path, _OneFileStorage(found)

    def check(self, **kwargs: Any) -> Any:  # noqa: ARG002 - reported by protocols_portal.checks
        """Nothing here: the missing file is reported by the portal's own check."""
        return []
