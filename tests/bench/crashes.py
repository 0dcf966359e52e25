"""Kills a process that issues, signs and publishes at random moments: nothing acknowledged lost, nothing half done.

    DATABASE_URL=… DEBUG=1 python -m tests.bench.crashes [KILLS]

Writes into the database it is given: use an empty one, migrated. The process says each deed through a pipe once it is
done; `kill -9` meets it anywhere in between. Printing is replaced by a few bytes.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from typing import Any
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protocols_portal.settings")
#: Seconds that a process lives at most.
LONGEST = float(os.environ.get("LONGEST", "1.2"))


def deeds(body: Any, chair: Any, say: Any, rounds: int) -> None:
    """Issue, sign and publish one protocol after the other; say each deed that was acknowledged."""
    from django.utils import timezone

    from meetings.mapping.record import record
    from meetings.use_cases.freeze import freeze
    from meetings.use_cases.publish import publish
    from meetings.use_cases.sign import sign_simple
    from tests.factories import make_document, make_meeting

    for _ in range(rounds):
        meeting = make_meeting(body, is_number_due=True)
        record(make_document(body, item_count=1), meeting)
        type(meeting).objects.filter(pk=meeting.pk).update(number=None, is_number_due=True)
        protocol = freeze(meeting=meeting, actor=chair, at=timezone.now())
        say(f"issued {protocol.pk} {protocol.sha256}\n")
        sign_simple(protocol=protocol, seen=protocol.sha256, session="s", actor=chair, at=timezone.now())
        say(f"signed {protocol.pk} {protocol.sha256}\n")
        publish(protocol=protocol, actor=chair, at=timezone.now())
        say(f"published {protocol.pk} {protocol.sha256}\n")


def one_life(body: Any, chair: Any, seconds: float) -> list[list[str]]:
    """Let a process work, kill it, return what it said."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        deeds(body, chair, lambda text: os.write(writing, text.encode()), 1_000_000)
        os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return [line.split() for line in said.read().splitlines()]


def main(kills: int) -> int:
    """Kill so many times; compare what was said with what is there."""
    django.setup()
    patch = mock.patch("meetings.rendering.pdf.render_pdf", lambda document, **_: f"%PDF {document.number}".encode())
    patch.start()
    from django.db import connection

    from meetings.document.vocabulary import MemberRole
    from meetings.models import Meeting, Protocol, Signature
    from meetings.use_cases.archive import verify_archive
    from members.models.choices import Numbering
    from tests.factories import make_body, make_member, make_person, make_user

    stamp = int(time.time())
    body = make_body(slug=f"crashes-{stamp}", numbering=Numbering.THROUGH)
    chair = make_user(username=f"chair-{stamp}")
    names = {"family_name": "Соловьёва", "given_name": "Алёна", "patronymic_name": "Ильинична"}
    make_member(body, MemberRole.CHAIR, person=make_person(user=chair, **names))
    said: list[list[str]] = []
    deeds(body, chair, lambda text: said.append(text.split()), 1)  # slow imports, once for all children
    for number in range(kills):
        said += one_life(body, chair, random.uniform(0.02, LONGEST))  # noqa: S311 - no secret
        if (number + 1) % 50 == 0:
            print(f"  {number + 1} убийств, подтверждено деяний: {len(said)}", flush=True)  # noqa: T201
    editions = {one.pk: one for one in Protocol.objects.filter(meeting__body=body)}
    signed = set(Signature.objects.filter(protocol__meeting__body=body).values_list("protocol_id", flat=True))
    lost = [
        (deed, pk)
        for deed, pk, sha256 in said
        if int(pk) not in editions
        or editions[int(pk)].sha256 != sha256
        or (deed == "signed" and int(pk) not in signed)
        or (deed == "published" and editions[int(pk)].published_at is None)
    ]
    numbers = sorted(
        int(one) for one in Meeting.objects.filter(body=body, number__isnull=False).values_list("number", flat=True)
    )
    wrong = list(verify_archive([], lambda _: None))
    told = Counter(deed for deed, _pk, _sha256 in said)
    print(f"{connection.vendor}: {kills} × kill -9, подтверждено {dict(told)}")  # noqa: T201
    print(f"  потеряно подтверждённого: {len(lost)}; наполовину сделанного: {len(wrong)}")  # noqa: T201
    gapless = numbers == list(range(1, len(numbers) + 1))
    print(f"  номера 1–{len(numbers)} без пропусков: {'да' if gapless else 'НЕТ'}")  # noqa: T201
    for line in wrong[:10]:
        print(f"  {line}")  # noqa: T201
    return 0 if not lost and not wrong and gapless else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 200))
