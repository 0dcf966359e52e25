"""Owns the forger's tools: CMS made by hand, honest or not, and signatures and other increments appended to a PDF."""

import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from meetings.signing.asn1 import algos, cms, core, tsp, x509
from tests.meetings.signing.pki import NOW, Holder

Change = Callable[[Any], None]
_HASHES = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}


def sign_raw(holder: Holder, message: bytes, digest: str) -> bytes:
    """The bare signature of a holder."""
    if isinstance(holder.key, rsa.RSAPrivateKey):
        return holder.key.sign(message, padding.PKCS1v15(), _HASHES[digest]())
    assert isinstance(holder.key, ec.EllipticCurvePrivateKey)
    return holder.key.sign(message, ec.ECDSA(_HASHES[digest]()))


def make_cms(
    holder: Holder,
    message: bytes,
    *,
    digest: str = "sha256",
    without: tuple[str, ...] = (),
    bound: Holder | None = None,
    certificates: list[Holder] | None = None,
    content: bytes | None = None,
    unsigned: tuple[tuple[str, Any], ...] = (),
    others: tuple[Any, ...] = (),
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """A CMS signature over a message; every argument but the first two makes it worse than honest.

    `without`: names of signed attributes left out, or «all». `bound`: whose certificate the attribute names. `change`
    gets the SignedData before it is written. `others`: further signer infos.
    """
    info = signer_info(holder, message, digest=digest, without=without, bound=bound, unsigned=unsigned)
    bag = certificates if certificates is not None else [holder, *_issuers(holder)]
    infos = [info, *others]
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": {"content_type": "data", **({} if content is None else {"content": content})},
            "certificates": [x509.Certificate.load(one.der) for one in bag],
            "signer_infos": infos,
        }
    )
    if change is not None:
        change(signed)
    der: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return der


def _issuers(holder: Holder) -> list[Holder]:
    return [] if holder.issuer is None else [holder.issuer, *_issuers(holder.issuer)]


def signer_info(
    holder: Holder,
    message: bytes,
    *,
    digest: str = "sha256",
    without: tuple[str, ...] = (),
    bound: Holder | None = None,
    unsigned: tuple[tuple[str, Any], ...] = (),
) -> Any:
    """One signer's part of a CMS."""
    certificate = x509.Certificate.load(holder.der)
    given: list[tuple[str, Any]] = [
        ("content_type", "data"),
        ("message_digest", hashlib.new(digest, message).digest()),
        ("signing_time", cms.Time({"utc_time": core.UTCTime(NOW)})),
        ("signing_certificate_v2", _binding((bound or holder).der)),
    ]
    attributes = [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in given if name not in without]
    signed_attributes = cms.CMSAttributes(sorted(attributes, key=lambda one: one.dump()))
    is_bare = "all" in without
    rest = {} if is_bare else {"signed_attrs": signed_attributes}
    if unsigned:
        rest["unsigned_attrs"] = [{"type": name, "values": [value]} for name, value in unsigned]
    kind = "rsassa_pkcs1v15" if isinstance(holder.key, rsa.RSAPrivateKey) else f"{digest}_ecdsa"
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest}),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": kind}),
            "signature": sign_raw(holder, message if is_bare else signed_attributes.dump(), digest),
            **rest,
        }
    )


def _binding(der: bytes) -> Any:
    entry = {"hash_algorithm": {"algorithm": "sha256"}, "cert_hash": hashlib.sha256(der).digest()}
    return tsp.SigningCertificateV2({"certs": [entry]})


def changed(pdf: bytes, change: Change, **options: Any) -> bytes:
    """Append an increment: `change` gets pyHanko's writer and does what it wants."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False, **options)
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


Ranges = Callable[[int, int, int], list[int]]


def forged(
    head: bytes,
    field: str,
    make: Callable[[bytes], bytes],
    *,
    is_certifying: bool = False,
    permissions: int = 2,
    ranges: Ranges | None = None,
    touch: Change | None = None,
    hidden: bytes = b"",
    edit: Callable[[bytes], bytes] | None = None,
    is_new_field: bool = False,
) -> bytes:
    """Append a signature: `make` turns the covered message into the CMS.

    `ranges` gets begin and end of the gap and the end of the file and returns what to write as /ByteRange; the message
    is what these ranges cover. `touch` changes more in the same increment. `hidden` is put behind the CMS. `edit`
    changes the bytes before they are signed (without changing their length).
    """
    prepared = _prepared(head, field, is_certifying, permissions, touch, is_new_field=is_new_field)
    prepared = edit(prepared) if edit else prepared
    begin = re.search(rb"/Contents\s*<0{400,}", prepared[len(head) :])
    assert begin is not None
    first = len(head) + prepared[len(head) :].index(b"<0000000", begin.start())
    second = prepared.index(b">", first) + 1
    written = [0, first, second, len(prepared) - second]
    if ranges is not None:
        wanted = ranges(first, second, len(prepared))
        old = re.search(rb"/ByteRange\s*\[[^\]]*\] *", prepared[len(head) :])
        assert old is not None
        text = b"/ByteRange [" + b" ".join(b"%d" % number for number in wanted) + b"]"
        start, end = len(head) + old.start(), len(head) + old.end()
        assert len(text) <= end - start, (text, old[0])
        prepared = prepared[:start] + text.ljust(end - start) + prepared[end:]
        written = wanted
    message = b"".join(prepared[begin : begin + size] for begin, size in zip(written[::2], written[1::2], strict=True))
    der = make(message)
    digits = (der + hidden).hex().encode()
    room = second - first - 2
    assert len(digits) <= room
    return prepared[: first + 1] + digits.ljust(room, b"0") + prepared[second - 1 :]


def _prepared(
    head: bytes, field: str, is_certifying: bool, permissions: int, touch: Change | None, *, is_new_field: bool
) -> bytes:
    """The file with an empty signature, its ranges already written by pyHanko."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import cms_embedder, pdf_byterange

    writer = IncrementalPdfFileWriter(io.BytesIO(head), strict=False)
    spec = fields.SigFieldSpec(field, on_page=0, box=(20, 20, 200, 60)) if is_new_field else None
    steps = cms_embedder.PdfCMSEmbedder(new_field_spec=spec).write_cms(
        field_name=field, writer=writer, existing_fields_only=not is_new_field
    )
    next(steps)
    if touch is not None:
        touch(writer)
    placeholder = pdf_byterange.SignatureObject(
        timestamp=NOW, bytes_reserved=24_000, subfilter=fields.SigSeedSubFilter.PADES
    )
    lock = cms_embedder.SigMDPSetup(
        md_algorithm="sha256",
        certify=is_certifying,
        docmdp_perms=fields.MDPPerm(permissions) if is_certifying else None,
    )
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=placeholder, mdp_setup=lock if is_certifying else None))
    _, output = steps.send(cms_embedder.SigIOSetup(md_algorithm="sha256"))
    prepared: bytes = output.getvalue()
    return prepared


def signed_honestly(head: bytes, field: str, holder: Holder, **options: Any) -> bytes:
    """A signature without a mark, made by hand, with an honest CMS of that holder unless options say otherwise."""
    make = options.pop("make", None) or (lambda message: make_cms(holder, message))
    return forged(head, field, make, **options)
