"""Papers around a meeting: what stands on each, for whom, and that it prints as PDF and as Word."""

import dataclasses
import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from meetings.document.tree import AgendaItem, Attendee, Officer, ProtocolDocument, VoteEvent
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, ItemKind, MeetingForm, VoteMethod
from meetings.rendering.docx import write_docx
from meetings.rendering.html import PaperTooLong
from meetings.rendering.meeting_papers import MEETING_PAPERS, PAPER_FORMATS, NothingToPrint, print_paper, render_paper
from meetings.rendering.pdf import print_page
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.meetings.rendering.test_html import hostile_document
from tests.meetings.rendering.word import lines_of, opened
from tests.strategies import documents

NAMES = sorted(MEETING_PAPERS)
HOSTILE = '<script>alert(1)</script> & "кавычки" ]]> {{ settings }}'


def board(*people: Attendee, **fields: object) -> ProtocolDocument:
    """The board's meeting with these people instead of its own."""
    return dataclasses.replace(kollegiya_document(), **{"attendees": people, **fields})  # type: ignore[arg-type]


def with_items(*items: AgendaItem) -> ProtocolDocument:
    return dataclasses.replace(kollegiya_document(), items=items)


def text_of(document: ProtocolDocument, name: str, **options: frozenset[str]) -> str:
    """The words of a paper with single spaces."""
    body = ElementTree.fromstring(render_paper(document, name, **options)).find("body")  # noqa: S314
    assert body is not None
    return " ".join(" ".join(body.itertext()).replace("\u00a0", " ").split())


def pages(document: ProtocolDocument, name: str, folder: Path) -> list[str]:
    return pages_of(print_page(render_paper(document, name)), folder)


def test_notice_says_when_and_where_and_about_what() -> None:
    text = text_of(kollegiya_document(), "notice")
    assert text.startswith("УВЕДОМЛЕНИЕ о проведении заседания коллегии Министерства маяков Приозёрья")
    assert "Дата: «05» октября 2023 года" in text
    assert "Начало: 9 часов 00 минут" in text
    assert "Место: г. Приозёрск, Набережная, 1, каб. 12" in text
    titles = [item.title for item in kollegiya_document().items if item.title]
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    assert text.endswith("Секретарь коллегии Т.Т. Буй")
    assert "Решили" not in text


def test_notice_names_rapporteurs_and_a_remote_form() -> None:
    item = AgendaItem(number="1", title="О маяках", rapporteur="Бакен Р.И.")
    document = dataclasses.replace(with_items(item), form=MeetingForm.REMOTE, remote_method="видеосвязь")
    text = text_of(document, "notice")
    assert "Докладчик: Бакен Р.И." in text
    assert "Форма проведения: дистанционная (видеосвязь)" in text


def test_notice_of_a_meeting_without_an_agenda_is_refused_in_words() -> None:
    with pytest.raises(NothingToPrint, match="В повестке нет ни одного вопроса"):
        render_paper(with_items(), "notice")


def test_notice_is_signed_by_the_secretary_of_the_opening_before_there_are_signatures() -> None:
    document = dataclasses.replace(
        kollegiya_document(), signatures=(), secretary=Officer(name="Буй Тарас Тарасович", role="секретарь коллегии")
    )
    assert text_of(document, "notice").endswith("Секретарь коллегии Т.Т. Буй")
    nobody = dataclasses.replace(document, secretary=None)
    assert "Секретарь" not in text_of(nobody, "notice")


def test_sheet_lists_every_member_then_the_guests() -> None:
    text = text_of(kollegiya_document(), "attendance_sheet")
    people = kollegiya_document().attendees
    members = [person.name for person in people if person.status is not AttendanceStatus.INVITED]
    guests = [person.name for person in people if person.status is AttendanceStatus.INVITED]
    places = [text.index(name) for name in [*members, "Приглашённые:", *guests]]
    assert places == sorted(places)
    assert "№ Фамилия, имя, отчество Должность (организация) Подпись" in text
    assert "Зарегистрировано: _____ из 5 человек." in text


def test_sheet_tells_proxies_and_those_online() -> None:
    text = text_of(
        board(
            Attendee(name="Бакен Р.И.", mode=AttendanceMode.ONLINE),
            Attendee(name="Буй Т.Т.", mode=AttendanceMode.PROXY, represented_by="Створ И.И."),
            Attendee(name="Маяк П.П.", mode=AttendanceMode.PROXY),
        ),
        "attendance_sheet",
    )
    assert "Бакен Р.И. онлайн подключение" in text
    assert "Буй Т.Т. (по доверенности – Створ И.И.)" in text
    assert "Маяк П.П. (по доверенности)" in text


def test_sheet_without_people_is_refused_in_words() -> None:
    with pytest.raises(NothingToPrint, match="Список участников пуст"):
        render_paper(board(), "attendance_sheet")


def test_every_voter_has_a_ballot_on_a_page_of_his_own(tmp_path: Path) -> None:
    people = [person for person in kollegiya_document().attendees if person.status is not AttendanceStatus.INVITED]
    found = pages(kollegiya_document(), "ballots", tmp_path)
    assert len(found) == len(people)
    for page, person in zip(found, people, strict=True):
        text = " ".join(page.replace("\u00a0", " ").split())
        assert f"Голосует: {person.name}" in text
        assert not page.splitlines()[0].strip().isdigit()
        for word in ("За", "Против", "Воздержался", "Особое мнение", "Подпись"):
            assert word in text


def test_more_ballots_than_a_pdf_should_hold_are_given_as_word() -> None:
    document = board(*(Attendee(name=f"Бакен Р.И. {number}") for number in range(121)))
    with pytest.raises(PaperTooLong, match="Скачайте их файлом Word"):
        print_paper(document, "ballots", "pdf")
    assert len(opened(print_paper(document, "ballots", "docx")).tables) == 121
    thousands = board(*(Attendee(name=f"Бакен Р.И. {number}") for number in range(1001)))
    with pytest.raises(PaperTooLong, match="Слишком много листов"):
        print_paper(thousands, "secret_ballots", "docx")


def test_who_has_no_vote_gets_no_ballot() -> None:
    document = board(
        Attendee(name="Бакен Р.И."),
        Attendee(name="Буй Т.Т."),
        Attendee(name="Маяк П.П.", note="без права голоса"),
        Attendee(name="Створ И.И.", role="член с совещательным голосом"),
        Attendee(name="Гость Г.Г.", status=AttendanceStatus.INVITED),
    )
    text = text_of(document, "ballots", without_vote=frozenset({"Буй Т.Т."}))
    assert "Голосует: Бакен Р.И." in text
    assert text.count("Голосует:") == 1
    with pytest.raises(NothingToPrint, match="никого с правом голоса"):
        render_paper(board(Attendee(name="Гость Г.Г.", status=AttendanceStatus.INVITED)), "ballots")


def test_ballot_holds_the_questions_that_are_voted_on_openly() -> None:
    secret = (VoteEvent(method=VoteMethod.SECRET),)
    document = with_items(
        AgendaItem(number="1", title="О маяках"),
        AgendaItem(number="", title="Раздел", kind=ItemKind.SECTION),
        AgendaItem(number="2", title="Информация о погоде", kind=ItemKind.INFORMATION),
        AgendaItem(number="3", title="Выборы смотрителя", votes=secret),
    )
    openly, secretly = text_of(document, "ballots"), text_of(document, "secret_ballots")
    assert "1. О маяках" in openly
    assert not [words for words in ("Раздел", "погоде", "смотрителя") if words in openly]
    assert "3. Выборы смотрителя" in secretly
    assert "О маяках" not in secretly
    only_information = with_items(AgendaItem(number="1", title="О погоде", kind=ItemKind.INFORMATION))
    with pytest.raises(NothingToPrint, match="нет вопросов"):
        render_paper(only_information, "ballots")


def test_secret_ballots_are_all_alike_and_name_nobody(tmp_path: Path) -> None:
    found = pages(kollegiya_document(), "secret_ballots", tmp_path)
    voters = [person for person in kollegiya_document().attendees if person.status is not AttendanceStatus.INVITED]
    assert len(found) == len(voters)
    assert len(set(found)) == 1
    assert not [person.name for person in voters if person.name.split()[0] in found[0]]
    assert "Подпись" not in found[0]


def test_absentee_ballot_tells_the_last_day() -> None:
    document = dataclasses.replace(
        kollegiya_document(), form=MeetingForm.ABSENTEE, held_on=datetime.date(2023, 10, 9), starts_at=None
    )
    assert "не позднее дня окончания приёма бюллетеней: «09» октября 2023 года" in text_of(document, "ballots")
    assert "не позднее" not in text_of(kollegiya_document(), "ballots")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [kollegiya_document, standard_document])
def test_word_and_pdf_say_the_same(make: object, name: str, tmp_path: Path) -> None:
    page = render_paper(make(), name)  # type: ignore[operator]
    printed = [without_page_number(text, at) for at, text in enumerate(pages_of(print_page(page), tmp_path), start=1)]
    written = "\n".join(lines_of(write_docx(page)))
    assert sorted(words_of(" ".join(printed))) == sorted(words_of(written))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_archive_and_accessibility_profiles_are_kept(name: str, profile: str) -> None:
    from page._page import validate_pdf_bytes

    report = validate_pdf_bytes(print_page(render_paper(kollegiya_document(), name)), profile=profile)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_are_printed_as_texts(name: str) -> None:
    document = dataclasses.replace(
        hostile_document(),
        place=HOSTILE,
        attendees=(Attendee(name=HOSTILE, position=HOSTILE),),
        items=(AgendaItem(number=HOSTILE, title=HOSTILE, rapporteur=HOSTILE),),
    )
    page = render_paper(document, name)
    assert "<script>" not in page
    assert HOSTILE in text_of(document, name).replace("\u200b", "")
    for entry in PAPER_FORMATS.values():
        assert entry.render(page)


def test_heads_of_tables_are_repeated_and_ballots_bear_no_page_number() -> None:
    sheet = opened(write_docx(render_paper(kollegiya_document(), "attendance_sheet")))
    assert sheet.tables[0].style.name == "Таблица с линейками"
    assert "w:tblHeader" in sheet.tables[0].rows[0]._tr.xml
    ballots = opened(write_docx(render_paper(kollegiya_document(), "ballots")))
    assert ballots.sections[0].header.is_linked_to_previous
    breaks = [paragraph for paragraph in ballots.paragraphs if paragraph.paragraph_format.page_break_before]
    assert len(breaks) == len(ballots.tables) - 1


def test_union_prints_only_what_it_knows_people_for() -> None:
    assert "Медовкин" not in text_of(union_document(), "notice")
    with pytest.raises(NothingToPrint, match="внесите членов органа"):
        render_paper(union_document(), "ballots")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_meeting_prints_or_says_what_it_lacks(document: ProtocolDocument) -> None:
    for name in NAMES:
        try:
            page = render_paper(document, name)
        except NothingToPrint as refusal:
            assert str(refusal)
        else:
            assert write_docx(page).startswith(b"PK")
            ElementTree.fromstring(page)  # noqa: S314
