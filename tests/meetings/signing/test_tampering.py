"""The tamper matrix: every built file is refused for the right reason, every honest one is accepted."""

import collections
import os
import random
import time

import pytest

from meetings.rendering.pdf import ARCHIVE
from meetings.signing.embedded import Level
from meetings.signing.report import SENTENCES, Code, Report
from meetings.signing.trust import Trust
from meetings.signing.verify import Expectation, Signatory, verify
from tests.meetings.signing.papers import VARIANTS, half_signed, issued, signed
from tests.meetings.signing.pki import DAY, NOW, lists, stand
from tests.meetings.signing.tampered_bytes import Case, byte_cases, junk_cases, last_gap, range_cases, saved_cases
from tests.meetings.signing.tampered_increments import between_cases, later_cases
from tests.meetings.signing.tampered_people import cms_cases, people_cases

FAMILIES = (byte_cases, range_cases, saved_cases, junk_cases, later_cases, between_cases, people_cases, cms_cases)
CHAIR = Signatory(field="sig_chair", snils="11223344595")
SECRETARY = Signatory(field="sig_secretary", snils="08765430300")
FLIPS = int(os.environ.get("FLIPS", "60"))


def expectation(**options: object) -> Expectation:
    trust = Trust(anchors=(stand()["root"].der,), revocations=lists())
    return Expectation(**{"signatories": (CHAIR, SECRETARY), "trust": trust, **options})  # type: ignore[arg-type]


def checked(content: bytes, variant: str = ARCHIVE, **options: object) -> Report:
    return verify(content, issued=issued(variant), expected=expectation(**options), at=NOW + DAY)


def built(variant: str) -> list[Case]:
    return [case for family in FAMILIES for case in family(variant)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_tampered_file_is_refused_for_its_reason(variant: str) -> None:
    wrong, slow, codes = [], [], collections.Counter[str]()
    cases = built(variant)
    for title, content, expected in cases:
        begun = time.process_time()
        report = checked(content, variant)
        if time.process_time() - begun > 2:
            slow.append(title)
        codes[str(report.code)] += 1
        if report.is_accepted or report.code not in expected:
            wrong.append(f"{title}: {report.code} ({report.detail}), not {sorted(expected)}")
        assert not report.is_accepted or report.signatures
    assert not wrong, "\n".join(wrong)
    assert not slow
    assert len({title for title, _, _ in cases}) == len(cases) >= 140
    assert set(codes) == {str(code) for code in Code}


HONEST = [
    pytest.param(variant, level, is_back, id=f"{variant}-{level}-{'back' if is_back else 'order'}")
    for variant in VARIANTS
    for level in Level
    for is_back in (False, True)
]


@pytest.mark.parametrize(("variant", "level", "is_back"), HONEST)
def test_honest_files_are_accepted(variant: str, level: Level, is_back: bool) -> None:
    order = (SECRETARY, CHAIR) if is_back else (CHAIR, SECRETARY)
    report = checked(signed(variant, level, secretary_first=is_back), variant, signatories=order)
    assert (report.code, report.detail) == (None, "")
    assert [one.field for one in report.signatures] == [one.field for one in order]
    assert [one.is_certifying for one in report.signatures] == [True, False]
    assert all((one.stamped_at == NOW) is (level is not Level.B) for one in report.signatures)
    half = half_signed(variant, level, secretary_first=is_back)
    assert checked(half, variant, signatories=order[:1]).is_accepted
    free = checked(signed(variant, level, secretary_first=is_back), variant, is_ordered=False)
    assert free.is_accepted
    again = verify(
        signed(variant, level, secretary_first=is_back),
        issued=issued(variant),
        head=half,
        expected=expectation(signatories=order),
        at=NOW + DAY,
    )
    assert again.is_accepted


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Code)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Code)


@pytest.mark.parametrize("variant", VARIANTS)
def test_flipped_bits_are_seen(variant: str) -> None:
    """Only the case of a hex digit may change unseen: it means the same."""
    whole = signed(variant)
    gaps = [last_gap(whole), last_gap(half_signed(variant))]
    chance = random.Random(20260615)  # noqa: S311 - the same flips every time
    accepted = []
    for _ in range(FLIPS):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        content = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        if not checked(content, variant).is_accepted:
            continue
        is_case = chr(whole[place]).lower() in "abcdef" and bit == 0x20
        if not (is_case and any(begin < place < end for begin, end in gaps)):
            accepted.append((place, bit))
    assert not accepted
