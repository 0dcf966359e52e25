"""Owns the act of signing a PDF: one PAdES signature (ETSI EN 319 142) appended to the current bytes, into one box.

Nothing of the given bytes changes: the result begins with them. The visible mark is a one-page PDF made elsewhere; its
page becomes the appearance of the box, text and fonts included.
"""

import datetime
import enum
import io
from dataclasses import dataclass
from typing import Any

from meetings.signing.asn1 import crl, x509
from meetings.signing.keys import Key
from meetings.signing.quiet import silence_libraries


class Level(enum.StrEnum):
    """PAdES baseline levels: signature, with a time stamp, with data for later checks, with a stamp over all that."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


class CannotSign(ValueError):
    """The bytes cannot be signed so; the message is for the log of errors, not for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What the levels above B need: a time stamping service (pyHanko's TimeStamper), and trust as DER bytes."""

    stamper: Any = None
    anchors: tuple[bytes, ...] = ()
    revocations: tuple[bytes, ...] = ()


def sign(
    head: bytes,
    *,
    field: str,
    key: Key,
    at: datetime.datetime,
    mark: bytes | None,
    is_certifying: bool,
    level: Level = Level.B,
    authority: Authority | None = None,
    name: str = "",
    reason: str = "",
) -> bytes:
    """Return `head` with a signature of `key` in the empty box `field`; raises CannotSign.

    `mark` is a one-page PDF shown in the box (None: nothing is shown). `is_certifying`: the first signature of a paper
    allows nothing but further signatures (DocMDP 2). `name` and `reason` go into the signature's dictionary.
    """
    silence_libraries()
    authority = authority or Authority()
    if level is not Level.B and authority.stamper is None:
        raise CannotSign(f"{level} needs a time stamping service")
    meta = _dictionary(field, level, authority, is_certifying=is_certifying, name=name, reason=reason)
    try:
        stamper = authority.stamper if level is not Level.B else None
        pdf_signer = _signer(meta, key, stamper=stamper, mark=mark, at=at)
        output: io.BytesIO = pdf_signer.sign_pdf(_writer(head), existing_fields_only=True)
    except Exception as error:
        raise CannotSign(type(error).__name__) from None
    signed = output.getvalue()
    if not signed.startswith(head):
        raise CannotSign("the signed bytes do not begin with the given ones")
    return signed


def _dictionary(field: str, level: Level, authority: Authority, *, is_certifying: bool, name: str, reason: str) -> Any:
    """Return what pyHanko shall write into the signature's dictionary and around it."""
    from pyhanko.sign import fields, signers  # slow import: half a second

    has_data = level in {Level.LT, Level.LTA}
    return signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=is_certifying,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        embed_validation_info=has_data,
        use_pades_lta=level is Level.LTA,
        validation_context=_validation_context(authority) if has_data else None,
        name=name or None,
        reason=reason or None,
    )


def _writer(head: bytes) -> Any:
    """Return a writer that appends to `head` and leaves its metadata and its version alone.

    pyHanko would name itself as the producer in XMP while /Info keeps the old name (PDF/A forbids the difference), drop
    the declaration of PDF/UA, and call a PDF/A-3, which is a PDF 1.7, a PDF 2.0. It
    opens writers of its own for the data of later checks: so the class is told.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # slow import with pyHanko

    IncrementalPdfFileWriter._update_meta = _keep_metadata  # type: ignore[method-assign]
    IncrementalPdfFileWriter.ensure_output_version = _keep_version  # type: ignore[method-assign,assignment]
    return IncrementalPdfFileWriter(io.BytesIO(head))


def _keep_metadata(_writer: Any) -> None:
    """Stand in for the writer's own update of metadata."""


def _keep_version(_writer: Any, *_wanted: Any, **_named: Any) -> None:
    """Stand in for the writer's own raise of the version."""


def _signer(meta: Any, key: Key, *, stamper: Any, mark: bytes | None, at: datetime.datetime) -> Any:
    from pyhanko.sign.signers import PdfSigner  # slow import with pyHanko

    class DatedSigner(PdfSigner):
        """Signs with the given clock."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    return DatedSigner(meta, key.signer, timestamper=stamper, stamp_style=_stamp_style(mark))


def _stamp_style(mark: bytes | None) -> Any:
    from pyhanko.pdf_utils import layout  # slow import with pyHanko
    from pyhanko.pdf_utils.content import PdfContent  # slow import with pyHanko
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow import with pyHanko
    from pyhanko.stamp import StaticStampStyle  # slow import with pyHanko

    class MarkPage(PdfContent):
        """The first page of a PDF in memory."""

        def render(self) -> bytes:
            page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(mark or b"")))
            self.resources.xobject["/Mark"] = page
            left, low, right, high = page.get_object()["/BBox"]
            self.box = layout.BoxConstraints(width=abs(right - left), height=abs(high - low))
            return b"/Mark Do"

    if mark is None:
        return StaticStampStyle(border_width=0)
    whole = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MIN,
        margins=layout.Margins(0, 0, 0, 0),
        inner_content_scaling=layout.InnerScaling.NO_SCALING,
    )
    return StaticStampStyle(background=MarkPage(), background_layout=whole, background_opacity=1.0, border_width=0)


def _validation_context(authority: Authority) -> Any:
    """What pyHanko collects the data for later checks with; it never asks the network."""
    from pyhanko_certvalidator import ValidationContext  # slow import with pyHanko

    return ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in authority.anchors],
        crls=[crl.CertificateList.load(one) for one in authority.revocations],
        allow_fetching=False,
        revocation_mode="hard-fail",
    )
