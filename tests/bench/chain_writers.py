"""Measures the chain of the history: entries a second with several writers, and whether it holds afterwards.

    DATABASE_URL=… DEBUG=1 python -m tests.bench.chain_writers [WRITERS] [SECONDS]

Writes into the database it is given: use an empty one, migrated. Every writer is a process of its own that changes its
own body, each time in a transaction with one entry.
"""

import multiprocessing
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protocols_portal.settings")


def write_for(body: int, seconds: float, together: Any, counted: Any) -> None:
    """Write entries about a body for some seconds; count those that were committed."""
    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from meetings.models import HistoryVerb
    from meetings.use_cases.history import write_history
    from members.models import Body

    connection.close()
    written = 0
    about = Body.objects.get(pk=body)
    together.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with transaction.atomic():
            Body.objects.filter(pk=body).update(name_genitive=f"органа {written}")
            details = {"name_genitive": ["", f"органа {written}"]}
            write_history(HistoryVerb.CHANGED_BODY, about=about, actor=None, at=timezone.now(), details=details)
        written += 1
    counted.put(written)


def main(writers: int, seconds: float) -> int:
    """Run the writers; tell the rate, and check the chain."""
    django.setup()
    from django.db import connection

    from meetings.models import HistoryEntry
    from meetings.use_cases.ledger import Ledger, read_chain
    from members.models import Body

    before = HistoryEntry.objects.count()
    stamp = int(time.time())
    names = {"name": "Орган", "name_genitive": "органа"}
    bodies = [Body.objects.create(slug=f"bench-{stamp}-{number}", **names).pk for number in range(writers)]
    vendor = connection.vendor
    connection.close()
    context = multiprocessing.get_context("spawn")
    counted, together = context.Queue(), context.Barrier(writers)
    started = [context.Process(target=write_for, args=(body, seconds, together, counted)) for body in bodies]
    for process in started:
        process.start()
    total = sum(counted.get() for _ in started)
    for process in started:
        process.join()
    after = HistoryEntry.objects.count()
    wrong = list(read_chain(Ledger(), frozenset(), print))
    rate = total / seconds
    print(f"{vendor}: {writers} писателей, {total} записей подтверждено, {rate:.0f} в секунду")  # noqa: T201
    print(f"в журнале прибыло {after - before}, цепочка не сходится в {len(wrong)} местах")  # noqa: T201
    return 0 if total == after - before and not wrong else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 8, float(given[1]) if given[1:] else 10))
