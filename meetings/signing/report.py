"""Owns the verdict: codes of refusal with a Russian sentence each, and the report that is stored beside a signature."""

import datetime
import enum
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.signing.certificates import CertificateFacts

#: Grows with every change of the rules; stored reports say under which rules they were made.
VERIFIER = "1"


class Code(enum.StrEnum):
    """Why a file is refused. Values are stored: add, never rename."""

    SIZE = "size"
    MAGIC = "magic"
    PARSE = "parse"
    ENCRYPTED = "encrypted"
    SAME = "same"
    PREFIX = "prefix"
    DIFF = "diff"
    AFTER = "after"
    INTACT = "intact"
    FIELDS = "fields"
    ORDER = "order"
    CERTIFY = "certify"
    SIGNER = "signer"
    TRUST = "trust"


SENTENCES: dict[Code, Any] = {
    Code.SIZE: _("Файл слишком велик или пуст."),
    Code.MAGIC: _("Это не тот вид файла: ожидается подписанный документ или подпись к нему."),
    Code.PARSE: _("Файл повреждён или устроен так, что его нельзя проверить."),
    Code.ENCRYPTED: _("Файл защищён паролем или зашифрован. Загрузите его без защиты."),
    Code.SAME: _("В файле нет новой подписи: это тот же файл, что хранится на портале."),
    Code.PREFIX: _(
        "Это не наш документ, либо файл пересохранён и прежние подписи утрачены, либо документ уже подписан другим "
        "участником. Скачайте свежий файл и подпишите его, не изменяя."
    ),
    Code.DIFF: _("Кроме подписи в документе изменено содержание."),
    Code.AFTER: _("За концом документа дописано лишнее."),
    Code.INTACT: _("Подпись не соответствует документу: она повреждена или сделана к другому содержанию."),
    Code.FIELDS: _("Подписано не то поле, или подписей больше либо меньше, чем ожидается."),
    Code.ORDER: _("Нарушен порядок подписания."),
    Code.CERTIFY: _("Первая подпись не запрещает дальнейших изменений документа, как требуется."),
    Code.SIGNER: _("Подписало не то лицо, от которого ожидается подпись."),
    Code.TRUST: _(
        "Сертификату нельзя доверять: он выдан неизвестным центром, отозван, истёк, слаб или не предназначен для "
        "подписи."
    ),
}


class Refusal(Exception):
    """The file is refused; `detail` is for the log and the stored report: it names no person and no key."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """One accepted signature. `said_at` is the signer's word, `stamped_at` a time stamping service's; aware or None."""

    certificate: CertificateFacts
    algorithm: str
    field: str = ""
    is_certifying: bool = False
    said_at: datetime.datetime | None = None
    stamped_at: datetime.datetime | None = None
    stamped_by: str = ""

    @property
    def is_gost(self) -> bool:
        """Whether it is a Russian algorithm, which the portal checks for convenience only (decision 0012)."""
        return "ГОСТ" in self.algorithm or "GOST" in self.algorithm.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found. Refused: `code`, `sentence` for people, `detail` for the log, no signatures."""

    sha256: str
    checked_at: datetime.datetime
    code: Code | None = None
    detail: str = ""
    signatures: tuple[SignatureFacts, ...] = ()
    verifier: str = VERIFIER

    @property
    def is_accepted(self) -> bool:
        return self.code is None

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code]) if self.code else str(_("Подпись действительна, документ не изменён."))


def encode_report(report: Report) -> str:
    """Return a report as canonical JSON to be stored: sorted keys, moments in ISO 8601; the sentence is not in it."""
    return json.dumps(asdict(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def decode_report(text: str) -> Report:
    """Return the report that was encoded; ValueError, KeyError or TypeError when the text is none."""
    given: dict[str, Any] = json.loads(text)
    signatures = tuple(
        SignatureFacts(
            **{
                **one,
                "certificate": CertificateFacts(
                    **{
                        **one["certificate"],
                        "valid_from": _moment(one["certificate"]["valid_from"]),
                        "valid_until": _moment(one["certificate"]["valid_until"]),
                    }
                ),
                "said_at": _moment(one["said_at"]),
                "stamped_at": _moment(one["stamped_at"]),
            }
        )
        for one in given["signatures"]
    )
    code = Code(given["code"]) if given["code"] else None
    return Report(**{**given, "checked_at": _moment(given["checked_at"]), "code": code, "signatures": signatures})


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a report")


def _moment(text: str | None) -> Any:
    return datetime.datetime.fromisoformat(text) if text else None
