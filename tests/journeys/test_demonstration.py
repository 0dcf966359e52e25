"""The demonstration walked as its secretary: every page in reach is usable wide and on a phone; the guide's pictures.

`make golden` writes the pictures of README and guide anew into docs/pictures/.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from meetings.management.demonstration import FOLDER, PASSWORD
from meetings.models import Meeting, Protocol, Task
from tests.journeys.conftest import PICTURES

pytestmark = pytest.mark.django_db(transaction=True)

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
SECRETARY, SLUG = "sukhova", "kollegiya-kultury"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def draft(transactional_db: None) -> Meeting:
    """The demonstration's board: its newest meeting with questions and without an edition."""
    call_command("load_demo", verbosity=0)
    meeting = Meeting.objects.filter(body__slug=SLUG, protocols=None, items__isnull=False).order_by("held_on").first()
    assert meeting is not None
    return meeting


def addresses(draft: Meeting) -> list[str]:
    body, meeting = f"/bodies/{SLUG}/", f"/meetings/{draft.pk}/"
    parts = ("header", "attendance", "opening", "agenda", "closing")
    edition = Protocol.objects.filter(meeting__body__slug=SLUG).first()
    task = Task.objects.filter(body__slug=SLUG, state="reported").first()
    assert edition is not None and task is not None
    return [
        *("/", "/desk/", "/protocols/", "/import/", "/account/", "/bodies/new/"),
        *(body + page for page in ("", "edit/", "style/", "members/", "members/new/", "meetings/new/", "import/")),
        *(meeting + page for page in ("", "changes/", "style/", "items/1/", "issue/", "delete/")),
        *(f"{meeting}edit/{part}/" for part in parts),
        f"/protocols/{edition.pk}/",
        f"/protocols/{edition.pk}/extract/",
        *(body + page for page in ("extracts/", "tasks/", "execution/")),
        *(f"/{SLUG}/2024/{page}" for page in ("", "12-10/", "12-10/print/", "12-10/1/r1/p1/")),
        *(f"/tasks/{task.pk}/{page}" for page in ("", "edit/")),
        f"/protocols/{edition.pk}/acknowledgement/",
    ]


def test_every_page_is_usable_wide_and_on_a_phone(
    draft: Meeting,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
) -> None:
    sign_in(SECRETARY, PASSWORD)
    page.wait_for_url("**/desk/")
    wide = page.viewport_size
    assert wide is not None
    for address in addresses(draft):
        page.set_viewport_size(wide)
        answer = page.goto(live_server.url + address)
        assert answer is not None and answer.status == 200, address
        assert_accessible()
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{address} scrolls sideways: {width} px"


@pytest.mark.golden
def test_pictures_of_the_guide(
    draft: Meeting,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    picture: Callable[[str], Path],
) -> None:
    sign_in(SECRETARY, PASSWORD)
    page.wait_for_url("**/desk/")
    taken = [picture("desk")]
    page.goto(f"{live_server.url}/meetings/{draft.pk}/")
    taken.append(picture("meeting"))
    page.goto(f"{live_server.url}/bodies/{SLUG}/import/")
    page.get_by_label("Файл протокола").set_input_files(FOLDER / "kollegiya-2025-04-15.txt")
    page.get_by_role("button", name="Прочитать").click()
    page.get_by_role("heading", name="Что прочитано").wait_for()
    page.screenshot(path=str(PICTURES / "import.png"))
    taken.append(PICTURES / "import.png")
    taken.append(start_picture(page, live_server))
    taken.append(paper_picture(SLUG, "paper-kollegiya"))
    taken.append(paper_picture("soyuz-bibliotek", "paper-union"))
    taken.append(paper_picture("pravlenie-masterovoy", "paper-standard"))
    assert all(path.stat().st_size > 10_000 for path in taken), "each picture shows something"
    if os.environ.get("GOLDEN"):
        DOCS.mkdir(parents=True, exist_ok=True)
        for path in taken:
            shutil.copy(path, DOCS / path.name)


def start_picture(page: Page, live_server: Any) -> Path:
    """Take the page of a new meeting of the board, all of it in one window."""
    page.set_viewport_size({"width": 1280, "height": 1230})
    page.goto(f"{live_server.url}/bodies/{SLUG}/meetings/new/")
    page.locator("#id_place").focus()
    path = PICTURES / "start.png"
    page.screenshot(path=str(path))
    return path


def paper_picture(slug: str, name: str) -> Path:
    """Draw the first page of the body's oldest edition."""
    edition = Protocol.objects.filter(meeting__body__slug=slug).order_by("meeting__held_on", "edition").first()
    assert edition is not None
    PICTURES.mkdir(parents=True, exist_ok=True)
    stem = PICTURES / name
    stem.with_suffix(".pdf").write_bytes(bytes(edition.pdf))
    pdf = str(stem.with_suffix(".pdf"))
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", pdf, str(stem)], check=True)  # noqa: S603, S607
    return stem.with_suffix(".png")
