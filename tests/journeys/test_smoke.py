"""A visitor opens the portal: it is there, in Russian, and can be used without eyes or mouse."""

import re

from playwright.sync_api import expect


def test_visitor_finds_the_sign_in_page(page, live_server, assert_accessible, picture):
    page.goto(live_server.url)
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^ru"))
    assert_accessible()
    picture("home")
    page.goto(f"{live_server.url}/login/")
    expect(page.locator("input[name=username]")).to_be_visible()
    assert_accessible()
    picture("login")


def test_pages_load_nothing_from_elsewhere(page, live_server):
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in ("/", "/login/"):
        page.goto(live_server.url + path)
    assert hosts == {live_server.url.split("/")[2]}


def test_wrong_password_is_told(page, sign_in):
    sign_in("никто", "неверный")
    expect(page.locator("main")).to_contain_text("пароль")
