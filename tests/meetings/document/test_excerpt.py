"""What is taken out of a protocol: the normal form of a choice, what the cut keeps, who is addressed."""

import dataclasses
import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document.codec import DocumentFormatError
from meetings.document.excerpt import (
    Certification,
    ExtractDocument,
    NotInDocument,
    Place,
    addressed_points,
    addressee_key,
    cut,
    decode_extract,
    encode_extract,
    normal_selection,
    read_place,
    write_place,
)
from meetings.document.tree import (
    Addressee,
    AgendaItem,
    Assignment,
    Decision,
    DecisionPoint,
    ProtocolDocument,
    VoteEvent,
)
from tests.meetings.rendering.documents import kollegiya_document, standard_document
from tests.strategies import documents


def points(*texts: str) -> tuple[DecisionPoint, ...]:
    return tuple(DecisionPoint(text=text, marker="-") for text in texts)


def with_items(*items: AgendaItem) -> ProtocolDocument:
    return dataclasses.replace(kollegiya_document(), items=items)


def two_decisions() -> AgendaItem:
    return AgendaItem(
        number="4",
        title="О буях.",
        decisions=(
            Decision(number="1", lead="Поручить:", points=points("красить", "чинить", "считать")),
            Decision(number="2", points=points("Контроль оставить за отделом.")),
        ),
        votes=(VoteEvent(decision=0, votes_for=3), VoteEvent(decision=1, votes_for=2), VoteEvent(votes_for=1)),
        notes=("Перерыв.",),
    )


def all_places(document: ProtocolDocument) -> list[Place]:
    """Every place of a protocol's treated questions."""

    def below(place: Place, inner: tuple[DecisionPoint, ...]) -> list[Place]:
        return [
            one for index, point in enumerate(inner) for one in ((*place, index), *below((*place, index), point.points))
        ]

    found: list[Place] = []
    for index, item in enumerate(document.items):
        if item.is_treated:
            found.append((index,))
            for number, decision in enumerate(item.decisions):
                found += [(index, number), *below((index, number), decision.points)]
    return found


def test_all_parts_are_the_whole_and_order_does_not_count() -> None:
    document = with_items(two_decisions(), dataclasses.replace(two_decisions(), number="5"))

    assert normal_selection(document, [(0, 1), (0, 0, 2), (0, 0, 0), (0, 0, 1)]) == ((0,),)
    assert normal_selection(document, [(1,), (0, 1), (1, 0)]) == ((0, 1), (1,))
    assert normal_selection(document, [(0, 0, 0), (0, 0)]) == ((0, 0),)


@pytest.mark.parametrize("wrong", [[], [(7,)], [(0, 9)], [(0, 0, 0, 0)], [(-1,)], [(0,), (7,)]])
def test_what_is_not_there_is_not_taken(wrong: list[Place]) -> None:
    with pytest.raises(NotInDocument):
        normal_selection(with_items(two_decisions()), wrong)


def test_a_question_that_was_not_treated_is_not_taken() -> None:
    with pytest.raises(NotInDocument):
        normal_selection(with_items(AgendaItem(number="1", title="О прочем.", is_treated=False)), [(0,)])


def test_opening_and_signers_stay_whole_and_the_end_does_not() -> None:
    document = dataclasses.replace(standard_document(), opening=(*kollegiya_document().opening,))
    taken = cut(document, ((1,),))

    assert [item.number for item in taken.items] == ["2"]
    assert taken.items[0] == document.items[1]
    assert {note.text for note in taken.notes} == {"АДМИНИСТРАЦИЯ ГОРОДА САДОВСКА", "Заседание правомочно."}
    same = ("attendees", "chair", "secretary", "place", "held_on", "number", "has_quorum", "signatures", "style")
    assert all(getattr(taken, name) == getattr(document, name) for name in same)
    assert (taken.opening, taken.attachments) == ((), ())


def test_a_decision_keeps_its_votes_and_those_of_the_question() -> None:
    item = cut(with_items(two_decisions()), ((0, 1),)).items[0]

    assert [decision.number for decision in item.decisions] == ["2"]
    assert [(event.decision, event.votes_for) for event in item.votes] == [(0, 2), (None, 1)]
    assert (item.number, item.title, item.notes) == ("4", "О буях.", ())


def test_points_keep_the_words_above_them_and_their_assignments() -> None:
    decision = Decision(
        number="1",
        lead="Поручить:",
        points=(DecisionPoint(text="отделу:", points=points("красить", "чинить")), *points("считать")),
        assignments=(
            Assignment(responsible="весь отдел"),
            Assignment(path=(0, 0), responsible="маляр"),
            Assignment(path=(0, 1), responsible="мастер"),
            Assignment(path=(1,), responsible="счетовод"),
        ),
    )
    taken = cut(with_items(AgendaItem(number="1", title="О буях.", decisions=(decision,))), ((0, 0, 0, 1),))
    left = taken.items[0].decisions[0]

    assert left.lead == "Поручить:"
    assert [(point.text, [sub.text for sub in point.points]) for point in left.points] == [("отделу:", ["чинить"])]
    assert [(one.path, one.responsible) for one in left.assignments] == [((), "весь отдел"), ((0, 0), "мастер")]


def test_points_of_one_addressee_are_found_by_decision_and_by_assignment() -> None:
    addressed = Decision(addressee=Addressee(text="ГКУ «Створ»", name="ГКУ «Створ»"), lead="Рекомендовать ГКУ:")
    assigned = Decision(
        points=points("красить", "чинить"),
        assignments=(
            Assignment(path=(0,), responsible="Бакен Р.И."),
            Assignment(path=(1,), responsible="гку «створ»"),
            Assignment(path=(5,), responsible="никто"),
        ),
    )
    other = Decision(points=points("считать"), assignments=(Assignment(responsible="Бакен Руслан Ильич"),))
    document = with_items(AgendaItem(number="1", title="О буях.", decisions=(addressed, assigned, other)))

    assert [(one.name, one.places) for one in addressed_points(document)] == [
        ("ГКУ «Створ»", ((0, 0), (0, 1, 1))),
        ("Бакен Р.И.", ((0, 1, 0), (0, 2))),
    ]


def test_namesakes_with_other_initials_are_two() -> None:
    assert addressee_key("Носов А.И.") == addressee_key("Носов Алексей Иванович") != addressee_key("Носов Б.И.")
    assert addressee_key("ГКУ «Створ»") != addressee_key("ГКУ «Сигнал»")
    assert addressee_key("Отдел учёта") == addressee_key("отдел  учета")


@given(place=st.lists(st.integers(0, 99), min_size=1, max_size=5).map(tuple))
def test_places_are_read_as_written(place: Place) -> None:
    assert read_place(write_place(place)) == place


@pytest.mark.parametrize("text", ["", "0", "1.", "a", "1.-2", "٣", "1..2", "9" * 99])
def test_no_places(text: str) -> None:
    with pytest.raises(NotInDocument):
        read_place(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents(), data=st.data())
def test_any_choice_gives_a_smaller_protocol_that_is_stored_and_read(
    document: ProtocolDocument, data: st.DataObject
) -> None:
    places = all_places(document)
    if not places:
        return
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=5))
    selection = normal_selection(document, chosen)
    taken = cut(document, selection)
    extract = ExtractDocument(
        protocol=taken,
        number=1,
        edition=1,
        edition_sha256="0" * 64,
        places=tuple(map(write_place, selection)),
        certification=Certification(role="Секретарь", name="Т.Т. Буй", certified_on=datetime.date(2024, 1, 1)),
    )

    assert normal_selection(document, selection) == selection
    assert normal_selection(taken, all_places(taken))
    assert len(taken.items) <= len(document.items)
    assert decode_extract(encode_extract(extract)) == extract


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema":1}', '{"schema":9,"extract":{}}', '{"schema":1,"extract":{"number":1}}']
)
def test_what_is_no_extract_is_refused(text: str) -> None:
    with pytest.raises(DocumentFormatError):
        decode_extract(text)
