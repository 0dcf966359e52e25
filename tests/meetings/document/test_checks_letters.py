"""A name in two alphabets is told; names, abbreviations and foreign words in one are not."""

from dataclasses import replace

from meetings.document.checks_letters import check_letters
from meetings.document.tree import Attendee, SignatureLine
from tests.factories import make_document


def test_a_latin_letter_in_a_russian_name_is_told_at_its_place() -> None:
    document = make_document()
    names = (Attendee(name="Швeц Семён"), Attendee(name="John Smith (ООО «IT-парк»)"), Attendee(name="Швец С.С."))
    spoilt = replace(document, attendees=names, signatures=(SignatureLine(role="Секретарь", name="C.С. Швец"),))
    spoilt = replace(spoilt, chair=replace(document.chair, name="Сoлoвьёва А.И."))

    assert [(one.where, one.message.partition(": ")[2]) for one in check_letters(spoilt)] == [
        ("chair", "o, o."),
        ("attendees[0]", "e."),
        ("signatures[0]", "C."),
    ]
    assert not list(check_letters(document))
