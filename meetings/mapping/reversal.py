"""Owns the undoing of kept changes: rows that some versions changed are put back, unless somebody wrote there since.

Rows come back with their own keys, so that other editors go on typing in them. Numbers and places of rows among their
siblings follow whoever moved them last; every other cell must still hold what the versions left in it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F

from meetings.mapping.past import Cells, Key, Past
from meetings.mapping.rows import PARTS, read_rows
from meetings.models import Meeting, RowChange
from members.models import Person

#: Above any number of rows a meeting can have: moves orders out of the way while they are set anew.
_ASIDE = 1_000_000
_MODELS: dict[str, type[models.Model]] = {str(part._meta.model_name): part for part in (Meeting, *PARTS)}
#: The columns that make rows siblings, the nearest owner last.
_OWNERS = ("meeting_id", "item_id", "decision_id", "parent_id", "vote_event_id")
_ALONE = {"voteevent": ("meeting_id", "item_id")}


class ChangedSince(Exception):
    """Somebody wrote there since; `key` and `column` say where, the column is empty for a row or its place."""

    def __init__(self, key: Key, column: str = "") -> None:
        super().__init__(f"{key} {column}")
        self.key = key
        self.column = column


@dataclass(slots=True)
class _Reversal:
    """What undoing needs: the rows now, before and after the versions, and which columns these wrote."""

    now: dict[Key, Cells]
    before: dict[Key, Cells | None] = field(default_factory=dict)
    after: dict[Key, Cells | None] = field(default_factory=dict)
    written: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: the rows as they shall be, of those that are touched
    wanted: dict[Key, Cells | None] = field(default_factory=dict)

    def read(self, past: Past, changes: Collection[RowChange], versions: Collection[int]) -> None:
        """Walk back over the changes, which come newest first."""
        for change in changes:
            key = (change.part, change.row)
            is_ours = change.version in versions
            if is_ours:
                self.after.setdefault(key, past.cells.get(key))
            past.undo(change)
            if is_ours:
                self.before[key] = past.cells.get(key)
                self.written[key] |= set(change.before or ())

    def decide(self) -> None:
        """Say what each touched row shall be; ChangedSince."""
        for key, was in self.before.items():
            left, now = self.after[key], self.now.get(key)
            if was is None and left is None:
                continue
            if was is None:
                self._take_away(key, left or {}, now)
            elif left is None:
                if now is not None:
                    raise ChangedSince(key)
                self.wanted[key] = dict(was)
            else:
                self._put_back(key, was, left, now)
        self._check_owners()

    def _take_away(self, key: Key, left: Cells, now: Cells | None) -> None:
        if now is None:
            return
        for name, value in left.items():
            if name not in _loose(key[0]) and now[name] != value:
                raise ChangedSince(key, name)
        self.wanted[key] = None

    def _put_back(self, key: Key, was: Cells, left: Cells, now: Cells | None) -> None:
        if now is None:
            raise ChangedSince(key)
        wanted = dict(now)
        for name in self.written[key]:
            if now[name] in (left[name], was[name]):
                wanted[name] = was[name]
            elif name not in _loose(key[0]) or "order" not in self.written[key]:
                raise ChangedSince(key, name)
        self.wanted[key] = wanted

    def _check_owners(self) -> None:
        """No row may lose its owner; what points at a row that is no more points at none."""
        final = {key: cells for key, cells in (self.now | self.wanted).items() if cells is not None}
        persons = {cells[name] for cells in self.wanted.values() if cells for name in cells if _is_person(name)}
        known = set(Person.objects.filter(pk__in=persons - {None}).values_list("pk", flat=True))
        for key, cells in final.items():
            for relation in _MODELS[key[0]]._meta.concrete_fields:
                target = cells.get(relation.attname)
                if not isinstance(relation, models.ForeignKey) or target is None:
                    continue
                if relation.related_model is Person:
                    is_there = key not in self.wanted or target in known
                else:
                    name = str(relation.related_model._meta.model_name)
                    is_there = name not in _MODELS or name == "meeting" or (name, target) in final
                if not is_there and not relation.null:
                    raise ChangedSince(key)
                if not is_there and relation.remote_field.on_delete is models.CASCADE:
                    raise ChangedSince(key)
                if not is_there and key in self.wanted:
                    cells[relation.attname] = None

    def places(self) -> dict[Key, int]:
        """Return the order of every row in the lists that the versions changed; ChangedSince for a list moved since."""
        final = {key: cells for key, cells in (self.now | self.wanted).items() if cells is not None}
        lists: dict[Any, list[Key]] = defaultdict(list)
        for key, cells in final.items():
            if key[0] != "meeting":
                lists[_siblings(key[0], cells)].append(key)
        touched = {
            _siblings(key[0], cells)
            for key, cells in self.wanted.items()
            if cells and ("order" in self.written[key] or key not in self.now)
        }
        found: dict[Key, int] = {}
        for one in touched:
            rows = sorted(lists[one], key=lambda key: (final[key]["order"], key in self.now))
            if any(self._is_moved(key) for key in rows):
                rows = self._insert(rows, final)
            orders = [final[key]["order"] for key in rows]
            is_plain = len(set(orders)) == len(orders) and orders == sorted(orders)
            found |= dict(zip(rows, orders if is_plain else range(len(rows)), strict=True))
        return found

    def _is_moved(self, key: Key) -> bool:
        """Whether somebody moved a row since the versions moved it."""
        if "order" not in self.written[key] or key not in self.now or not self.after.get(key):
            return False
        return bool(self.now[key]["order"] != (self.after[key] or {})["order"])

    def _insert(self, rows: list[Key], final: dict[Key, Cells]) -> list[Key]:
        """The list as it is now, with the rows that come back in their old places."""
        name = rows[0][0]
        ours = [key for key in self.before if key[0] == name]
        if all(self.before[key] and self.after[key] for key in ours):
            raise ChangedSince(rows[0])
        listed = sorted((key for key in rows if key in self.now), key=lambda key: self.now[key]["order"])
        for key in sorted((key for key in rows if key not in self.now), key=lambda key: final[key]["order"]):
            listed.insert(min(final[key]["order"], len(listed)), key)
        return listed


def _loose(name: str) -> tuple[str, ...]:
    """Columns that say where a row stands, not what it says."""
    return ("order", "number") if name == "agendaitem" else ("order",)


def _is_person(name: str) -> bool:
    return name in ("person_id", "responsible_person_id", "chair_id", "secretary_id")


def _siblings(name: str, cells: Cells) -> tuple[Any, ...]:
    return (name, *(cells[owner] for owner in _ALONE.get(name, _OWNERS) if owner in cells))


def reverse_versions(meeting: Meeting, versions: Collection[int]) -> None:
    """Put back every row that these versions of the meeting changed; ChangedSince when somebody wrote there since.

    Must run inside a transaction that has locked the meeting and counted its version up. IntegrityError when the
    database no longer allows what was (a number given away meanwhile).
    """
    found = RowChange.objects.filter(meeting_id=meeting.pk, version__gte=min(versions)).order_by("-pk")
    past = Past(meeting, read_rows(meeting))
    reversal = _Reversal(dict(past.cells))
    reversal.read(past, found, versions)
    reversal.decide()
    _write(reversal, reversal.places())


def _write(reversal: _Reversal, places: dict[Key, int]) -> None:
    wanted, now = reversal.wanted, reversal.now
    for part in reversed(PARTS):
        gone = [key[1] for key, cells in wanted.items() if cells is None and _MODELS[key[0]] is part]
        part._default_manager.filter(pk__in=gone).delete()
    for name, part in _MODELS.items():
        moved = [key[1] for key in places if key[0] == name and key in now]
        if moved:
            part._default_manager.filter(pk__in=moved).update(order=F("order") + _ASIDE)
    for key, cells in wanted.items():
        if cells is None or key not in now:
            continue
        changed = {name: value for name, value in cells.items() if name != "order" and now[key][name] != value}
        if changed:
            _MODELS[key[0]]._default_manager.filter(pk=key[1]).update(**changed)
    for part in PARTS:
        back = [key for key, cells in wanted.items() if cells and key not in now and _MODELS[key[0]] is part]
        part._default_manager.bulk_create(
            part(**(wanted[key] or {}) | {"order": 2 * _ASIDE + place}) for place, key in enumerate(back)
        )
    for name, part in _MODELS.items():
        rows = [part(pk=key[1], order=order) for key, order in places.items() if key[0] == name]
        if rows:
            part._default_manager.bulk_update(rows, ["order"])
