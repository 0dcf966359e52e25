"""Owns the remarks on the opening and the end of a protocol: what is missing, and what contradicts itself.

The list of what a protocol must state follows ГК РФ, ст. 181.2 п. 4 (date, time, place or the way of remote
participation, who took part, results, who signed).
"""

from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.people import fold, is_same_person
from meetings.document.tree import Officer, ProtocolDocument
from meetings.document.vocabulary import MeetingForm, Severity


def check_header(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield the remarks on the opening part: body, date, time, place, officers, agenda."""
    if not (document.body.nominative.strip() or document.body.genitive.strip()):
        yield _missing("body_missing", "body", "Не указано, чей это протокол: нет наименования органа.")
    yield from _check_date(document)
    yield from _check_time(document)
    yield from _check_place(document)
    yield from _check_officers(document)
    if not document.items:
        yield Finding("items_missing", Severity.ERROR, "items", "В протоколе нет ни одного вопроса.")
    elif not any(item.title for item in document.items):
        yield _missing("agenda_missing", "items", "Нет повестки дня.")


def check_signatures(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield the remarks on the signature block: it is there, is whole, and is signed by those who held the meeting."""
    lines = document.signatures
    if not lines:
        yield _missing("signatures_missing", "signatures", "Нет подписей председателя и секретаря.")
        return
    for index, line in enumerate(lines):
        if not line.name.strip():
            yield _missing("signature_nameless", f"signatures[{index}]", f"Не указано, кто подписывает: {line.role}.")
        elif not line.role.strip():
            yield _missing("signature_roleless", f"signatures[{index}]", f"Подпись без должности: {line.name}.")
    for field, officer, word in (
        ("chair", document.chair, "председатель заседания"),
        ("secretary", document.secretary, "секретарь заседания"),
    ):
        if officer and officer.name and not any(is_same_person(officer.name, line.name) for line in lines):
            message = f"Среди подписавших нет лица, указанного как {word}: {officer.name}."
            yield Finding(f"{field}_not_signing", Severity.WARNING, "signatures", message)


def _missing(code: str, where: str, message: str) -> Finding:
    return Finding(code, Severity.WARNING, where, message)


def _check_date(document: ProtocolDocument) -> Iterator[Finding]:
    if document.held_on is None:
        text = (document.date_text or "").strip()
        unread = f"Дата заседания не распознана: «{text}»."
        yield _missing("date_missing", "held_on", unread if text else "Не указана дата заседания.")
    elif document.held_until and document.held_until < document.held_on:
        message = "Дата окончания заседания раньше даты его начала."
        yield Finding("date_order", Severity.ERROR, "held_until", message)


def _check_time(document: ProtocolDocument) -> Iterator[Finding]:
    starts_at, ends_at = document.starts_at, document.ends_at
    if starts_at is None and not document.time_text and document.form != MeetingForm.ABSENTEE:
        yield Finding("time_missing", Severity.NOTE, "starts_at", "Не указано время начала заседания.")
    is_one_day = document.held_until is None or document.held_until == document.held_on
    if starts_at and ends_at and is_one_day and ends_at < starts_at:
        message = f"Заседание окончено в {ends_at:%H:%M}, раньше, чем начато ({starts_at:%H:%M})."
        yield Finding("time_order", Severity.WARNING, "ends_at", message)


def _check_place(document: ProtocolDocument) -> Iterator[Finding]:
    is_remote = document.form in {MeetingForm.REMOTE, MeetingForm.MIXED}
    if is_remote and not document.remote_method.strip():
        message = "Не указан способ дистанционного участия (ГК РФ, ст. 181.2, п. 4)."
        yield _missing("remote_method_missing", "remote_method", message)
    if document.form in {MeetingForm.IN_PERSON, MeetingForm.MIXED} and not document.place.strip():
        yield _missing("place_missing", "place", "Не указано место заседания.")


def _check_officers(document: ProtocolDocument) -> Iterator[Finding]:
    for field, officer, stem, word in (
        ("chair", document.chair, "председ", "председатель"),
        ("secretary", document.secretary, "секретар", "секретарь"),
    ):
        if not _is_known(document, officer, stem):
            yield _missing(f"{field}_missing", field, f"Не указан {word} заседания.")


def _is_known(document: ProtocolDocument, officer: Officer | None, stem: str) -> bool:
    """Tell whether somebody is named for the office: in the opening, in the list of those present, or by signing."""
    if officer and officer.name.strip():
        return True
    offices = [attendee.role for attendee in document.attendees] + [line.role for line in document.signatures]
    return any(fold(office).startswith(stem) or f" {stem}" in fold(office) for office in offices)
