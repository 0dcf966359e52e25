"""Owns the index of search: one row for each place of an issued protocol that a reader opens."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.choices import OUTCOMES
from meetings.models.meeting import Meeting
from meetings.models.protocol import Protocol
from members.models import Body
from members.models.choices import only_known


class EntryKind(models.TextChoices):
    POINT = "point", _("решение")
    ITEM = "item", _("вопрос")
    SPEECH = "speech", _("выступление")
    VOTE = "vote", _("голосование")
    PROTOCOL = "protocol", _("протокол")


class SearchEntry(models.Model):
    """A point, question, speech, voting or the opening part of an edition in force, as its frozen document says it.

    The key orders the entries by the day of the meeting (search.index.entry_key), so that the newest come first without
    sorting. `tokens` are the keys of the words (wording.lexemes) with a blank between; the database indexes them
    (models/search_words.py). Everybody may find the entry from `opens_at` on when the body is public, its members at
    once; from `closes_at` on (a later edition is published then) nobody.
    """

    id = models.BigIntegerField(primary_key=True)
    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="+", verbose_name=_("редакция"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("заседание"))
    body = models.ForeignKey(Body, models.CASCADE, related_name="+", db_index=False, verbose_name=_("орган"))
    #: raised with every change of what is indexed and how: `rebuild_search` makes what is older anew
    scheme = models.PositiveSmallIntegerField(_("схема"))
    kind = models.CharField(_("вид"), max_length=20, choices=EntryKind.choices)
    #: path of the tree that the entry stands for: «items[0].decisions[1]»
    where = models.TextField(_("место"), blank=True)
    #: the readable names that lead to it in the archive (document.places): «1/r1.3/p2»
    path = models.TextField(_("адрес места"), blank=True)
    number = models.TextField(_("номер"), blank=True)
    held_on = models.DateField(_("дата заседания"), null=True)
    #: the question, for its parts
    title = models.TextField(_("вопрос"), blank=True)
    #: what stands before: the lead of a decision, the point above a sub-point
    lead = models.TextField(_("начало"), blank=True)
    text = models.TextField(_("текст"), blank=True)
    addressee = models.TextField(_("кому"), blank=True)
    speaker = models.TextField(_("кто"), blank=True)
    outcome = models.CharField(_("исход"), max_length=20, choices=OUTCOMES, blank=True)
    due_on = models.DateField(_("срок"), null=True)
    due_text = models.TextField(_("срок словами"), blank=True)
    opens_at = models.DateTimeField(_("открыто всем"), null=True)
    closes_at = models.DateTimeField(_("заменено"), null=True)
    tokens = models.TextField(_("ключи слов"))

    class Meta:
        verbose_name = _("строка поиска")
        verbose_name_plural = _("строки поиска")
        ordering = ["-id"]
        constraints = [
            only_known("kind", EntryKind.choices, "search_entry_kind_known"),
            models.CheckConstraint(condition=~Q(tokens=""), name="search_entry_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
