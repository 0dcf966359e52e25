"""Owns the forms of members: signing in, a body's card, memberships, persons and their posts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.wording.text import drop_unseen
from members.models import Body, Membership, Person, PositionHeld
from members.models.body import RESERVED_SLUGS, free_slug
from members.models.names import parse_name, person_named
from members.models.person import fold_name


class SignInForm(AuthenticationForm):
    """Name and password, with mistakes said plainly and without telling whether such a name exists."""

    error_messages = {
        "invalid_login": _(
            "Имя или пароль не подходят. Проверьте раскладку клавиатуры и клавишу Caps Lock и попробуйте ещё раз."
        ),
        "inactive": _("Эта учётная запись отключена. Обратитесь к администратору портала."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Имя для входа")
        self.fields["password"].label = _("Пароль")
        for name, text in (("username", _("Введите имя.")), ("password", _("Введите пароль."))):
            self.fields[name].error_messages["required"] = text
        assert isinstance(self.fields["username"].widget, forms.TextInput)  # noqa: S101 - Django's own form
        self.use_required_attribute = False


class SeenField(forms.CharField):
    """A text of which every sign is seen: these names are printed on signed papers."""

    def to_python(self, value: Any) -> str:
        """Drop the signs that nobody sees."""
        return drop_unseen(super().to_python(value))


def _one_line(field: forms.Field) -> None:
    """Show a text column as one line."""
    field.widget = forms.TextInput()


def _lines(text: str) -> str:
    """Drop blank lines and the spaces around the others."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _as_days(form: forms.BaseForm, *names: str) -> None:
    """Show date columns with the browser's own calendar."""
    for name in names:
        field = form.fields[name]
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        field.error_messages["invalid"] = _("Такой даты нет. Напишите день, месяц и год: 23.01.2024.")


class BodyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A body's card; how its papers look has a form of its own (meetings.forms.style)."""

    sections = (
        (_("Наименование"), (("name", 12), ("name_genitive", 12), ("short_name", 6), ("organization_name", 6))),
        (
            _("Заседания"),
            (
                ("layout", 12),
                ("meeting_title", 12),
                ("chair_title", 6),
                ("secretary_title", 6),
                ("place", 8),
                ("starts_at", 4),
                ("numbering", 12),
            ),
        ),
        (
            _("Вопросы, которые есть в каждой повестке"),
            (
                ("standing_first", 6),
                ("standing_last", 6),
            ),
        ),
        (
            _("Состав и кворум"),
            (
                ("statutory_size", 4),
                ("quorum_numerator", 4),
                ("quorum_denominator", 4),
                ("quorum_base", 6),
                ("quorum_count", 6),
                ("is_quorum_strict", 6),
                ("has_proxies", 6),
            ),
        ),
        (_("Голосование"), (("vote_requirement", 6), ("vote_base", 6), ("has_casting_vote", 12))),
        (_("Доступ"), (("is_public", 12), ("slug", 6), ("time_zone", 6))),
    )
    organization_name = SeenField(
        label=_("Организация"), required=False, help_text=_("Полное наименование; новая будет заведена")
    )
    slug = forms.SlugField(
        label=_("Адрес страницы"),
        required=False,
        max_length=100,
        help_text=_("Латинскими буквами; пусто – портал составит сам"),
        error_messages={
            "invalid": _("Адрес состоит из латинских букв, цифр и дефисов."),
            "unique": _("Такой адрес уже занят другим органом."),
        },
    )

    class Meta:
        model = Body
        field_classes = dict.fromkeys(
            (
                *("name", "name_genitive", "short_name", "meeting_title", "chair_title", "secretary_title", "place"),
                *("standing_first", "standing_last"),
            ),
            SeenField,
        )
        fields = (
            *("name", "name_genitive", "short_name", "layout", "meeting_title", "numbering"),
            *("starts_at", "standing_first", "standing_last"),
            *("chair_title", "secretary_title", "place", "statutory_size", "quorum_numerator", "quorum_denominator"),
            *("quorum_base", "is_quorum_strict", "quorum_count", "has_proxies", "vote_requirement", "vote_base"),
            *("has_casting_vote", "is_public", "slug", "time_zone"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        organization = self.instance.organization
        self.initial.setdefault("organization_name", organization.name if organization else "")
        for name in ("name", "name_genitive", "short_name", "meeting_title", "chair_title", "secretary_title", "place"):
            _one_line(self.fields[name])
        for name in ("standing_first", "standing_last"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        clock = self.fields["starts_at"]
        clock.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        clock.error_messages["invalid"] = _("Такого времени нет. Напишите часы и минуты: 13:00.")

    def clean_standing_first(self) -> str:
        """Keep a question on each line."""
        return _lines(self.cleaned_data["standing_first"])

    def clean_standing_last(self) -> str:
        """Keep a question on each line."""
        return _lines(self.cleaned_data["standing_last"])

    def placed_sections(self) -> list[tuple[Any, list[tuple[Any, int]]]]:
        """Return the card for the page."""
        return [(title, [(self[name], width) for name, width in names]) for title, names in self.sections]

    def clean_slug(self) -> str:
        """Refuse an address under which the portal has a page of its own."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("Этот адрес занят страницей портала, выберите другой."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Make an address of the name when none is typed; an organisation of its name is not yet made here."""
        values = super().clean() or {}
        if not values.get("slug") and values.get("name"):
            values["slug"] = self.instance.slug or free_slug(values["name"])
        return values


_SEAT_FIELDS = ("role", "role_text", "voting_right", "rank", "starts_on", "ends_on")


class SeatForm(forms.ModelForm):  # type: ignore[type-arg]
    """A seat: role, vote, place in the list, period."""

    class Meta:
        model = Membership
        fields = _SEAT_FIELDS
        field_classes = {"role_text": SeenField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        _one_line(self.fields["role_text"])
        _as_days(self, "starts_on", "ends_on")
        self.fields["rank"].required = False
        self.fields["rank"].help_text = _("Пусто – в конец списка")

    def clean_rank(self) -> int | None:
        """An empty place is told from the first one."""
        rank: int | None = self.cleaned_data["rank"]
        return self.instance.rank if rank is None and self.instance.pk else rank

    def _post_clean(self) -> None:
        """The use case checks the whole seat, with its lock held."""

    def seat_values(self) -> dict[str, Any]:
        """Return the fields of the seat as typed; call after `is_valid`."""
        return {name: self.cleaned_data[name] for name in _SEAT_FIELDS}


class NewMemberForm(SeatForm):
    """A seat for a person who is on the portal already, or for a new one."""

    name = SeenField(
        label=_("Фамилия, имя, отчество"),
        help_text=_("Если такое лицо уже есть на портале, оно будет найдено по имени"),
        widget=forms.TextInput(attrs={"list": "known-people", "autocomplete": "off"}),
    )
    position = SeenField(label=_("Должность"), required=False, help_text=_("Как печатается в протоколе"))
    is_namesake = forms.BooleanField(label=_("Это другой человек с тем же именем"), required=False)
    field_order = ("name", "position", "is_namesake", *_SEAT_FIELDS)

    def clean_name(self) -> Person:
        """Read the name as an unsaved person."""
        name = parse_name(self.cleaned_data["name"])
        if name is None:
            raise ValidationError(_("Не понятно имя. Напишите: Лысенко Виктор Геннадьевич."))
        return person_named(name)

    def clean(self) -> dict[str, Any]:
        """Find the person of that name; ask when there are several."""
        values = super().clean() or {}
        named: Person | None = values.get("name")
        values["known"] = None
        if named is None or values.get("is_namesake"):
            return values
        key = fold_name(named.family_name, named.given_name, named.patronymic_name)
        known = list(Person.objects.filter(sort_key=key)[:2])
        if len(known) > 1:
            self.add_error("name", _("На портале несколько лиц с этим именем: введите членство через карточку лица."))
        values["known"] = known[0] if len(known) == 1 else None
        return values


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person's name."""

    class Meta:
        model = Person
        fields = ("family_name", "given_name", "patronymic_name", "gender")
        field_classes = dict.fromkeys(("family_name", "given_name", "patronymic_name"), SeenField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in ("family_name", "given_name", "patronymic_name"):
            _one_line(self.fields[name])

    def _post_clean(self) -> None:
        """The use case checks the whole card."""


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    """A post of a person over a period."""

    class Meta:
        model = PositionHeld
        fields = ("title", "starts_on", "ends_on")
        field_classes = {"title": SeenField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        _one_line(self.fields["title"])
        _as_days(self, "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        """A post does not end before it begins."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Должность не может кончиться раньше, чем началась."))
        return values


PostFormSet = forms.formset_factory(PostForm, extra=2, can_delete=True, max_num=200, absolute_max=200)
