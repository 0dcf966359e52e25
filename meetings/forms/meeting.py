"""Owns the form that starts a meeting: its facts, its officers, its people, and what its agenda begins with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import MeetingForm, MemberRole
from meetings.forms.fields import AreaField, ClockField, DayField, LineField, LinesField, VocabularyField
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import approves_minutes
from members.models import Body, Membership

#: What an earlier protocol gives: value, words.
TAKES = (
    ("form", _("подписи и оформление")),
    ("agenda", _("вопросы повестки")),
    ("speakers", _("докладчики и выступавшие, без текста (к вопросам повестки)")),
    ("decisions", _("тексты решений (к вопросам повестки)")),
    ("guests", _("приглашённые")),
)


class StartForm(forms.Form):
    """The first facts of a meeting, each already chosen as is most likely; one press starts it.

    Takes what the body has on the day of the meeting: `seats` with persons, `earlier` meetings (the last one first)
    with `last_titles` of the last one's agenda, and `waiting` questions moved on.
    """

    held_on = DayField(label=_("Дата заседания"), required=True)
    starts_at = ClockField(label=_("Начало"))
    form = VocabularyField(MeetingForm, label=_("Форма проведения"), initial=MeetingForm.IN_PERSON)
    number = LineField(label=_("Номер протокола"), is_nullable=True)
    place = AreaField(label=_("Место"), rows=1)
    chair = forms.ChoiceField(label=_("Председательствует"), required=False)
    chair_other = LineField(label=_("Председательствует другое лицо"), help_text=_("Фамилия, имя, отчество"))
    secretary = forms.ChoiceField(label=_("Ведёт протокол"), required=False)
    secretary_other = LineField(label=_("Ведёт протокол другое лицо"), help_text=_("Фамилия, имя, отчество"))
    people_from = forms.ChoiceField(label=_("Список присутствующих"), widget=forms.RadioSelect, required=False)
    minutes = forms.BooleanField(required=False)
    standing = forms.BooleanField(required=False)
    carried = forms.MultipleChoiceField(
        label=_("Перенесены с прошлых заседаний"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = LinesField(label=_("Новые вопросы повестки"), rows=4, help_text=_("Каждый с новой строки"))
    base = forms.ChoiceField(label=_("Прошлый протокол"), required=False)
    takes = forms.MultipleChoiceField(
        label=_("Взять из него"), required=False, choices=TAKES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        body: Body,
        seats: Sequence[Membership],
        earlier: Sequence[Meeting],
        waiting: Sequence[AgendaItem],
        last_titles: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.use_required_attribute = False
        self.fields["held_on"].widget.attrs["autofocus"] = True
        self.seats, self.earlier, self.waiting = list(seats), list(earlier), list(waiting)
        self.initial |= {"place": body.place, "starts_at": body.starts_at}
        self._offer_officers()
        self._offer_people()
        self._offer_agenda(body, last_titles)
        self._offer_base()
        for name in {"people_from", "carried", "takes", "minutes", "standing"} & set(self.fields):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def _offer_officers(self) -> None:
        for name, role in (("chair", MemberRole.CHAIR), ("secretary", MemberRole.SECRETARY)):
            field = self.fields[name]
            people = [(str(seat.person_id), _seat_title(seat)) for seat in self.seats]
            field.choices = [("", _("не указывать")), *people]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("В день заседания этого человека в составе нет.")
            own = next((seat for seat in self.seats if seat.role == role), None)
            self.initial[name] = str(own.person_id) if own else ""

    def _offer_people(self) -> None:
        count = len(self.seats)
        choices = [
            ("members", _now("члены органа на день заседания, в порядке старшинства (%(count)s)") % {"count": count})
        ]
        if self.earlier:
            choices.append(("base", _now("как на прошлом заседании: лица и должности")))
        self.fields["people_from"].choices = choices  # type: ignore[attr-defined]
        self.initial["people_from"] = "members" if self.seats or not self.earlier else "base"

    def _offer_agenda(self, body: Body, last_titles: Sequence[str]) -> None:
        standing = [title for titles in body.standing_items for title in titles]
        self._offer("standing", _list_titles(standing), is_chosen=bool(standing))
        minutes = self.earlier[0].minutes_title if self.earlier else ""
        # Offered to all; taken by itself where the body does so from meeting to meeting.
        self._offer("minutes", minutes, is_chosen=any(map(approves_minutes, last_titles)))
        if self.waiting:
            self.fields["carried"].choices = [(str(one.pk), _waiting_title(one)) for one in self.waiting]  # type: ignore[attr-defined]
            self.initial["carried"] = [str(one.pk) for one in self.waiting]
        else:
            del self.fields["carried"]

    def _offer(self, name: str, label: str, *, is_chosen: bool) -> None:
        if not label:
            del self.fields[name]
            return
        self.fields[name].label = label
        self.initial[name] = is_chosen

    def _offer_base(self) -> None:
        if not self.earlier:
            del self.fields["base"], self.fields["takes"]
            return
        self.fields["base"].choices = [(str(one.pk), _meeting_title(one)) for one in self.earlier]  # type: ignore[attr-defined]
        self.initial |= {"base": str(self.earlier[0].pk), "takes": ["form"]}

    def keep(self, sent: QueryDict) -> None:
        """Show what was chosen on the page for another day, as far as this day offers it too."""
        for name, field in self.fields.items():
            if isinstance(field, forms.MultipleChoiceField):
                offered = {str(value) for value, _label in field.choices}
                self.initial[name] = [value for value in sent.getlist(name) if value in offered]
            elif isinstance(field, forms.BooleanField):
                self.initial[name] = name in sent
            elif isinstance(field, forms.ChoiceField):
                offered = {str(value) for value, _label in field.choices}
                self.initial[name] = sent[name] if sent.get(name) in offered else self.initial.get(name)
            elif name in sent and name != "held_on":
                self.initial[name] = sent[name]

    def as_chosen(self) -> MultiValueDict[str, Any]:
        """Return what the page would send if nothing were changed on it."""
        sent: MultiValueDict[str, Any] = MultiValueDict()
        for name, field in self.fields.items():
            value = self.get_initial_for_field(field, name)
            values = value if isinstance(value, list) else [value]
            sent.setlist(name, [one for one in values if one not in (None, False)])
        return sent

    def clean(self) -> dict[str, Any]:
        """Officers become full names; a name that nobody could print is told."""
        values = super().clean() or {}
        names = {str(seat.person_id): seat.person.full_name for seat in self.seats}
        for office in ("chair", "secretary"):
            values[office] = values.get(f"{office}_other") or names.get(values.get(office, ""), "")
        if {"speakers", "decisions"} & set(values.get("takes", ())) and "agenda" not in values["takes"]:
            self.add_error("takes", ValidationError(_("Выступавшие и решения берутся вместе с вопросами повестки.")))
        return values

    def chosen_base(self) -> Meeting | None:
        """Return the earlier meeting that was chosen."""
        return next((one for one in self.earlier if str(one.pk) == self.cleaned_data.get("base")), None)

    def chosen_waiting(self) -> list[AgendaItem]:
        """Return the questions moved on that were chosen."""
        return [one for one in self.waiting if str(one.pk) in self.cleaned_data.get("carried", ())]


def _seat_title(seat: Membership) -> str:
    role = seat.role_text or (seat.get_role_display() if seat.role != MemberRole.MEMBER else "")
    return f"{seat.person.full_name} – {role}" if role else seat.person.full_name


def _meeting_title(meeting: Meeting) -> str:
    number = f"№ {meeting.number} " if meeting.number else ""
    return _now("%(number)sот %(day)s") % {"number": number, "day": f"{meeting.held_on:%d.%m.%Y}"}


def _waiting_title(item: AgendaItem) -> str:
    day = f"{item.meeting.held_on:%d.%m.%Y}" if item.meeting.held_on else ""
    title = (item.title or item.heading_override or "").rstrip(". ")
    return _now("%(title)s (с заседания %(day)s)") % {"title": title, "day": day}


def _list_titles(titles: Sequence[str]) -> str:
    return "; ".join(f"«{title}»" for title in titles)
