"""A member finds his task on his page, reports with a file, and the secretary accepts it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import AssignmentState, MemberRole
from meetings.models import TaskExecutor
from meetings.use_cases.execution import take_under_control
from tests.factories import NOW, make_body, make_meeting, make_member, make_protocol, make_user


@pytest.mark.both_databases
def test_a_decision_is_executed(
    transactional_db: None,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
) -> None:
    body = make_body(slug="kollegiya", is_public=True)
    member = make_member(body, user=make_user(username="chlen"))
    make_member(body, MemberRole.SECRETARY, user=make_user(username="sekretar"))
    (task, *_others) = take_under_control(protocol=make_protocol(make_meeting(body)), actor=None, at=NOW)
    TaskExecutor.objects.filter(task=task, order=0).update(person=member.person)

    sign_in("chlen", "пароль")
    page.goto(f"{live_server.url}/kollegiya/2024/01-23/1/r1.1/")
    expect(page.locator("article")).to_contain_text("Подготовить план работы на год")
    page.get_by_role("link", name="Мой стол").click()
    page.locator("section", has_text="Мои поручения").get_by_role("link").first.click()
    page.get_by_label("Что сделано").fill("План утверждён.")
    page.get_by_label("Файлы").set_input_files({"name": "План.pdf", "mimeType": "", "buffer": b"%PDF-1.7 plan"})
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.get_by_role("status")).to_contain_text("Отчёт отправлен секретарю")
    assert_accessible()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("link", name="Войти")).to_be_visible()

    sign_in("sekretar", "пароль")
    page.wait_for_url("**/desk/")
    page.locator("section", has_text="Отчёты ждут проверки").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("План утверждён.")
    assert_accessible()
    page.get_by_role("button", name="Принять: исполнено").click()
    expect(page.get_by_role("status")).to_contain_text("Исполнение принято")
    task.refresh_from_db()
    assert task.state == AssignmentState.DONE
