"""Owns the invented protocols the papers are tested on: one per layout, and a made large one."""

import datetime

from meetings.document.style import LAYOUT_STYLES, style_over
from meetings.document.tree import (
    AgendaItem,
    Attachment,
    Attendee,
    BodyName,
    Decision,
    DecisionPoint,
    Note,
    Officer,
    Paragraph,
    ProtocolDocument,
    SignatureLine,
    Speech,
    Vote,
    VoteEvent,
)
from meetings.document.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    Layout,
    NotePlace,
    SpeechKind,
    VoteMethod,
    VoteOption,
)


def union_document() -> ProtocolDocument:
    """A general meeting of beekeepers: counts only, no votes, points inside a sentence."""
    style = style_over(
        LAYOUT_STYLES[Layout.UNION], {"labels": (("members_total", "Количество членов Товарищества: {count}"),)}
    )
    return ProtocolDocument(
        style=style,
        body=BodyName(nominative="Товарищество «Вересковый мёд»", genitive="Товарищества «Вересковый мёд»"),
        title="Общего собрания членов",
        number="7",
        held_on=datetime.date(2022, 3, 12),
        starts_at=datetime.time(11, 30),
        place="г. Луговск, ул. Пасечная, 4, Дом культуры «Соты».",
        members_total=48,
        present_total=41,
        chair=Officer(name="Медовкин П.Р.", role="Председатель Товарищества"),
        secretary=Officer(name="Клеверова О.Д.", role="Секретарь Товарищества"),
        attendees=(
            Attendee(name="Липкин Г.Г.", position="глава района", status=AttendanceStatus.INVITED),
            Attendee(name="Донникова А.А.", position="агроном хозяйства", status=AttendanceStatus.INVITED),
        ),
        items=(
            AgendaItem(
                number="1",
                title="Подготовка к весеннему облёту.",
                heading="о подготовке к весеннему облёту.",
                decisions=(
                    Decision(
                        points=(
                            DecisionPoint(
                                marker="-",
                                text="До 1 апреля 2022 года членам Товарищества проверить:",
                                points=(
                                    DecisionPoint(text="Состояние ульев", is_inline=True),
                                    DecisionPoint(text="Запас кормов не менее 8 кг", is_inline=True),
                                    DecisionPoint(text="Поилки и ограды.", is_inline=True),
                                ),
                            ),
                        )
                    ),
                ),
            ),
            AgendaItem(
                number="4",
                title="Разное.",
                heading="о приобретении медогонки.",
                decisions=(Decision(points=(DecisionPoint(marker="-", text="Приобрести одну медогонку."),)),),
            ),
        ),
        signatures=(
            SignatureLine(role="Председатель Товарищества", name="П.Р. Медовкин"),
            SignatureLine(role="Секретарь Товарищества", name="О.Д. Клеверова"),
        ),
    )


def kollegiya_document() -> ProtocolDocument:
    """A board of an invented ministry: people by name, speeches, points under a lead, votes in lines."""
    return ProtocolDocument(
        style=LAYOUT_STYLES[Layout.KOLLEGIYA],
        body=BodyName(
            nominative="Коллегия Министерства маяков Приозёрья", genitive="коллегии Министерства маяков Приозёрья"
        ),
        title="заседания",
        held_on=datetime.date(2023, 10, 5),
        starts_at=datetime.time(9),
        ends_at=datetime.time(10, 41),
        place="г. Приозёрск, Набережная, 1, каб. 12",
        members_total=5,
        present_total=3,
        online_total=1,
        attendees=_board(),
        opening=(
            Speech(
                name="Фонарёва Инна Петровна",
                position="министр маяков Приозёрья, председатель коллегии",
                kind=SpeechKind.OPENING,
            ),
        ),
        items=(_lamps(), _keepers()),
        signatures=(
            SignatureLine(role="Председатель коллегии", name="И.П. Фонарёва"),
            SignatureLine(role="Секретарь коллегии", name="Т.Т. Буй"),
        ),
    )


def _board() -> tuple[Attendee, ...]:
    return (
        Attendee(name="Фонарёва Инна Петровна", position="министр маяков Приозёрья", role="председатель коллегии"),
        Attendee(
            name="Буй Тарас Тарасович",
            position="начальник отдела сигналов Министерства маяков Приозёрья",
            role="секретарь коллегии",
        ),
        Attendee(
            name="Бакен Руслан Ильич",
            position="директор ГКУ «Створ»",
            mode=AttendanceMode.ONLINE,
        ),
        Attendee(
            name="Гавань Нина Олеговна",
            position="глава посёлка",
            status=AttendanceStatus.EXCUSED,
            reason="по уважительным причинам",
        ),
        Attendee(name="Шхерова Вера Львовна", status=AttendanceStatus.EXCUSED, reason="командировка"),
        Attendee(name="Причал Олег Олегович", position="капитан порта", status=AttendanceStatus.INVITED),
    )


def _lamps() -> AgendaItem:
    return AgendaItem(
        number="1",
        title="О замене ламп на маяках в 2023 году.",
        speeches=(
            Speech(
                name="Причал Олег Олегович",
                position="капитан порта",
                paragraphs=(
                    Paragraph(text="Доложил о состоянии огней. Предложил:"),
                    Paragraph(text="заменить лампы на мысе Дальнем", level=1, marker="-"),
                    Paragraph(text="проверить проводку.", level=1, marker="-"),
                ),
            ),
            Speech(
                name="Бакен Руслан Ильич",
                is_inline=True,
                paragraphs=(Paragraph(text="представил смету на 1 200 000 руб."),),
            ),
        ),
        decisions=(
            Decision(
                number="1",
                lead="Рекомендовать ГКУ «Створ»:",
                points=(
                    DecisionPoint(marker="-", text="заменить лампы в срок до 1 декабря 2023 года"),
                    DecisionPoint(
                        marker="-",
                        text="проверить проводку",
                        points=(
                            DecisionPoint(marker="–", text="на мысе Дальнем"),
                            DecisionPoint(marker="–", text="в порту."),
                        ),
                    ),
                ),
            ),
            Decision(number="2", points=(DecisionPoint(text="Контроль оставить за министром."),)),
        ),
        votes=(VoteEvent(votes_for=3, votes_against=0, votes_abstained=0, is_unanimous=True),),
    )


def _keepers() -> AgendaItem:
    return AgendaItem(
        number="2",
        title="Итоги конкурса смотрителей. Награждение.",
        decisions=(Decision(points=(DecisionPoint(text="Наградить смотрителя маяка «Южный»."),)),),
        votes=(VoteEvent(votes_for=2, votes_against=1, votes_abstained=0),),
        notes=("Вопрос рассмотрен с участием смотрителей.",),
    )


def standard_document() -> ProtocolDocument:
    """A commission in the manner СЛУШАЛИ – ВЫСТУПИЛИ – РЕШИЛИ, with a letterhead, a roll call and attachments."""
    style = style_over(
        LAYOUT_STYLES[Layout.STANDARD],
        {"labels": (("date", "{date}"), ("place", "{place}")), "is_vote_first": False, "font_size_pt": 13},
    )
    return ProtocolDocument(
        style=style,
        body=BodyName(nominative="Комиссия по озеленению", genitive="комиссии по озеленению"),
        title="заседания",
        number="3/2024",
        held_on=datetime.date(2024, 5, 20),
        starts_at=datetime.time(15),
        place="г. Садовск",
        chair=Officer(name="Ясенев К.К.", role="Председатель"),
        secretary=Officer(name="Рябинина Л.Л.", role="Секретарь"),
        present_total=3,
        members_total=4,
        has_quorum=True,
        attendees=(
            Attendee(name="Ясенев К.К.", position="глава города"),
            Attendee(name="Рябинина Л.Л.", position="ведущий специалист"),
            Attendee(name="Тополь Ф.Ф.", note="с 2 вопроса"),
            Attendee(name="Вяз Р.Р.", status=AttendanceStatus.ABSENT, reason="болезнь"),
        ),
        items=(_alley(), _other()),
        notes=(
            Note(place=NotePlace.LETTERHEAD, text="АДМИНИСТРАЦИЯ ГОРОДА САДОВСКА"),
            Note(place=NotePlace.QUORUM, text="Заседание правомочно."),
            Note(place=NotePlace.CLOSING, text="На этом заседание закрыто."),
            Note(place=NotePlace.AFTER_SIGNATURES, text="Исп. Рябинина, 2-14-15"),
        ),
        attachments=(
            Attachment(title="Схема аллеи", extent="на 2 л."),
            Attachment(title="Смета", extent="на 1 л."),
        ),
        signatures=(
            SignatureLine(role="Председатель комиссии, глава города Садовска Заречной области", name="К.К. Ясенев"),
            SignatureLine(role="Секретарь", name="Л.Л. Рябинина"),
        ),
    )


def _alley() -> AgendaItem:
    return AgendaItem(
        number="1",
        title="О посадке аллеи.",
        rapporteur="Рябинина Л.Л.",
        speeches=(
            Speech(
                kind=SpeechKind.HEARD,
                attribution="Рябинину Л.Л. о посадке аллеи.",
                paragraphs=(Paragraph(text="Предложено посадить 40 лип."),),
            ),
            Speech(name="Тополь Ф.Ф.", is_inline=True, paragraphs=(Paragraph(text="поддержал предложение."),)),
            Speech(kind=SpeechKind.NOTED, paragraphs=(Paragraph(text="Саженцы закуплены."),)),
        ),
        decisions=(
            Decision(number="1.1", points=(DecisionPoint(text="Посадить 40 лип до 1 июня 2024 г."),)),
            Decision(number="1.2", points=(DecisionPoint(text="Поручить Тополю Ф.Ф. полив."),)),
        ),
        votes=(VoteEvent(decision=0, votes_for=3, votes_against=0, votes_abstained=0),),
    )


def _other() -> AgendaItem:
    return AgendaItem(
        number="2",
        title="Разное.",
        decisions=(Decision(number="2.1", points=(DecisionPoint(text="Принять к сведению."),)),),
        votes=(
            VoteEvent(
                method=VoteMethod.ROLL_CALL,
                votes_for=1,
                votes_against=1,
                votes_abstained=1,
                votes=(
                    Vote(name="Ясенев К.К.", option=VoteOption.YES),
                    Vote(name="Рябинина Л.Л.", option=VoteOption.NO),
                    Vote(name="Тополь Ф.Ф.", option=VoteOption.ABSTAIN),
                ),
            ),
        ),
    )


def large_document(people: int = 60, items: int = 40, decisions: int = 400) -> ProtocolDocument:
    """A made large protocol in the kollegiya layout, texts of ordinary length."""
    words = "обеспечить представление сведений о ходе исполнения плана мероприятий по развитию маячного хозяйства"
    per_item = max(1, decisions // items)
    return ProtocolDocument(
        style=LAYOUT_STYLES[Layout.KOLLEGIYA],
        body=BodyName(nominative="Большая коллегия", genitive="большой коллегии"),
        title="заседания",
        number="1",
        held_on=datetime.date(2024, 2, 1),
        starts_at=datetime.time(10),
        place="г. Приозёрск",
        members_total=people,
        present_total=people,
        attendees=tuple(
            Attendee(name=f"Смотрителева{number} Анна Борисовна", position=f"начальник маяка № {number} Приозёрья")
            for number in range(1, people + 1)
        ),
        items=tuple(
            AgendaItem(
                number=str(item),
                title=f"О работе маячного хозяйства в {item}-м районе Приозёрья.",
                speeches=(
                    Speech(
                        name="Бакен Руслан Ильич",
                        membership="член коллегии",
                        position="директор ГКУ «Створ»",
                        paragraphs=tuple(Paragraph(text=f"Сообщил о том, как {words} в районе." * 2) for _ in range(2)),
                    ),
                ),
                decisions=tuple(
                    Decision(
                        number=str(number), points=(DecisionPoint(text=f"Району {item} {words} до {number} мая."),)
                    )
                    for number in range(1, per_item + 1)
                ),
                votes=(VoteEvent(votes_for=people, votes_against=0, votes_abstained=0, is_unanimous=True),),
            )
            for item in range(1, items + 1)
        ),
        signatures=(SignatureLine(role="Председатель", name="И.П. Фонарёва"),),
    )
