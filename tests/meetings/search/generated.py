"""Owns generated meetings: ordinary office sentences among which a question must find its answer."""

import dataclasses
import datetime
import random

from meetings.document import tree
from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout, Outcome, SpeechKind

_OBJECTS = (
    *("спортивный зал", "школьный автобус", "читальный зал", "городской парк", "ледовый дворец", "пешеходный мост"),
    *("краеведческий музей", "детский лагерь", "приют для животных", "пожарный водоём", "речной причал"),
    *("книжный фонд", "архивный отдел", "план мероприятий", "рабочий график", "официальный сайт", "комплект мебели"),
)
_VERBS = (
    *("отремонтировать", "обследовать", "передать на баланс", "включить в перечень", "обеспечить охраной", "оснастить"),
    *("проверить", "согласовать с комитетом", "разместить на карте", "подготовить к зиме", "принять в эксплуатацию"),
)
_PLACES = (
    *("Ясногорск", "Приозёрск", "Луговск", "Садовск", "Заречье", "Верхний Бор", "Нижний Бор", "Каменка", "Сосновка"),
    *("Берёзовка", "Ольховка", "Рябиновка", "Дубрава", "Ключи", "Родники"),
)
_ADDRESSEES = (
    *("отдел культуры", "комитет по спорту", "управление транспорта", "финансовый отдел", "дирекция парков"),
    *("совет музеев", "архивный отдел", "служба благоустройства"),
)
_SPEAKERS = (
    *("Ковальчук Игорь Ильич", "Медовкина Раиса Павловна", "Тополь Фёдор Фомич", "Рябинина Лидия Львовна"),
    *("Бакен Руслан Ильич", "Гавань Нина Олеговна", "Причал Олег Олегович", "Клеверова Ольга Денисовна"),
)
_BODIES = (
    *(("Комиссия по благоустройству", "комиссии по благоустройству"), ("Совет парков", "Совета парков")),
    *(("Совет музеев", "Совета музеев"), ("Комиссия по транспорту", "комиссии по транспорту")),
)


def made_document(number: int, *, has_dissent: bool = False) -> tree.ProtocolDocument:
    """One meeting of those; the same number gives the same meeting."""
    chance = random.Random(number)  # noqa: S311 - invented texts
    body = _BODIES[number % len(_BODIES)]
    held_on = datetime.date(2020, 1, 9) + datetime.timedelta(days=chance.randrange(2000))
    items = tuple(_item(chance, place, has_dissent=has_dissent) for place in range(1, chance.randint(2, 4)))
    if has_dissent:
        items = (dataclasses.replace(items[0], title="Об оранжерее"), *items[1:])
    return tree.ProtocolDocument(
        style=LAYOUT_STYLES[Layout.STANDARD],
        body=tree.BodyName(nominative=body[0], genitive=body[1]),
        title="заседания",
        number=str(number),
        held_on=held_on,
        place=f"г. {chance.choice(_PLACES)}",
        attendees=tuple(tree.Attendee(name=name, position="специалист") for name in chance.sample(_SPEAKERS, 4)),
        items=items,
    )


def _item(chance: random.Random, number: int, *, has_dissent: bool) -> tree.AgendaItem:
    what, place = chance.choice(_OBJECTS), chance.choice(_PLACES)
    speaker, other = chance.sample(_SPEAKERS, 2)
    points = tuple(
        tree.DecisionPoint(text=f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)} до {day} мая 2023 года", marker="-")
        for day in chance.sample(range(1, 29), chance.randint(1, 4))
    )
    addressee = chance.choice(_ADDRESSEES)
    return tree.AgendaItem(
        number=str(number),
        title=f"О том, как готовят {what} ({place})",
        speeches=(
            tree.Speech(
                name=speaker,
                kind=SpeechKind.HEARD,
                paragraphs=(tree.Paragraph(text=f"Доложил о работах: {what}, {place}. Вопросы задала {other}."),),
            ),
        ),
        decisions=(
            tree.Decision(
                number=f"{number}.1",
                lead=f"Поручить: {addressee}",
                points=points,
                addressee=tree.Addressee(text=addressee, name=addressee),
                outcome=chance.choice(list(Outcome)),
                assignments=(tree.Assignment(responsible=speaker, due_on=datetime.date(2023, 5, 28)),),
            ),
        ),
        votes=(
            tree.VoteEvent(votes_for=6, votes_against=1, votes_abstained=0)
            if has_dissent
            else tree.VoteEvent(votes_for=7, votes_against=0, votes_abstained=0, is_unanimous=True),
        ),
    )
