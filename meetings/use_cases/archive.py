"""Owns the check of the whole archive: the chain against checkpoints, and every paper against what the chain says.

Each difference is one Russian line that names the row. Nothing is changed, and one paper is in memory at a time.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator

from django.db import connection
from django.db.models import Prefetch

from meetings.document.codec import DocumentFormatError, decode
from meetings.models import Annulment, Extract, Protocol, Signature, SignatureKind
from meetings.models.chain import canonical
from meetings.models.seals import TRIGGERS, standing_triggers
from meetings.use_cases.checkpoint import Checkpoint
from meetings.use_cases.ledger import Ledger, Told, ToldEdition, read_chain
from meetings.use_cases.sign_detached import recheck

#: Papers between two lines of progress.
_STEP = 100
Tell = Callable[[str], None]


def verify_archive(checkpoints: Iterable[Checkpoint], tell: Tell) -> Iterator[str]:
    """Yield everything that differs from what was written, in Russian; nothing when all agrees. `tell` is progress."""
    points = sorted(checkpoints, key=lambda one: one.seq)
    if fallen := sorted(set(TRIGGERS) - standing_triggers(connection)):
        yield f"база: нет защиты от изменений: {', '.join(fallen)}"
    ledger = Ledger()
    yield from read_chain(ledger, frozenset(point.seq for point in points), tell)
    tell(f"журнал: записей {ledger.length}")
    for point in points:
        yield from _check_point(point, ledger)
    yield from _check_editions(ledger, tell)
    yield from _check_extracts(ledger, tell)


def _check_point(point: Checkpoint, ledger: Ledger) -> Iterator[str]:
    named = f"контрольная точка от {point.at:%d.%m.%Y %H:%M}"
    if point.seq > ledger.length:
        yield f"{named}: в журнале было записей {point.seq}, теперь {ledger.length}: конец журнала отрезан"
    elif point.seq and ledger.links.get(point.seq) != point.hash:
        yield f"{named}: запись {point.seq} теперь другая: журнал до неё переписан"
    issued = len(ledger.editions)
    if issued < point.editions:
        yield f"{named}: редакций было {point.editions}, журнал знает {issued}"


def _check_editions(ledger: Ledger, tell: Tell) -> Iterator[str]:
    signatures = Prefetch("signatures", queryset=Signature.objects.order_by("order"))
    annulments = Prefetch("annulments", queryset=Annulment.objects.filter(is_confirmed=True))
    editions = Protocol.objects.order_by("pk").prefetch_related(signatures, annulments)
    seen, count = set(), 0
    for protocol in editions.iterator(chunk_size=1):
        key = (protocol.meeting_id, protocol.edition)
        seen.add(key)
        named = f"заседание {key[0]}, редакция {key[1]}"
        told = ledger.editions.get(key)
        differences = _of_edition(protocol, told) if told else ["журнал не знает о её выпуске"]
        yield from (f"{named}: {difference}" for difference in differences)
        count += 1
        if count % _STEP == 0:
            tell(f"редакции: проверено {count}")
    tell(f"редакции: {count}")
    for meeting, edition in sorted(set(ledger.editions) - seen):
        yield f"заседание {meeting}, редакция {edition}: выпущена по журналу, а в базе её нет"


def _of_edition(protocol: Protocol, told: ToldEdition) -> Iterator[str]:
    """What an edition's row says otherwise than its bytes and the history."""
    issued = told.issued.details
    yield from _bytes_differ("PDF", bytes(protocol.pdf), protocol.sha256, issued.get("sha256"))
    document = protocol.document.encode()
    yield from _bytes_differ("документ", document, protocol.document_sha256, issued.get("document_sha256"))
    for name, title in (("code", "код проверки"), ("reason", "причина исправления")):
        if name in issued and issued[name] != getattr(protocol, name):
            yield f"{title} не тот, что в журнале"
    if protocol.reason and "reason" not in issued:
        yield "причины исправления в журнале нет"
    if (protocol.issued_at, protocol.issued_by_id) != (told.issued.at, told.issued.actor):
        yield "выпущена не тогда или не тем, кем по журналу"
    if protocol.state != told.state:
        yield f"состояние «{protocol.state}», по журналу «{told.state}»"
    if (protocol.published_at is not None) != (told.published is not None):
        yield "опубликована не так, как в журнале"
    elif told.published and told.published.details.get("audience", protocol.audience) != protocol.audience:
        yield "открыта не тем, кому по журналу"
    reasons = [one.reason for one in protocol.annulments.all()]
    if reasons != ([told.reason_of_annulment] if told.reason_of_annulment else []):
        yield "причина аннулирования не та, что в журнале"
    yield from _signatures_differ(protocol, told)


def _bytes_differ(what: str, content: bytes, row: str, told: str | None) -> Iterator[str]:
    """The bytes against the sum beside them, and that against the sum in the history (None: not written there)."""
    found = hashlib.sha256(content).hexdigest()
    if found != row:
        yield f"{what}: байты изменены, их SHA-256 {found}, записано {row}"
    if told is not None and told != row:
        yield f"{what}: SHA-256 {row}, в журнале {told}"


def _signatures_differ(protocol: Protocol, told: ToldEdition) -> Iterator[str]:
    rows = {one.order: one for one in protocol.signatures.all()}
    for order in sorted(set(told.signatures) - set(rows)):
        yield f"подпись в строке {order} есть в журнале, а в базе её нет"
    for order in sorted(set(rows) - set(told.signatures)):
        yield f"подпись в строке {order} не записана в журнале"
    lines = _printed_lines(protocol)
    for order in sorted(set(rows) & set(told.signatures)):
        for difference in _of_signature(rows[order], told.signatures[order], protocol, lines):
            yield f"подпись в строке {order}: {difference}"


def _printed_lines(protocol: Protocol) -> dict[int, tuple[str, str]] | None:
    """Role and name of each line of signature; None of a document that cannot be read."""
    try:
        lines = decode(protocol.document).signatures
    except (DocumentFormatError, ValueError):
        return None
    return {order: (line.role, line.name) for order, line in enumerate(lines, start=1)}


def _of_signature(
    row: Signature, told: Told, protocol: Protocol, lines: dict[int, tuple[str, str]] | None
) -> Iterator[str]:
    said = told.details
    if row.kind != said.get("kind"):
        yield f"вид «{row.kind}», по журналу «{said.get('kind')}»"
    if lines is not None and (row.role_text, row.name_text) != lines.get(row.order):
        yield "имя или должность не те, что напечатаны"
    if row.evidence.get("sha256") != protocol.sha256:
        yield "относится к другому файлу"
    if row.kind != SignatureKind.SIMPLE:
        yield from _bytes_differ("файл подписи", bytes(row.file), row.sha256, said.get("file_sha256"))
    if row.kind == SignatureKind.DETACHED and not (report := recheck(row, bytes(protocol.pdf))).is_accepted:
        yield f"не проходит проверку: {report.sentence}"
    people = said.get("people")
    if isinstance(people, dict) and people.get(str(row.order)) != row.person_id:
        yield "приписана другому лицу"
    evidence = hashlib.sha256(canonical(row.evidence).encode()).hexdigest()
    if said.get("evidence_sha256", evidence) != evidence:
        yield "свидетельство изменено"
    if "signed_on" in said and row.signed_on != datetime.date.fromisoformat(said["signed_on"]):
        yield "дата на бумаге не та, что в журнале"
    if (row.signed_at, row.actor_id) != (told.at, told.actor):
        yield "принята не тогда или не от того, что в журнале"


def _check_extracts(ledger: Ledger, tell: Tell) -> Iterator[str]:
    seen = set()
    for extract in Extract.objects.order_by("pk").iterator(chunk_size=1):
        key = (extract.body_id, extract.number)
        seen.add(key)
        named = f"орган {key[0]}, выписка № {key[1]}"
        told = ledger.extracts.get(key)
        if told is None:
            yield f"{named}: журнал не знает о ней"
            continue
        differences = [
            *_bytes_differ("PDF", bytes(extract.pdf), extract.sha256, told.get("sha256")),
            *_bytes_differ("текст", extract.document.encode(), extract.document_sha256, told.get("document_sha256")),
        ]
        if (extract.annulled_at is not None) != (key in ledger.annulled_extracts):
            differences.append("аннулирована не так, как в журнале")
        yield from (f"{named}: {difference}" for difference in differences)
    tell(f"выписки: {len(seen)}")
    for body, number in sorted(set(ledger.extracts) - seen):
        yield f"орган {body}, выписка № {number}: есть в журнале, а в базе её нет"
