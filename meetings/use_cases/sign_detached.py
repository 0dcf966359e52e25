"""Owns the signatures in files of their own: checked, and put under the lines of those who made them."""

import datetime
import hashlib
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.document.people import is_same_person
from meetings.models import Protocol, RevocationList, Signature, SignatureKind, TrustedCertificate
from meetings.models.trust import trust_material
from meetings.signing.authorities import AuthorityRefused, read_authority, read_revocations
from meetings.signing.detached import verify_detached
from meetings.signing.report import Code, Report, SignatureFacts, decode_report, encode_report
from meetings.signing.trust import Trust
from meetings.use_cases.refusal import Refused
from meetings.use_cases.sign import CannotSign, SigningLine, lock_to_sign, put_signatures, signing_lines

#: What a stored file is given out as (RFC 5652 through RFC 8551).
FILE_TYPE = "application/pkcs7-signature"
#: More exact words for the commonest reasons of distrust (signing/trust.py says them in English, for the log).
_DISTRUST = {
    "no path to an anchor": gettext_lazy(
        "Сертификат подписавшего выдан центром, которого нет среди доверенных на портале."
    ),
    "a certificate is revoked": gettext_lazy("Сертификат отозван центром, который его выдал."),
    "a certificate is not valid at that moment": gettext_lazy("Срок сертификата истёк или ещё не начался."),
    "no list of revoked certificates for that moment": gettext_lazy(
        "На портале нет действующего списка отзыва центра, выдавшего сертификат: нельзя узнать, не отозван ли он. "
        "Попросите администратора внести свежий список."
    ),
}


class CannotTrust(Refused):
    """The file names no authority that can be trusted, or is there already."""


def attach_signature_file(*, protocol: Protocol, content: bytes, actor: Any, at: datetime.datetime) -> list[Signature]:
    """Put a detached signature of the edition's PDF under the lines of all who made it. Raises CannotSign.

    Every signature in the file must be good and of somebody whose line waits: nothing of it is taken otherwise.
    The file is checked before anything is locked: GOST takes seconds, in which nobody else could write. What is
    checked cannot change meanwhile, for the PDF of an edition is sealed.
    """
    pdf = bytes(Protocol.objects.values_list("pdf", flat=True).get(pk=protocol.pk))
    report = verify_detached(content, document=pdf, trust=Trust(**trust_material()), at=at)
    if not report.is_accepted:
        raise CannotSign(told_refusal(report))
    return _put(protocol, content, report, actor, at)


@transaction.atomic
def _put(protocol: Protocol, content: bytes, report: Report, actor: Any, at: datetime.datetime) -> list[Signature]:
    protocol = lock_to_sign(protocol, at)
    lines = signing_lines(protocol, protocol.meeting.body.day_of(at))
    taken = [(place, _lines_of(facts, lines)) for place, facts in enumerate(report.signatures)]
    evidence = {
        "sha256": protocol.sha256,
        "document_sha256": protocol.document_sha256,
        "report": encode_report(report),
    }
    values = {
        "kind": SignatureKind.DETACHED,
        "file": content,
        "file_type": FILE_TYPE,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    put: list[Signature] = []
    for place, own in taken:
        put += put_signatures(protocol, own, values | {"evidence": evidence | {"place": place}}, actor, at)
    return put


def told_refusal(report: Report) -> str:
    """Why a file was refused, in Russian, as exactly as it is known."""
    if report.code is Code.TRUST and report.detail in _DISTRUST:
        return str(_DISTRUST[report.detail])
    if report.code is Code.INTACT:
        return _(
            "Подпись сделана не к этому файлу PDF, или повреждена. Подписывать нужно PDF этой редакции, не меняя его."
        )
    if report.code is Code.MAGIC:
        return _("Это не файл подписи: нужен отсоединённый .sig или .p7s.")
    return report.sentence


def _lines_of(facts: SignatureFacts, lines: Collection[SigningLine]) -> list[SigningLine]:
    """The lines of who made a signature, told by the name in the certificate; CannotSign when none waits for him."""
    owner = facts.certificate.owner
    own = [line for line in lines if line.name and is_same_person(owner, line.name, in_any_case=False)]
    if not own:
        raise CannotSign(_("Подпись сделал(а) %(owner)s: строки с этим именем в протоколе нет.") % {"owner": owner})
    people = {line.person.pk for line in own if line.person is not None}
    if len(people) > 1:
        raise CannotSign(_("Строк с именем %(owner)s несколько, и они разных лиц.") % {"owner": owner})
    strange = [
        line for line in own if line.person and not is_same_person(line.person.full_name, owner, in_any_case=False)
    ]
    if strange:
        raise CannotSign(_("Подпись сделал(а) %(owner)s: в органе под этой строкой другое лицо.") % {"owner": owner})
    return own


def facts_of(signature: Signature) -> SignatureFacts | None:
    """What the stored report says of a signature in a file; None for other kinds."""
    if signature.kind != SignatureKind.DETACHED:
        return None
    try:
        return decode_report(signature.evidence["report"]).signatures[signature.evidence["place"]]
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def recheck(signature: Signature, pdf: bytes) -> Report:
    """Check a stored file again as of the moment it was accepted, by everything the portal ever trusted."""
    trust = Trust(**trust_material(with_withdrawn=True))
    return verify_detached(bytes(signature.file), document=pdf, trust=trust, at=signature.signed_at)


@transaction.atomic
def trust_certificate(*, content: bytes, actor: Any, at: datetime.datetime) -> TrustedCertificate:
    """Add a certificate of an authority. Raises CannotTrust."""
    try:
        read = read_authority(content)
    except AuthorityRefused as refusal:
        raise CannotTrust(str(refusal)) from refusal
    facts = read.facts
    if TrustedCertificate.objects.filter(sha256=facts.sha256).exists():
        raise CannotTrust(_("Этот сертификат уже внесён."))
    return TrustedCertificate.objects.create(
        name=facts.owner,
        issuer=facts.issuer,
        is_root=read.is_root,
        content=read.der,
        sha256=facts.sha256,
        serial=facts.serial[:80],
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        added_at=at,
        added_by=actor,
    )


@transaction.atomic
def add_revocations(*, content: bytes, actor: Any, at: datetime.datetime) -> RevocationList:
    """Add a list of revoked certificates of an authority that is trusted. Raises CannotTrust."""
    known = trust_material(with_withdrawn=True)
    try:
        read = read_revocations(content, (*known["anchors"], *known["between"]))
    except AuthorityRefused as refusal:
        raise CannotTrust(str(refusal)) from refusal
    if RevocationList.objects.filter(sha256=read.sha256).exists():
        raise CannotTrust(_("Этот список уже внесён."))
    return RevocationList.objects.create(
        issuer=read.issuer,
        content=read.der,
        sha256=read.sha256,
        issued_at=read.issued_at,
        next_at=read.next_at,
        added_at=at,
        added_by=actor,
    )
