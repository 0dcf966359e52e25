"""Two browsers write one protocol at random, through cut networks and ended sessions: nothing typed is lost.

The page's own script saves; what is checked is that every text typed is in the history, or was shown as the one of two
that the editor let go. Each page runs its edits by itself, so that both write at the same moment.
"""

import os
import random
from collections import defaultdict
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.addresses import read_address
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.desk_fields import row_field
from meetings.use_cases.save_field import find_row
from members.models import Body
from tests.factories import make_body, make_member, make_person, make_user
from tests.journeys.test_draft_desk import PASSWORD, desk, second_editor
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk"]

#: Edits of each browser; EDITS= tries fewer while the journey is worked on.
EDITS = int(os.environ.get("EDITS", "200"))
BATCH = 40
SAVING = 120_000

#: Types each text into its field and saves it; a conflict is looked at and decided. The log tells what became of each.
TYPE = """plan => { window.journeyLog = null; window.journey = (async () => {
  const log = [];
  const settle = async (address, choice) => {
    for (let tries = 0; tries < 30; tries += 1) {
      await desk.flush();
      const one = desk.records.get(address);
      if (one.state !== "conflict") return one.value === one.base ? "saved" : "waiting";
      const place = document.getElementById(`${desk.fieldOf(address).id}-state`);
      const [theirs, mine] = [...place.querySelectorAll("pre")].map((piece) => piece.textContent);
      log.push({ address, theirs, mine, choice });
      place.querySelector(`[data-resolve=${choice}]`).click();
    }
    return "stuck";
  };
  for (const [address, text, choice] of plan) {
    const element = desk.fieldOf(address);
    element.value = text;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    const end = await settle(address, choice);
    log.push({ address, text, end });
  }
  return log;
})().then((log) => { window.journeyLog = log; }); }"""
#: Looks at what still waits for the network or the sign-in, until all is saved or decided.
FINISH = """choice => { window.journeyLog = null; window.journey = (async () => {
  const log = [];
  for (;;) {
    await desk.flush();
    const open = [...desk.records.values()].filter((one) => one.value !== one.base);
    if (!open.length) return log;
    for (const one of open.filter((record) => record.state === "conflict")) {
      const place = document.getElementById(`${desk.fieldOf(one.address).id}-state`);
      const [theirs, mine] = [...place.querySelectorAll("pre")].map((piece) => piece.textContent);
      log.push({ address: one.address, theirs, mine, choice });
      place.querySelector(`[data-resolve=${choice}]`).click();
    }
    await new Promise((done) => setTimeout(done, 50));
  }
})().then((log) => { window.journeyLog = log; }); }"""
#: The page's policy forbids evaluating strings, which waiting for a condition would need.
AWAIT = """async patience => {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("the page did not come to rest")), patience));
  await Promise.race([window.journey, late]);
  return window.journeyLog;
}"""


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya")
    for username in ("secretary", "second"):
        make_member(body, MemberRole.SECRETARY, person=make_person(user=make_user(username=username)))
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return make_draft(body)


class Editor:
    """One browser with its luck, and the log of what became of its texts."""

    def __init__(self, name: str, page: Page, fields: list[str]) -> None:
        self.name, self.page, self.fields = name, page, fields
        self.luck = random.Random(name)  # noqa: S311 - a walk, no secret
        self.count = 0
        self.log: list[dict[str, Any]] = []

    def plan(self, many: int, *, is_each_once: bool = False) -> list[tuple[str, str, str]]:
        """Texts that occur once; half of them go into fields that both write."""
        chosen = self.luck.sample(self.fields, many) if is_each_once else self.luck.choices(self.fields, k=many)
        plan = []
        for address in chosen:
            self.count += 1
            choice = self.luck.choice(("mine", "theirs", "mine", "merge"))
            plan.append((address, f"{self.name}{self.count}.", choice))
        return plan

    def start(self, script: str, argument: Any) -> None:
        self.page.evaluate(script, argument)

    def wait(self) -> None:
        self.log += self.page.evaluate(AWAIT, SAVING)


def both(editors: tuple[Editor, Editor], script: str, arguments: list[Any]) -> None:
    """Run a script in both browsers at once."""
    for editor, argument in zip(editors, arguments, strict=True):
        editor.start(script, argument)
    for editor in editors:
        editor.wait()


def test_two_browsers_lose_nothing(
    desk: Page, meeting: Meeting, live_server: Any, browser: Any, context: BrowserContext
) -> None:
    other = second_editor(browser, live_server, meeting)
    item = meeting.items.all()[0]
    speech, decision = meeting.speeches.filter(item=item)[0], meeting.decisions.filter(item=item)[0]
    vote = meeting.vote_events.filter(item=item)[0]
    fields = [f"speech:{speech.pk}:{name}" for name in ("membership", "position", "attribution", "paragraphs")]
    fields += [f"decision:{decision.pk}:{name}" for name in ("lead", "number", "points")]
    fields += [f"vote:{vote.pk}:{name}" for name in ("subject", "result_reason")]
    fields += [f"item:{item.pk}:heading"]
    editors = (Editor("а", desk, fields), Editor("б", other, fields))

    for batch in range(EDITS // BATCH):
        both(editors, TYPE, [one.plan(BATCH - len(fields)) for one in editors])
        # One is cut off and types on; every other time both sessions end as well.
        cut = editors[batch % 2]
        cut.page.context.set_offline(True)
        both(editors, TYPE, [one.plan(len(fields), is_each_once=one is cut) for one in editors])
        cut.page.context.set_offline(False)
        both(editors, FINISH, ["mine", "mine"])
        if batch in (1, 3):
            Session.objects.all().delete()
            both(editors, TYPE, [one.plan(len(fields), is_each_once=True) for one in editors])
            for one in editors:
                expect(one.page.locator("#draft-state")).to_contain_text("Вход устарел")
                sign_in_again(one.page, live_server, "secretary" if one is editors[0] else "second")
            both(editors, FINISH, ["mine", "theirs"])
    for one in editors:
        expect(one.page.locator("#draft-state")).to_contain_text("Сохранено")
        assert one.page.evaluate("Object.keys(localStorage).length") == 0
        assert one.count >= EDITS
    check_nothing_is_lost(meeting, editors)


def sign_in_again(page: Page, live_server: Any, username: str) -> None:
    """In another tab of the same browser; the desk goes on by itself."""
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/login/?next=/account/")
    tab.locator("input[name=username]").fill(username)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("main form [type=submit]").click()
    tab.wait_for_url("**/account/")
    tab.close()


def check_nothing_is_lost(meeting: Meeting, editors: tuple[Editor, Editor]) -> None:
    chains: dict[str, list[list[Any]]] = defaultdict(list)
    for entry in HistoryEntry.objects.filter(meeting=meeting).order_by("version", "pk"):
        for name, told in entry.details.items():
            if isinstance(told, list):
                chains[f"{entry.details['row']}:{name}"].append(told)
    conflicts = 0
    for editor in editors:
        told = [one for one in editor.log if "text" not in one]
        conflicts += len(told)
        for one in editor.log:
            if "text" not in one:
                assert one["theirs"] != one["mine"]
                continue
            assert one["end"] in ("saved", "waiting"), one
            kept = any(one["text"] in str(after) for _before, after in chains[one["address"]])
            let_go = any(
                shown["choice"] == "theirs" and shown["address"] == one["address"] and one["text"] in shown["mine"]
                for shown in told
            )
            assert kept or let_go, one
    assert conflicts, "the two never met: the journey shows nothing"
    for address, chain in chains.items():
        befores, afters = [pair[0] for pair in chain], [pair[1] for pair in chain]
        assert befores[1:] == afters[:-1], "nobody wrote over a text that he had not seen"
        place = read_address(address)
        assert place is not None
        known = row_field(place.kind, place.field)
        if known:
            assert known.read(find_row(meeting, place)) == afters[-1]
