"""What is printed for each part of the tree, read off the plain text of the paper."""

import dataclasses
import datetime

import pytest

from meetings.document.style import LAYOUT_STYLES
from meetings.document.tree import (
    AgendaItem,
    Attendee,
    BodyName,
    Decision,
    DecisionPoint,
    Note,
    Officer,
    Paragraph,
    ProtocolDocument,
    Speech,
    Vote,
    VoteEvent,
)
from meetings.document.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    Block,
    DocumentForm,
    Layout,
    ListForm,
    NotePlace,
    SpeechKind,
    VoteMethod,
    VoteOption,
)
from meetings.rendering.paper import lay_out
from meetings.rendering.printed import Rows
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import kollegiya_document


def printed(layout: Layout = Layout.STANDARD, *, style: dict[str, object] | None = None, **fields: object) -> list[str]:
    """The non-empty lines of a small protocol with the given fields, below its title."""
    document = ProtocolDocument(
        style=dataclasses.replace(LAYOUT_STYLES[layout], **(style or {})),  # type: ignore[arg-type]
        body=BodyName(nominative="Совет", genitive="Совета"),
        title="заседания",
        **fields,  # type: ignore[arg-type]
    )
    lines = [line for line in render_text(document).splitlines() if line.strip()]
    return lines[2 if document.style.is_title_joined else 3 :]


def printed_item(item: AgendaItem, layout: Layout = Layout.STANDARD, **style: object) -> list[str]:
    """The lines of one question, its heading left out."""
    return printed(layout, style={"blocks": (), **style}, items=(item,))[1:]


def printed_decisions(*decisions: Decision) -> list[str]:
    return printed_item(AgendaItem(number="1", title="О деле.", decisions=decisions))[1:]


def test_title_without_number() -> None:
    document = dataclasses.replace(kollegiya_document(), number=None)
    assert render_text(document).splitlines()[:2] == [
        "ПРОТОКОЛ",
        "заседания коллегии Министерства маяков Приозёрья",
    ]


def test_requisites_of_each_layout() -> None:
    fields = {
        "held_on": datetime.date(2024, 5, 3),
        "starts_at": datetime.time(10),
        "place": "зал",
        "chair": Officer(name="Лось А.А.", role="Председатель"),
    }
    assert printed(Layout.UNION, **fields) == [
        "от 3 мая 2024 года",
        "Начало проведения: 10⁰⁰",
        "Место проведения: зал",
        "Председатель – Лось А.А.",
    ]
    assert printed(Layout.KOLLEGIYA, **fields) == [
        "Дата заседания: «03» мая 2024 года",
        "Начало заседания: 10 часов 00 минут",
        "Место заседания: зал",
    ]
    assert printed(Layout.STANDARD, **fields) == [
        "3 мая 2024 г.",
        "Место заседания: зал",
        "Начало заседания: 10:00",
        "Председатель – Лось А.А.",
    ]


def test_texts_of_the_source_win_over_generated_ones() -> None:
    assert printed(
        style={"blocks": (Block.DATE, Block.TIME, Block.ATTENDANCE_TOTAL, Block.QUORUM)},
        held_on=datetime.date(2024, 5, 3),
        date_text="третьего мая",
        starts_at=datetime.time(10),
        ends_at=datetime.time(11),
        time_text="10-00 – 11-00",
        present_total=5,
        attendance_total_text="пятеро",
        has_quorum=True,
        quorum_text="Кворум: есть",
    ) == ["третьего мая", "Начало заседания: 10-00 – 11-00", "Всего присутствует: пятеро.", "Кворум: есть"]


def test_what_the_paper_does_not_say_is_not_printed() -> None:
    assert printed(Layout.KOLLEGIYA) == []
    assert printed(Layout.UNION) == []
    assert printed(Layout.STANDARD) == []


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (
            ListForm.NUMBERED,
            ["Присутствовали:", "1. Лось А.А. – лесник, член Совета;", "2. Рысь Б.Б. (онлайн подключение)."],
        ),
        (
            ListForm.BULLETS,
            ["Присутствовали:", "- Лось А.А. – лесник, член Совета;", "- Рысь Б.Б. (онлайн подключение)."],
        ),
        (ListForm.LINES, ["Присутствовали:", "Лось А.А. – лесник, член Совета;", "Рысь Б.Б. (онлайн подключение)."]),
        (ListForm.INLINE, ["Присутствовали: Лось А.А. – лесник, член Совета; Рысь Б.Б. (онлайн подключение)."]),
        (
            ListForm.TABLE,
            [
                "Присутствовали:",
                "\t1.",
                "\tЛось А.А.",
                "\t- лесник, член Совета;",
                "\t2.",
                "\tРысь Б.Б.",
                "\t(онлайн подключение).",
            ],
        ),
    ],
)
def test_list_of_people_in_every_form(form: ListForm, lines: list[str]) -> None:
    people = (
        Attendee(name="Лось А.А.", position="лесник", role="член Совета"),
        Attendee(name="Рысь Б.Б.", mode=AttendanceMode.ONLINE),
    )
    assert printed(style={"blocks": (Block.PRESENT,), "present_form": form}, attendees=people) == lines


def test_groups_of_people_stand_under_their_headings_with_running_numbers() -> None:
    people = (
        Attendee(name="Лось А.А.", group="Члены Совета:"),
        Attendee(name="Рысь Б.Б.", group="Члены Совета:"),
        Attendee(name="Барсук В.В.", group="Эксперты:"),
    )
    assert printed(style={"blocks": (Block.PRESENT,)}, attendees=people) == [
        "Присутствовали:",
        "Члены Совета:",
        "1. Лось А.А.;",
        "2. Рысь Б.Б.",
        "Эксперты:",
        "3. Барсук В.В.",
    ]


def test_reason_of_absence_is_not_said_twice() -> None:
    absent = Attendee(name="Лось А.А.", status=AttendanceStatus.EXCUSED, reason="по уважительным причинам")
    blocks = (Block.ABSENT,)
    kollegiya = printed(Layout.KOLLEGIYA, style={"blocks": blocks}, attendees=(absent,))
    assert kollegiya == ["Отсутствуют (по уважительным причинам):", "1. Лось А.А."]
    standard = printed(Layout.STANDARD, style={"blocks": blocks}, attendees=(absent,))
    assert standard == ["Отсутствовали:", "1. Лось А.А. (по уважительным причинам)."]


def test_attendance_is_counted_from_the_list_when_no_total_is_stated() -> None:
    people = (Attendee(name="Лось А.А."), Attendee(name="Рысь Б.Б.", mode=AttendanceMode.ONLINE))
    lines = printed(style={"blocks": (Block.ATTENDANCE_TOTAL,)}, attendees=people, members_total=3)
    assert lines == ["Всего присутствует: 2 человека (1 онлайн подключение) из 3 человек."]


def test_agenda_keeps_printed_numbers_and_leaves_out_what_was_not_on_it() -> None:
    items = (
        AgendaItem(number="1", title="О лесе.", rapporteur="Лось А.А.", is_treated=False),
        AgendaItem(number="2 а", title="О реке.", is_treated=False),
        AgendaItem(number="III.", title="О поле.", is_treated=False),
        AgendaItem(number="4", heading="О болоте."),
    )
    assert printed(style={"blocks": (Block.AGENDA,)}, items=items) == [
        "Повестка дня:",
        "1. О лесе.",
        "Докладчик: Лось А.А.",
        "2 а. О реке.",
        "III. О поле.",
        "4. О болоте.",
    ]


def test_heading_without_choice_is_fitted_into_its_sentence() -> None:
    item = AgendaItem(number="3", title="Организация работы.")
    assert printed(Layout.UNION, style={"blocks": ()}, items=(item,)) == ["По третьему вопросу об организации работы."]
    assert printed(Layout.KOLLEGIYA, style={"blocks": ()}, items=(item,))[0] == "Третий вопрос: Организация работы."
    assert printed(Layout.STANDARD, style={"blocks": ()}, items=(item,)) == ["3. Организация работы."]


def test_item_without_number_has_a_heading_without_mark() -> None:
    assert printed(style={"blocks": ()}, items=(AgendaItem(number="", title="О деле."),)) == ["О деле."]


def test_labels_of_an_item_win() -> None:
    item = AgendaItem(
        number="1",
        title="О деле.",
        decisions=(Decision(points=(DecisionPoint(text="Да."),)),),
        labels=(("decisions", "ПОСТАНОВИЛИ:"),),
    )
    assert printed_item(item) == ["ПОСТАНОВИЛИ:", "Да."]


def test_markers_stand_where_the_kind_of_speech_changes() -> None:
    speeches = (
        Speech(kind=SpeechKind.HEARD, attribution="Лося А.А. о лесе."),
        Speech(name="Рысь Б.Б.", position="эксперт", paragraphs=(Paragraph(text="Возразил."),)),
        Speech(
            name="Барсук В.В.", is_inline=True, paragraphs=(Paragraph(text="согласился."), Paragraph(text="И ушёл."))
        ),
        Speech(kind=SpeechKind.DISCUSSION, paragraphs=(Paragraph(text="Обсудили."),)),
        Speech(
            kind=SpeechKind.NOTED,
            paragraphs=(Paragraph(text="Отметили рост:"), Paragraph(text="леса", level=1, marker="-")),
        ),
    )
    assert printed_item(AgendaItem(number="1", title="О деле.", speeches=speeches)) == [
        "СЛУШАЛИ:",
        "Лося А.А. о лесе.",
        "ВЫСТУПИЛИ:",
        "Рысь Б.Б., эксперт.",
        "Возразил.",
        "Барсук В.В. согласился.",
        "И ушёл.",
        "Обсудили.",
        "ОТМЕТИЛИ:",
        "Отметили рост:",
        "- леса.",
    ]


def test_speech_inside_a_sentence_closes_the_position_with_its_mark() -> None:
    def spoken(said: str, **fields: object) -> str:
        speech = Speech(name="Рысь Б.Б.", is_inline=True, paragraphs=(Paragraph(text=said),), **fields)  # type: ignore[arg-type]
        return printed_item(AgendaItem(number="1", title="О деле.", speeches=(speech,)))[1]

    assert spoken("возразил.") == "Рысь Б.Б. возразил."
    assert spoken("возразил.", position="эксперт") == "Рысь Б.Б., эксперт, возразил."
    assert spoken("за год посажено 5 лип.", position="эксперт") == "Рысь Б.Б., эксперт: за год посажено 5 лип."
    assert spoken("– о лесе.", position="эксперт") == "Рысь Б.Б., эксперт – о лесе."


def test_opening_word_agrees_with_the_speaker() -> None:
    def opening(name: str) -> list[str]:
        return printed(opening=(Speech(name=name, position="глава", kind=SpeechKind.OPENING),))

    assert opening("Лосева Анна Ивановна") == ["С вступительным словом выступила Лосева Анна Ивановна, глава."]
    assert opening("Лосев Иван Ильич") == ["С вступительным словом выступил Лосев Иван Ильич, глава."]


def test_short_form_leaves_the_speeches_out() -> None:
    style = dataclasses.replace(kollegiya_document().style, form=DocumentForm.SHORT)
    short = render_text(dataclasses.replace(kollegiya_document(), style=style))
    assert "Доложил" not in short
    assert "Выступили:" not in short
    assert "С вступительным словом" not in short
    assert "Рекомендовать ГКУ «Створ»:" in short
    assert "Проголосовали:" in short


def test_decisions_of_every_shape() -> None:
    point, last = DecisionPoint(text="первое", marker="-"), DecisionPoint(text="второе.", marker="-")
    assert printed_decisions(Decision(number="1", lead="Рекомендовать:", points=(point, last))) == [
        "1. Рекомендовать:",
        "- первое;",
        "- второе.",
    ]
    assert printed_decisions(Decision(points=(point, last))) == ["- первое;", "- второе."]
    assert printed_decisions(Decision(points=(last,))) == ["- второе."]
    assert printed_decisions(Decision(number="1.2", points=(DecisionPoint(text="Утвердить"),))) == ["1.2. Утвердить."]
    assert printed_decisions(Decision(number="1)", lead="Утвердить.")) == ["1) Утвердить."]


def test_points_inside_a_sentence_continue_it() -> None:
    inline = tuple(DecisionPoint(text=text, is_inline=True) for text in ("Ульи", "Корма."))
    decision = Decision(points=(DecisionPoint(text="Проверить:", marker="-", points=inline),))
    assert printed_decisions(decision) == ["- Проверить: Ульи; Корма."]


def test_nested_points_are_each_punctuated() -> None:
    below = (DecisionPoint(text="а", marker="–"), DecisionPoint(text="б", marker="–"))
    decision = Decision(
        lead="Сделать:",
        points=(DecisionPoint(text="вот:", marker="-", points=below), DecisionPoint(text="всё", marker="-")),
    )
    assert printed_decisions(decision) == ["Сделать:", "- вот:", "– а;", "– б;", "- всё."]


def test_missing_final_marks_are_written_where_the_style_closes_sentences() -> None:
    below = (DecisionPoint(text="а", marker="–"), DecisionPoint(text="б", marker="–"))
    points = (DecisionPoint(text="вот", marker="-", points=below), DecisionPoint(text="в 2024 г.", marker="-"))
    said = (Paragraph(text="Просил"), Paragraph(text="леса", level=1, marker="-"), Paragraph(text="Благодарил"))
    item = AgendaItem(
        number="1",
        title="О деле.",
        speeches=(Speech(kind=SpeechKind.DISCUSSION, paragraphs=said),),
        decisions=(Decision(number="1", lead="Сделать", points=points), Decision(number="2", lead="Закончить")),
    )
    closed = ["Просил:", "- леса.", "Благодарил.", "РЕШИЛИ:"]
    closed += ["1. Сделать:", "- вот:", "– а;", "– б;", "- в 2024 г.", "2. Закончить."]
    assert printed_item(item) == closed
    as_typed = ["Просил", "- леса", "Благодарил", "РЕШИЛИ:"]
    as_typed += ["1. Сделать", "- вот;", "– а;", "– б", "- в 2024 г.", "2. Закончить"]
    assert printed_item(item, has_final_marks=False) == as_typed


def test_rows_that_belong_together_stay_on_a_page() -> None:
    decision = Decision(points=(DecisionPoint(text="а", marker="-"), DecisionPoint(text="б", marker="-")))
    items = (
        AgendaItem(number="1", title="О деле.", rapporteur="Лось А.А.", decisions=(decision,), votes=(VoteEvent(),)),
        AgendaItem(number="2", title="О лесе.", votes=(VoteEvent(votes_for=1),), decisions=(decision,)),
        AgendaItem(number="3", title="О реке."),
    )
    paper = lay_out(dataclasses.replace(kollegiya_document(), items=items, signatures=()))
    agenda = next(piece for piece in paper.agenda if isinstance(piece, Rows))
    assert [row.is_kept for row in agenda.rows] == [True, False, True, False]
    points = next(piece for piece in paper.sections[1].pieces if isinstance(piece, Rows))
    assert [row.is_kept for row in points.rows] == [False, True]


def test_votes_of_the_item_and_of_a_decision() -> None:
    decisions = tuple(Decision(number=number, points=(DecisionPoint(text="Да."),)) for number in ("1", "2"))
    votes = (
        VoteEvent(decision=0, votes_for=2, votes_against=0, votes_abstained=1),
        VoteEvent(sentence="единогласно."),
    )
    item = AgendaItem(number="1", title="О деле.", decisions=decisions, votes=votes)
    assert printed_item(item) == [
        "РЕШИЛИ:",
        "1. Да.",
        "Голосовали: «за» – 2, «против» – 0, «воздержались» – 1.",
        "2. Да.",
        "Голосовали: единогласно.",
    ]
    assert printed_item(item, is_vote_first=True)[0] == "Голосовали: единогласно."


def test_votes_in_lines_stand_under_their_label() -> None:
    item = AgendaItem(number="1", title="О деле.", votes=(VoteEvent(votes_for=22, votes_against=1, votes_abstained=0),))
    assert printed_item(item, Layout.KOLLEGIYA)[1:] == [
        "Проголосовали:",
        "«За» – 22 человека.",
        "«Против» – 1 человек.",
        "«Воздержались» – 0 человек.",
    ]


def test_secret_vote_is_told_and_a_vote_by_name_agrees_with_the_voter() -> None:
    secret = VoteEvent(subject="О выборах", method=VoteMethod.SECRET, votes_for=2, votes_against=1)
    roll = VoteEvent(
        method=VoteMethod.ROLL_CALL,
        votes=(
            Vote(name="Лосева Анна Ивановна", option=VoteOption.ABSTAIN),
            Vote(name="Рысь Б.Б.", option=VoteOption.ABSTAIN),
            Vote(name="Лосева А.И.", option=VoteOption.NOT_VOTING),
        ),
    )
    item = AgendaItem(number="1", title="О деле.", votes=(secret, roll))
    assert printed_item(item) == [
        "О выборах.",
        "Тайное голосование: «за» – 2, «против» – 1.",
        "Лосева Анна Ивановна – «Воздержалась»;",
        "Рысь Б.Б. – «Воздержался»;",
        "Лосева А.И. – Не голосовала.",
    ]
    told = dataclasses.replace(item, labels=(("votes", "Итоги тайного голосования:"),))
    assert printed_item(told)[1] == "Итоги тайного голосования: «за» – 2, «против» – 1."


def test_notes_are_printed_behind_their_place_and_never_lost() -> None:
    notes = tuple(Note(place=place, text=place.value) for place in NotePlace)
    document = dataclasses.replace(kollegiya_document(), notes=notes)
    lines = render_text(document).splitlines()
    assert lines[0] == "letterhead"
    assert lines[-1] == "after_signatures"
    assert all(lines.count(place.value) == 1 for place in NotePlace)
    assert lines[lines.index("date") - 1].startswith("Дата заседания")
