"""Presses «issue» and «publish» five times for each of many drafts from sixteen threads: no gap, no double, none lost.

    DATABASE_URL=… DEBUG=1 python -m tests.bench.presses [DRAFTS] [PRESSES] [THREADS]

Writes into the database it is given: use an empty one, migrated. Printing is replaced by bytes that name the number.
"""

import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protocols_portal.settings")


def main(drafts: int, presses: int, threads: int) -> int:
    """Press; compare what came of it with what must."""
    django.setup()
    from django.db import connection, connections
    from django.utils import timezone

    from meetings.document.codec import decode
    from meetings.document.vocabulary import ProtocolState
    from meetings.mapping.record import record
    from meetings.models import Meeting, Protocol
    from meetings.use_cases.archive import verify_archive
    from meetings.use_cases.freeze import freeze
    from meetings.use_cases.publish import publish
    from meetings.use_cases.refusal import Refused
    from members.models.choices import Numbering
    from tests.factories import make_body, make_document, make_meeting

    body = make_body(slug=f"presses-{int(time.time())}", numbering=Numbering.THROUGH, is_public=True)
    meetings = []
    for _ in range(drafts):
        meeting = make_meeting(body, is_number_due=True)
        record(make_document(body, item_count=1), meeting)
        Meeting.objects.filter(pk=meeting.pk).update(number=None, is_number_due=True)
        meetings.append(Meeting.objects.get(pk=meeting.pk))

    def press(meeting: Meeting) -> tuple[str, str]:
        try:
            try:
                freeze(meeting=meeting, actor=None, at=timezone.now())
                issued = "выпущен"
            except Refused:
                issued = "отказано"
            protocol = Protocol.objects.without_files().filter(meeting=meeting.pk).first()
            if protocol is None:
                return issued, "нечего"
            try:
                publish(protocol=protocol, actor=None, at=timezone.now())
            except Refused:
                return issued, "отказано"
            return issued, "опубликован"
        except Exception as error:  # counted: none may happen
            return type(error).__name__, str(error)[:80]
        finally:
            connections.close_all()

    def printed(document: object, **_options: object) -> bytes:
        return f"%PDF № {document.number}".encode()  # type: ignore[attr-defined]

    began = time.monotonic()
    with mock.patch("meetings.rendering.pdf.render_pdf", printed), ThreadPoolExecutor(threads) as pool:
        outcomes = Counter(pool.map(press, meetings * presses))
    seconds = time.monotonic() - began
    editions = list(Protocol.objects.filter(meeting__body=body).select_related("meeting"))
    numbers = sorted(int(one.meeting.number or 0) for one in editions)
    sound = {
        "редакций столько же, сколько черновиков": len(editions) == drafts,
        "номера без пропусков и повторов": numbers == list(range(1, drafts + 1)),
        "все опубликованы": all(one.state == ProtocolState.PUBLISHED for one in editions),
        "номер на бумаге тот же": all(decode(one.document).number == one.meeting.number for one in editions)
        and all(bytes(one.pdf) == f"%PDF № {one.meeting.number}".encode() for one in editions),
        "архив сходится": not list(verify_archive([], lambda _: None)),
    }
    print(f"{connection.vendor}: {drafts} × {presses} нажатий, {threads} потоков, {seconds:.1f} с")  # noqa: T201
    for outcome, times in outcomes.most_common():
        print(f"  {' · '.join(outcome)}: {times}")  # noqa: T201
    for what, is_so in sound.items():
        print(f"  {'да ' if is_so else 'НЕТ'} {what}")  # noqa: T201
    return 0 if all(sound.values()) else 1


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(given + [100, 5, 16][len(given) :])))
