"""Owns the form of a voting: its counts, its rule, its result and the votes by name."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Requirement, VoteBase, VoteMethod, VoteOption, VoteResult
from meetings.forms.fields import CountField, LineField, ProseField, VocabularyField, YesNoField
from meetings.forms.rows import RowForm, make_row_formset
from meetings.models.choices import label_of
from meetings.wording.text import drop_unseen

#: How an option may be typed behind the name; the first word of each is how it is written.
_OPTION_WORDS: dict[VoteOption, tuple[str, ...]] = {
    VoteOption.YES: ("за",),
    VoteOption.NO: ("против",),
    VoteOption.ABSTAIN: ("воздержался", "воздержалась", "воздержались", "воздержание"),
    VoteOption.NOT_VOTING: ("не голосовал", "не голосовала", "не голосовали"),
}


_OPTIONS = {word: option for option, spellings in _OPTION_WORDS.items() for word in spellings}
_ANY_WORD = "|".join(sorted(_OPTIONS, key=len, reverse=True))
_NAMED_VOTE = re.compile(
    rf"(?P<name>.+?)(?:\s+[-–—]\s*|\s*[:;\t,]\s*|\s+)[«\"]?(?P<word>{_ANY_WORD})[»\"]?\.?", re.IGNORECASE
)


def write_named_votes(votes: Iterable[Any]) -> str:
    """Write votes (anything with name and option) one to a line: «Иванов И.И. – за»."""
    return "\n".join(f"{vote.name} – {label_of(vote.option)}" for vote in votes)


def read_named_votes(text: str) -> tuple[tuple[str, VoteOption], ...]:
    """Read what `write_named_votes` writes and what people type; ValidationError names the line not understood."""
    return tuple(_read_named_vote(line.strip()) for line in text.splitlines() if line.strip())


def _read_named_vote(line: str) -> tuple[str, VoteOption]:
    match = _NAMED_VOTE.fullmatch(line)
    if match is None:
        raise ValidationError(
            _("Не понятна строка «%(line)s». Напишите имя, тире и голос: за, против, воздержался, не голосовал."),
            params={"line": line[:80]},
        )
    return match["name"], _OPTIONS[match["word"].lower()]


class VoteForm(RowForm):
    """One voting; `votes` is cleaned to (name, option) pairs, `decision` counts from 1."""

    idle_fields = ("method", "base", "requirement")
    layout = (
        ("votes_for", 2),
        ("votes_against", 2),
        ("votes_abstained", 3),
        ("votes_not_cast", 3),
        ("is_unanimous", 2),
    )
    rare = (
        ("subject", 9),
        ("decision", 3),
        ("result", 4),
        ("result_reason", 8),
        ("method", 4),
        ("base", 4),
        ("requirement", 4),
        ("chair_vote", 4),
        ("sentence", 12),
        ("votes", 12),
    )
    rare_title = _("Предмет, результат, правило, поимённые голоса, своя формулировка")

    votes_for = CountField(label=_("За"))
    votes_against = CountField(label=_("Против"))
    votes_abstained = CountField(label=_("Воздержались"))
    votes_not_cast = CountField(label=_("Не голосовали"))
    is_unanimous = YesNoField(label=_("Единогласно"), unsaid="–")
    subject = LineField(label=_("За что голосовали"), help_text=_("Если голосований по вопросу несколько"))
    decision = CountField(label=_("К решению №"), help_text=_("Пусто – вопрос в целом"))
    result = VocabularyField(VoteResult, label=_("Результат"), empty=_("не указан"))
    result_reason = LineField(label=_("Почему результат не по подсчёту"))
    method = VocabularyField(VoteMethod, label=_("Голосование"), initial=VoteMethod.OPEN)
    base = VocabularyField(VoteBase, label=_("Большинство считается"), initial=VoteBase.PRESENT)
    requirement = VocabularyField(Requirement, label=_("Нужно голосов"), initial=Requirement.SIMPLE)
    chair_vote = VocabularyField(VoteOption, label=_("Решающий голос председательствующего"), empty=_("не нужен"))
    sentence = forms.CharField(
        label=_("Запись о голосовании своими словами"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "prose-line"}),
        help_text=_("Вместо составленной порталом; каждая строка печатается с новой строки"),
    )
    votes = ProseField(
        reader=read_named_votes,
        label=_("Голоса поимённо"),
        rows=3,
        help_text=_("По одному на строке: «Иванов И.И. – за» (против, воздержался, не голосовал)"),
    )

    def clean_sentence(self) -> str | None:
        """Keep the lines, whatever the browser's line breaks; nothing typed is None."""
        lines = [line.strip() for line in drop_unseen(self.cleaned_data["sentence"]).splitlines()]
        return "\n".join(lines).strip() or None


VoteFormSet = make_row_formset(
    VoteForm,
    title=_("Голосование"),
    row_title=_("Голосование"),
    add_title=_("Добавить голосование"),
    explanation=_("Пустое число значит «не указано», ноль печатается как ноль."),
)
