"""Owns the remarks on attendance: counts that disagree, people entered twice, proxies, exceptions per question.

The quorum has a module of its own (checks_quorum).
"""

from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.people import is_same_person, name_key
from meetings.document.roll import Roll, people_count
from meetings.document.rules import BodyRules
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Severity


def check_attendance(document: ProtocolDocument, rules: BodyRules | None = None) -> Iterator[Finding]:
    """Yield the remarks on lists and counts of those present and absent."""
    roll = Roll.of(document)
    if not roll.present and document.present_total is None:
        message = "Не указано, кто присутствовал: нет ни списка, ни количества."
        yield Finding("attendance_missing", Severity.WARNING, "attendees", message)
    yield from _check_counts(document, roll)
    yield from _check_doubles(document)
    yield from _check_officers(document, roll)
    yield from _check_proxies(roll, document, rules)
    yield from _check_absences(roll, document)


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


def _check_proxies(roll: Roll, document: ProtocolDocument, rules: BodyRules | None) -> Iterator[Finding]:
    for index, person in enumerate(document.attendees):
        if person.status != AttendanceStatus.PRESENT or person.mode != AttendanceMode.PROXY:
            continue
        where = f"attendees[{index}]"
        if rules and not rules.has_proxies:
            message = f"{person.name} участвует по доверенности, а правила органа этого не допускают."
            yield Finding("proxy_forbidden", Severity.WARNING, where, message)
        elif not person.represented_by.strip():
            message = f"Не указано, кто представляет по доверенности: {person.name}."
            yield Finding("proxy_nameless", Severity.WARNING, where, message)
        elif name_key(person.represented_by) and roll.is_absent(person.represented_by):
            message = f"Представитель отсутствует: {person.represented_by} (за {person.name})."
            yield Finding("proxy_absent", Severity.WARNING, where, message)


def _check_absences(roll: Roll, document: ProtocolDocument) -> Iterator[Finding]:
    for item_index, item in enumerate(document.items):
        for index, out in enumerate(item.absences):
            where, said = f"items[{item_index}].absences[{index}]", f"{out.name} (вопрос {item.number})"
            if name_key(out.name) is None:
                continue
            if any(is_same_person(out.name, other.name, in_any_case=False) for other in item.absences[:index]):
                yield Finding("absence_double", Severity.WARNING, where, f"Отмечен дважды: {said}.")
            elif roll.is_named and not roll.is_present(out.name):
                message = f"Отмечен вышедшим, но его нет среди присутствующих: {said}."
                yield Finding("absence_unlisted", Severity.WARNING, where, message)
