"""What the checks say about a protocol: for each remark one paper that draws it, and one close to it that does not."""

import datetime
from dataclasses import replace

import pytest

from meetings.document.checks import Finding, check_beside, check_document
from meetings.document.style import LAYOUT_STYLES
from meetings.document.tree import (
    AgendaItem,
    Assignment,
    Attendee,
    BodyName,
    Decision,
    DecisionPoint,
    ItemAbsence,
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
    ItemKind,
    ItemPresence,
    Layout,
    MeetingForm,
    Outcome,
    Requirement,
    Severity,
    VoteBase,
    VoteMethod,
    VoteOption,
    VoteResult,
)

CHAIR, SECRETARY, MEMBER = "Орлова Вера Павловна", "Зуев Пётр Ильич", "Чайка Иван Романович"
GUEST, ABSENTEE = "Кедрин Олег Львович", "Липатова Анна Юрьевна"


def listed(name, status=AttendanceStatus.PRESENT, **fields):
    return Attendee(name=name, status=status, **fields)


def question(number="1", **fields):
    decisions = (Decision(number="1", points=(DecisionPoint(text="Утвердить смету."),)),)
    votes = (VoteEvent(votes_for=3, votes_against=0, votes_abstained=0, is_unanimous=True),)
    given = {"title": "Об утверждении сметы", "decisions": decisions, "votes": votes}
    return AgendaItem(number=number, **(given | fields))


def paper(*items, **fields):
    """A protocol without a fault; each test spoils one thing."""
    sound = ProtocolDocument(
        style=LAYOUT_STYLES[Layout.STANDARD],
        body=BodyName(nominative="Правление", genitive="Правления"),
        title="заседания",
        held_on=datetime.date(2024, 1, 23),
        starts_at=datetime.time(13),
        ends_at=datetime.time(15),
        place="г. Заречный",
        chair=Officer(name="Орлова В.П.", role="Председатель"),
        secretary=Officer(name="Зуев П.И.", role="Секретарь"),
        members_total=4,
        present_total=3,
        attendees=(
            listed(CHAIR),
            listed(SECRETARY),
            listed(MEMBER, mode=AttendanceMode.ONLINE),
            listed(ABSENTEE, AttendanceStatus.EXCUSED),
            listed(GUEST, AttendanceStatus.INVITED),
        ),
        online_total=1,
        items=items or (question(),),
        signatures=(
            SignatureLine(role="Председатель", name="В.П. Орлова"),
            SignatureLine(role="Секретарь", name="П.И.Зуев"),
        ),
    )
    return replace(sound, **fields)


def voting(*names, **fields):
    given = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0} | fields
    votes = tuple(Vote(name=name, option=VoteOption.YES) for name in names)
    return question(votes=(VoteEvent(**given, votes=votes),))


def speaking(name):
    return question(speeches=(Speech(name=name, paragraphs=(Paragraph(text="Доложил."),)),))


def deciding(**fields):
    return question(decisions=(Decision(**fields),))


def due(day, path=()):
    return deciding(points=(DecisionPoint(text="Доложить."),), assignments=(Assignment(due_on=day, path=path),))


def codes(document):
    return [finding.code for finding in check_document(document)]


def test_sound_paper_draws_no_remark():
    assert check_document(paper()) == ()


POINT = (DecisionPoint(text="Принять к сведению."),)
DAY = datetime.date(2024, 1, 23)
NAMELESS = (listed("", position="директор"),)

CASES = {
    # the opening
    "body_missing": (
        paper(body=BodyName(nominative="", genitive=" ")),
        paper(body=BodyName(nominative="", genitive="а")),
    ),
    "date_missing": (paper(held_on=None), paper()),
    "date_order": (paper(held_until=DAY - datetime.timedelta(1)), paper(held_until=DAY + datetime.timedelta(1))),
    "time_missing": (paper(starts_at=None), paper(starts_at=None, time_text="в полдень")),
    "time_order": (
        paper(ends_at=datetime.time(9)),
        paper(ends_at=datetime.time(9), held_until=datetime.date(2024, 1, 24)),
    ),
    "place_missing": (paper(place=" "), paper(place="", form=MeetingForm.ABSENTEE)),
    "remote_method_missing": (
        paper(form=MeetingForm.REMOTE),
        paper(form=MeetingForm.REMOTE, remote_method="видеоконференция"),
    ),
    "chair_missing": (
        paper(chair=None, signatures=()),
        paper(chair=None, attendees=(listed(CHAIR, role="председатель правления"), *paper().attendees[1:])),
    ),
    "secretary_missing": (paper(secretary=None, signatures=()), paper(secretary=None)),
    "items_missing": (replace(paper(), items=()), paper()),
    "agenda_missing": (paper(question(title=None)), paper()),
    # the signatures
    "signatures_missing": (paper(signatures=()), paper()),
    "signature_nameless": (paper(signatures=(SignatureLine(role="Председатель", name=""),)), paper()),
    "signature_roleless": (paper(signatures=(SignatureLine(role="", name="В.П. Орлова"),)), paper()),
    "chair_not_signing": (
        paper(signatures=(SignatureLine(role="Председатель", name="И.Р. Чайка"), paper().signatures[1])),
        paper(signatures=(SignatureLine(role="За председателя", name="Орлова Вера Павловна"), paper().signatures[1])),
    ),
    "secretary_not_signing": (paper(signatures=paper().signatures[:1]), paper()),
    # attendance
    "attendance_missing": (paper(attendees=(), present_total=None), paper(attendees=())),
    "present_count_differs": (paper(present_total=2), paper(present_total=None)),
    "online_count_differs": (paper(online_total=2), paper(online_total=None)),
    "online_exceeds_present": (paper(online_total=4), paper(online_total=1)),
    "present_exceeds_total": (paper(members_total=2), paper(members_total=4)),
    "members_unaccounted": (paper(members_total=5), paper(members_total=4)),
    "attendee_nameless": (paper(attendees=paper().attendees + NAMELESS), paper()),
    "attendee_double": (
        paper(attendees=(*paper().attendees, listed("Чайка И.Р."))),
        paper(attendees=(*paper().attendees, listed("Чайка И.П."))),
    ),
    "present_and_absent": (paper(attendees=(*paper().attendees, listed("Липатова А.Ю."))), paper()),
    "chair_absent": (paper(chair=Officer(name="Липатова А.Ю.", role="")), paper()),
    "secretary_absent": (paper(secretary=Officer(name="Липатова А.Ю.", role="")), paper()),
    "chair_not_listed": (
        paper(chair=Officer(name="Сомов К.К.", role="")),
        paper(chair=Officer(name="Сомов К.К.", role=""), attendees=()),
    ),
    "secretary_not_listed": (
        paper(secretary=Officer(name="Сомов К.К.", role="")),
        paper(secretary=Officer(name="Кедрин О.Л.", role="")),
    ),
    "decided_without_quorum": (
        paper(has_quorum=False),
        paper(question(kind=ItemKind.INFORMATION, decisions=(), votes=()), has_quorum=False),
    ),
    "quorum_lacking": (paper(members_total=7), paper(members_total=4)),
    "quorum_stated_wrongly": (paper(members_total=7, has_quorum=True), paper(members_total=5, has_quorum=True)),
    "quorum_half": (paper(members_total=6), paper(members_total=5)),
    # the questions
    "item_number_double": (paper(question("1"), question("1")), paper(question("1"), question("1 а"))),
    "item_number_gap": (paper(question("1"), question("3")), paper(question("1"), question("2"))),
    "item_untreated": (paper(question(), question("2", is_treated=False, decisions=(), votes=())), paper()),
    "item_undecided": (
        paper(question(decisions=(), votes=())),
        paper(question(decisions=(), votes=(), kind=ItemKind.INFORMATION)),
    ),
    "item_off_agenda": (
        paper(question(), question("2", title=None)),
        paper(question(), question("2", title=None, kind=ItemKind.PROCEDURAL)),
    ),
    "heading_differs": (
        paper(question(title="Итоги работы совета", heading="об итогах года")),
        paper(question(title="Итоги работы совета", heading="об итогах работы Совета")),
    ),
    "decision_number_double": (
        paper(question(decisions=(Decision(number="1", points=POINT), Decision(number="1", points=POINT)))),
        paper(question(decisions=(Decision(points=POINT), Decision(points=POINT)))),
    ),
    "decision_number_gap": (
        paper(question(decisions=(Decision(number="1.1", points=POINT), Decision(number="1.3", points=POINT)))),
        paper(question(decisions=(Decision(number="1.1", points=POINT), Decision(number="1.2", points=POINT)))),
    ),
    "decision_empty": (paper(deciding()), paper(deciding(lead="Принять план."))),
    "decision_pointless": (
        paper(deciding(lead="Поручить совету:")),
        paper(deciding(lead="Поручить совету:", points=POINT)),
    ),
    "deadline_past": (paper(due(datetime.date(2023, 12, 31))), paper(due(DAY))),
    "assignment_lost": (paper(due(None, path=(1,))), paper(due(None, path=(0,)))),
    "speaker_absent": (paper(speaking("Липатовой А.Ю.")), paper(speaking("Кедрина О.Л."))),
    "speaker_unlisted": (paper(speaking("Сомов К.К.")), paper(speaking("Чайка И.Р."))),
    "paragraph_overlong": (paper(question(title="О" * 701)), paper(question(title="О" * 700))),
    # the votes
    "vote_on_information": (paper(question(kind=ItemKind.INFORMATION)), paper(question())),
    "votes_exceed_voters": (paper(voting(votes_for=4)), paper(voting(votes_for=3))),
    "votes_below_voters": (paper(voting(votes_for=2)), paper(voting(votes_for=2, votes_not_cast=1))),
    "unanimity_contradicted": (
        paper(voting(votes_for=2, votes_against=1, is_unanimous=True)),
        paper(voting(votes_for=2, votes_against=1, is_unanimous=False)),
    ),
    "vote_decision_lost": (paper(voting(decision=1)), paper(voting(decision=0))),
    "majority_lacking": (
        paper(voting(votes_for=1, votes_against=2)),
        paper(voting(votes_for=1, votes_against=2, result_reason="решающий голос председателя")),
    ),
    "majority_ignored": (paper(voting(result=VoteResult.REJECTED)), paper(voting(result=VoteResult.ADOPTED))),
    "voter_double": (
        paper(voting(CHAIR, SECRETARY, "Орлова В.П.")),
        paper(voting(CHAIR, SECRETARY, MEMBER)),
    ),
    "voter_absent": (paper(voting(CHAIR, SECRETARY, ABSENTEE)), paper(voting(CHAIR, SECRETARY, MEMBER))),
    "voter_invited": (paper(voting(CHAIR, SECRETARY, GUEST)), paper(voting(CHAIR, SECRETARY, MEMBER))),
    "voter_unlisted": (
        paper(voting(CHAIR, SECRETARY, "Сомов К.К.")),
        paper(voting(CHAIR, SECRETARY, "Сомов К.К.", method=VoteMethod.ABSENTEE)),
    ),
    "voter_left": (
        paper(replace(voting(CHAIR), absences=(ItemAbsence(name="Орлова В.П.", presence=ItemPresence.RECUSED),))),
        paper(replace(voting(CHAIR), absences=(ItemAbsence(name="Зуев П.И.", presence=ItemPresence.LEFT),))),
    ),
    "roll_call_differs": (paper(voting(CHAIR, SECRETARY)), paper(voting(CHAIR, SECRETARY, MEMBER))),
}


@pytest.mark.parametrize("code", CASES)
def test_remark(code):
    faulty, sound = CASES[code]
    assert codes(faulty).count(code) == 1
    assert code not in codes(sound)


@pytest.mark.parametrize("code", CASES)
def test_remark_is_a_sentence_of_the_office(code):
    for finding in check_document(CASES[code][0]):
        assert finding.message.endswith((".", "»."))
        assert finding.message[0].isupper() or finding.message[0] == "«"
        assert "None" not in finding.message


def message(document, code):
    return next(finding.message for finding in check_document(document) if finding.code == code)


def test_messages_name_the_figures():
    assert message(paper(voting(votes_for=2)), "votes_below_voters").startswith("В списке 3 человека, в голосовании 2")
    assert "«23.01.2024»" not in message(paper(due(datetime.date(2023, 12, 31))), "deadline_past")
    assert "«31.12.2023»" in message(paper(due(datetime.date(2023, 12, 31))), "deadline_past")
    assert "42,9 %" in message(paper(members_total=7), "quorum_lacking")
    assert (
        message(paper(held_on=None, date_text="на днях"), "date_missing") == "Дата заседания не распознана: «на днях»."
    )


def test_place_of_a_remark_leads_into_the_tree():
    found = {finding.code: finding.where for finding in check_document(paper(question(), voting(votes_for=9)))}
    assert found["votes_exceed_voters"] == "items[1].votes[0]"


def test_contradictions_are_errors_and_gaps_are_not():
    severity = {
        finding.code: finding.severity for finding in check_document(paper(speaking(ABSENTEE), present_total=2))
    }
    assert severity["speaker_absent"] == Severity.ERROR
    assert severity["present_count_differs"] == Severity.WARNING


def test_lists_by_count_only_draw_no_remarks_about_people():
    document = paper(voting("Сомов К.К."), attendees=(), present_total=3)
    assert {code for code in codes(document) if code.startswith(("speaker", "voter", "chair", "secretary"))} == set()


def test_those_who_left_do_not_vote():
    left = (ItemAbsence(name=MEMBER, presence=ItemPresence.LEFT),)
    assert "votes_below_voters" not in codes(paper(replace(voting(votes_for=2), absences=left)))
    assert "votes_exceed_voters" in codes(paper(replace(voting(votes_for=3), absences=left)))


def test_members_without_a_vote_are_no_voters():
    mute = (replace(paper().attendees[0], note="без права голоса"), *paper().attendees[1:])
    assert "votes_below_voters" not in codes(paper(voting(votes_for=2), attendees=mute))


@pytest.mark.parametrize(
    ("requirement", "votes_for", "is_enough"),
    [
        (Requirement.SIMPLE, 3, False),
        (Requirement.SIMPLE, 4, True),
        (Requirement.TWO_THIRDS, 3, False),
        (Requirement.TWO_THIRDS, 4, True),
        (Requirement.THREE_QUARTERS, 4, False),
        (Requirement.THREE_QUARTERS, 5, True),
        (Requirement.UNANIMITY, 5, False),
        (Requirement.UNANIMITY, 6, True),
    ],
)
def test_majority_by_requirement(requirement, votes_for, is_enough):
    item = voting(votes_for=votes_for, votes_against=6 - votes_for, requirement=requirement)
    document = paper(item, attendees=(), present_total=6, members_total=8, online_total=None)
    assert ("majority_lacking" not in codes(document)) is is_enough


def test_majority_of_all_members_and_of_votes_cast():
    of_members = voting(votes_for=3, base=VoteBase.MEMBERS)
    assert "majority_lacking" in codes(paper(of_members, members_total=6))
    assert "majority_lacking" not in codes(paper(of_members, members_total=5))
    of_cast = voting(votes_for=1, votes_abstained=None, votes_against=0, base=VoteBase.CAST)
    assert "majority_lacking" not in codes(paper(of_cast))


def test_rejected_decision_needs_no_majority():
    item = replace(voting(votes_for=1, votes_against=2), decisions=(Decision(points=POINT, outcome=Outcome.REJECTED),))
    assert "majority_lacking" not in codes(paper(item))


def test_what_the_importer_told_is_not_told_again():
    document = paper(held_on=None, place="")
    told = Finding("date_missing", Severity.WARNING, "held_on", "Дата заседания не найдена.", line=3)
    assert [finding.code for finding in check_beside(document, [told])] == ["place_missing"]


def test_sub_questions_leave_no_gap_behind_them() -> None:
    def gaps(*numbers: str) -> list[str]:
        found = check_document(paper(*(question(number) for number in numbers)))
        return [finding.message for finding in found if finding.code == "item_number_gap"]

    assert gaps("1", "2", "2.1", "2.2", "3", "3.1") == []
    assert gaps("1", "1.1", "1.2", "3") == ["Пропуск в нумерации: после номера 1 идёт вопрос 3."]
    assert gaps("1", "1.1", "1.3", "2") == ["Пропуск в нумерации: после номера 1.1 идёт вопрос 1.3."]
