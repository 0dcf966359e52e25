"""Owns the remarks on attendance: counts that disagree, people entered twice, and the quorum.

Half of all members is the measure of ГК РФ, ст. 181.2 п. 1; a non-profit association needs more (7-ФЗ, ст. 29). Other
rules of a body are not in the tree, so exactly half is a note and less a warning.
"""

from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.people import is_same_person, name_key
from meetings.document.roll import Roll, people_count
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Outcome, Severity


def check_attendance(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield the remarks on lists and counts of those present and absent."""
    roll = Roll.of(document)
    if not roll.present and document.present_total is None:
        message = "Не указано, кто присутствовал: нет ни списка, ни количества."
        yield Finding("attendance_missing", Severity.WARNING, "attendees", message)
    yield from _check_counts(document, roll)
    yield from _check_doubles(document)
    yield from _check_officers(document, roll)
    yield from _check_quorum(document, roll)


def _check_counts(document: ProtocolDocument, roll: Roll) -> Iterator[Finding]:
    present, total, online = document.present_total, document.members_total, document.online_total
    listed = len(roll.present)
    if listed and present is not None and present != listed:
        message = f"В списке присутствующих {people_count(listed)}, в итоге указано {present}."
        yield Finding("present_count_differs", Severity.WARNING, "present_total", message)
    listed_online = sum(attendee.mode == AttendanceMode.ONLINE for attendee in roll.present)
    if listed and online is not None and online != listed_online:
        message = f"В списке дистанционно участвуют {listed_online}, в итоге указано {online}."
        yield Finding("online_count_differs", Severity.WARNING, "online_total", message)
    present = present if present is not None else listed
    if online is not None and present and online > present:
        message = f"Участвуют дистанционно {online}, а всего присутствует {present}."
        yield Finding("online_exceeds_present", Severity.ERROR, "online_total", message)
    if total is None or not present:
        return
    accounted = present + len(roll.absent)
    if present > total:
        message = f"Присутствует {people_count(present)}, а членов всего {total}."
        yield Finding("present_exceeds_total", Severity.ERROR, "present_total", message)
    elif roll.absent and accounted != total:
        message = f"Присутствующих и отсутствующих вместе {accounted}, а членов всего {total}."
        severity = Severity.WARNING if accounted > total else Severity.NOTE
        yield Finding("members_unaccounted", severity, "members_total", message)


def _check_doubles(document: ProtocolDocument) -> Iterator[Finding]:
    for index, attendee in enumerate(document.attendees):
        if not attendee.name.strip():
            message = f"В списке строка {index + 1} без фамилии."
            yield Finding("attendee_nameless", Severity.WARNING, f"attendees[{index}]", message)
            continue
        if name_key(attendee.name) is None:
            continue
        for earlier in document.attendees[:index]:
            # all lists stand in the nominative: «Носов» and «Носова» are two people here
            if not is_same_person(earlier.name, attendee.name, in_any_case=False):
                continue
            is_contradiction = _is_there(earlier.status) != _is_there(attendee.status)
            if is_contradiction:
                message = f"{attendee.name}: и среди присутствующих, и среди отсутствующих."
                yield Finding("present_and_absent", Severity.ERROR, f"attendees[{index}]", message)
            else:
                message = f"{attendee.name}: в списках дважды."
                yield Finding("attendee_double", Severity.WARNING, f"attendees[{index}]", message)
            break


def _is_there(status: AttendanceStatus) -> bool:
    return status in {AttendanceStatus.PRESENT, AttendanceStatus.INVITED}


def _check_officers(document: ProtocolDocument, roll: Roll) -> Iterator[Finding]:
    for field, officer, word in (
        ("chair", document.chair, "Председатель заседания"),
        ("secretary", document.secretary, "Секретарь заседания"),
    ):
        if officer is None or name_key(officer.name) is None:
            continue
        if roll.is_absent(officer.name):
            message = f"{word} стоит среди отсутствующих: {officer.name}."
            yield Finding(f"{field}_absent", Severity.ERROR, field, message)
        elif roll.is_named and not roll.is_there(officer.name):
            message = f"{word} не входит в список присутствующих: {officer.name}."
            yield Finding(f"{field}_not_listed", Severity.WARNING, field, message)


def _check_quorum(document: ProtocolDocument, roll: Roll) -> Iterator[Finding]:
    total = document.members_total
    present = document.present_total if document.present_total is not None else len(roll.present)
    has_decided = any(
        decision.outcome in {Outcome.ADOPTED, Outcome.REJECTED}
        for item in document.items
        for decision in item.decisions
    )
    if document.has_quorum is False and has_decided:
        message = "Указано, что кворума нет, но решения приняты: они ничтожны (ГК РФ, ст. 181.5)."
        yield Finding("decided_without_quorum", Severity.WARNING, "has_quorum", message)
    if not total or not present or present > total:
        return
    share = f"{100 * present / total:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    counts = f"Присутствует {present} из {total} ({share} %)"
    if present * 2 < total and document.has_quorum:
        message = f"{counts}: это меньше половины, а указано, что кворум имеется."
        yield Finding("quorum_stated_wrongly", Severity.ERROR, "has_quorum", message)
    elif present * 2 < total and document.has_quorum is None:
        message = f"{counts}: меньше половины, кворума нет, решения могут быть ничтожны."
        yield Finding("quorum_lacking", Severity.WARNING, "present_total", message)
    elif present * 2 == total and document.has_quorum is not False:
        message = f"{counts}: ровно половина. Общему собранию некоммерческой организации нужно больше (7-ФЗ, ст. 29)."
        yield Finding("quorum_half", Severity.NOTE, "present_total", message)
