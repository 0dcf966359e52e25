"""A long tagged paper: checked in a second and in little memory; pyHanko's own comparison takes minutes for it."""

import dataclasses
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from meetings.rendering.pdf import render_pdf
from tests.meetings.rendering.documents import large_document, union_document
from tests.meetings.rendering.printing import run_python
from tests.meetings.signing.papers import opened, signed_by

_CODE = """
import datetime, django, json, sys, time
django.setup()
from pathlib import Path
from meetings.signing.verify import Expectation, Signatory, Trust, verify
folder = Path({folder!r})
signed, issued = (folder / "signed").read_bytes(), (folder / "issued").read_bytes()
people = (Signatory(field="sig_chair", snils="11223344595"), Signatory(field="sig_secretary", snils="08765430300"))
root, *lists = ((folder / name).read_bytes() for name in ("root", "one", "two"))
trust = Trust(anchors=(root,), revocations=tuple(lists))
at = datetime.datetime.fromisoformat({at!r})
times = []
for _ in range(3):
    begun = time.process_time()
    report = verify(signed, issued=issued, expected=Expectation(signatories=people, trust=trust), at=at)
    times.append(time.process_time() - begun)
# Not getrusage: its maximum begins with that of the process this one was forked from.
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps([str(report.code), report.detail, min(times), peak]))
"""


@pytest.fixture(scope="module")
def _long_paper() -> bytes:
    document = dataclasses.replace(
        large_document(people=20, items=60, decisions=2200), signatures=union_document().signatures
    )
    return render_pdf(document, is_signable=True)


def test_long_tagged_paper_is_checked_within_a_second(_long_paper: bytes, tmp_path: Path) -> None:
    import json

    from tests.meetings.signing.pki import DAY, NOW, lists, stand

    assert len(PdfReader(io.BytesIO(_long_paper)).pages) >= 120
    half = signed_by(_long_paper, opened("chair"), "sig_chair", is_certifying=True)
    both = signed_by(half, opened("secretary"), "sig_secretary", is_certifying=False)
    files = {"signed": both, "issued": _long_paper, "root": stand()["root"].der}
    for name, content in (files | dict(zip(("one", "two"), lists(), strict=True))).items():
        (tmp_path / name).write_bytes(content)
    said = run_python(_CODE.format(folder=str(tmp_path), at=(NOW + DAY).isoformat()))
    code, detail, seconds, kilobytes = json.loads(said)
    assert (code, detail) == ("None", "")
    assert seconds <= 1
    assert kilobytes <= 250 * 1024
