"""The front-end files come out of installed packages, and out of an allow-list only."""

from unittest import mock

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from protocols_portal.checks import check_assets
from protocols_portal.finders import ASSETS, WheelAssetsFinder


@pytest.mark.parametrize("path", list(ASSETS))
def test_every_allowed_file_is_found(path: str) -> None:
    assert finders.find(path)


@pytest.mark.parametrize(
    "path",
    [
        "vendor/bootstrap.min.js",
        "vendor/../../pyproject.toml",
        "js-lib-bootstrap5/css/bootstrap.css",
        "django_htmx/htmx-4.js",
    ],
)
def test_nothing_else_of_the_packages_is_served(path: str) -> None:
    assert not WheelAssetsFinder().find(path)


def test_files_are_collected_under_their_own_names(tmp_path: object, settings: object) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    call_command("collectstatic", "--noinput", verbosity=0)

    for path in ASSETS:
        assert (tmp_path / path).stat().st_size > 1000  # type: ignore[operator]


def test_a_missing_file_is_a_mistake_of_the_installation() -> None:
    assert check_assets() == []
    with mock.patch.dict(ASSETS, {"vendor/new.js": ("django_htmx", "static/moved.js")}):
        (mistake,) = check_assets()
    assert mistake.id == "protocols_portal.E001"
    assert "vendor/new.js" in mistake.msg
