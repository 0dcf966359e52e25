"""Owns the collegial body: its names, rules, numbering and the style of its papers, and its terms."""

import datetime
import itertools
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import DocumentFormatError, decode_style_difference
from meetings.document.style import LAYOUT_STYLES, PaperStyle, style_over
from meetings.document.vocabulary import Layout, Requirement, VoteBase
from members.models.choices import LAYOUTS, REQUIREMENTS, VOTE_BASES, Numbering, QuorumBase, only_known
from members.models.membership import BodyQuerySet
from members.models.organization import Organization


def validate_time_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Нет такого часового пояса: %(name)s."), params={"name": name})


_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
#: Long enough to tell bodies apart, short enough for an address.
_SLUG_LENGTH = 60


def default_time_zone() -> str:
    """The portal's own zone."""
    return settings.TIME_ZONE


def validate_paper_style(stored: object) -> None:
    """Refuse a stored difference of styles that the document codec cannot read."""
    try:
        if not isinstance(stored, dict):
            raise DocumentFormatError("an object is expected")
        decode_style_difference(stored)
    except DocumentFormatError as error:
        raise ValidationError(_("Оформление записано неверно: %(error)s."), params={"error": str(error)}) from error


#: Addresses that pages of the portal have beside those of bodies, or may have one day: a body's archive stands at the
#: root, beside them (tests/meetings/views/test_archive.py compares them with the portal's own).
RESERVED_SLUGS = frozenset(
    {
        *(
            "new",
            "v",
            "t",
            "protocols",
            "desk",
            "paste",
            "import",
            "bodies",
            "members",
            "meetings",
            "approvals",
            "tasks",
        ),
        *("signatures", "extracts", "health", "admin", "login", "logout", "account", "static", "media", "files"),
        *("search", "find", "archive", "people", "persons", "api", "feeds", "feed", "calendar", "reports", "help"),
        *("my", "tasks", "robots", "sitemap", "favicon", "links"),
    }
)


def free_slug(name: str) -> str:
    """Make an address of a body's name («sovet-soyuza-ozernyy-kray») that no body has yet."""
    latin = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    slug = slugify(latin) or "body"
    if len(slug) > _SLUG_LENGTH:
        slug = slug[: _SLUG_LENGTH + 1].rpartition("-")[0] or slug[:_SLUG_LENGTH]
    taken = {*Body.objects.filter(slug__startswith=slug).values_list("slug", flat=True), *RESERVED_SLUGS}
    return next(
        free for count in itertools.count(1) if (free := slug if count == 1 else f"{slug}-{count}") not in taken
    )


class Body(models.Model):
    """A collegial body. `name` stands in the nominative, `name_genitive` in headings («заседания коллегии …»).

    `paper_style` holds what its papers change over the defaults of the layout (codec.encode_style_difference).
    """

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("организация"),
    )
    name = models.TextField(_("наименование"), help_text=_("В именительном падеже: «Коллегия Министерства …»"))
    name_genitive = models.TextField(
        _("наименование в родительном падеже"), help_text=_("Для заголовков: «коллегии Министерства …»")
    )
    short_name = models.TextField(_("краткое наименование"), blank=True)
    slug = models.SlugField(_("адрес"), max_length=100, unique=True)
    layout = models.CharField(_("вид протокола"), max_length=20, choices=LAYOUTS, default=Layout.STANDARD)
    paper_style = models.JSONField(
        _("оформление"), default=dict, blank=True, validators=[validate_paper_style], help_text=_("Отличия от вида")
    )
    meeting_title = models.TextField(
        _("вид заседания в родительном падеже"),
        default="заседания",
        help_text=_("«заседания», «Общего собрания членов»"),
    )
    chair_title = models.TextField(_("должность председателя"), blank=True, help_text=_("«Председатель коллегии»"))
    secretary_title = models.TextField(_("должность секретаря"), blank=True, help_text=_("«Секретарь коллегии»"))
    place = models.TextField(_("обычное место заседаний"), blank=True)
    starts_at = models.TimeField(_("обычное время начала"), null=True, blank=True)
    standing_first = models.TextField(
        _("постоянные вопросы в начале повестки"),
        blank=True,
        help_text=_("Каждый с новой строки: «О ходе исполнения ранее принятых решений»"),
    )
    standing_last = models.TextField(
        _("постоянные вопросы в конце повестки"), blank=True, help_text=_("Каждый с новой строки: «Разное»")
    )
    statutory_size = models.PositiveIntegerField(_("установленная численность"), null=True, blank=True)
    # ГК РФ ст. 181.2 takes half of the members; 7-ФЗ asks an association for more than half.
    quorum_numerator = models.PositiveSmallIntegerField(
        _("кворум: числитель"), default=1, validators=[MinValueValidator(1)]
    )
    quorum_denominator = models.PositiveSmallIntegerField(
        _("кворум: знаменатель"), default=2, validators=[MinValueValidator(1)]
    )
    is_quorum_strict = models.BooleanField(_("кворум: строго больше доли"), default=False)
    quorum_base = models.CharField(
        _("кворум считается"), max_length=20, choices=QuorumBase.choices, default=QuorumBase.STATUTORY
    )
    quorum_count = models.PositiveIntegerField(
        _("кворум: своё число"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Сколько членов должно быть на заседании; тогда доля не считается"),
    )
    has_proxies = models.BooleanField(_("участие по доверенности допускается"), default=False)
    # How most decisions of the body are taken: what a new voting starts with.
    vote_requirement = models.CharField(
        _("для решения нужно"), max_length=20, choices=REQUIREMENTS, default=Requirement.SIMPLE
    )
    vote_base = models.CharField(_("голоса считаются"), max_length=20, choices=VOTE_BASES, default=VoteBase.PRESENT)
    has_casting_vote = models.BooleanField(_("при равенстве голосов решает голос председательствующего"), default=False)
    numbering = models.CharField(
        _("нумерация протоколов"),
        max_length=20,
        choices=Numbering.choices,
        default=Numbering.PER_YEAR,
        help_text=_(
            "Номер присваивается сам, когда протокол выпускают: следующий за наибольшим номером, который есть у органа "
            "(за год заседания или за всё время). Так номера идут подряд, без пропусков, в том порядке, в каком "
            "протоколы выпущены. Номер, вписанный рукой, остаётся, и счёт идёт дальше от него; номера вида «8/19» в "
            "счёте не участвуют. Новая редакция сохраняет номер."
        ),
    )
    is_public = models.BooleanField(_("протоколы видны всем"), default=False)
    time_zone = models.CharField(
        _("часовой пояс"), max_length=64, default=default_time_zone, validators=[validate_time_zone]
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("коллегиальный орган")
        verbose_name_plural = _("коллегиальные органы")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="body_name_given"),
            models.CheckConstraint(condition=~Q(name_genitive=""), name="body_genitive_given"),
            models.CheckConstraint(
                condition=Q(quorum_numerator__gte=1, quorum_denominator__gte=F("quorum_numerator")),
                name="body_quorum_is_fraction",
            ),
            only_known("layout", LAYOUTS, "body_layout_known"),
            only_known("numbering", Numbering.choices, "body_numbering_known"),
            models.CheckConstraint(
                condition=Q(quorum_count__isnull=True) | Q(quorum_count__gte=1), name="body_quorum_count_is_some"
            ),
            only_known("quorum_base", QuorumBase.choices, "body_quorum_base_known"),
            only_known("vote_requirement", REQUIREMENTS, "body_vote_requirement_known"),
            only_known("vote_base", VOTE_BASES, "body_vote_base_known"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        validate_paper_style(self.paper_style)  # the field's own validator passes over empty lists
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Этот адрес занят страницами портала. Выберите другой.")})
        if "layout" in self.paper_style:
            raise ValidationError({"paper_style": _("Вид протокола выбирается своим полем.")})
        if self.quorum_numerator and self.quorum_denominator and self.quorum_numerator > self.quorum_denominator:
            raise ValidationError({"quorum_numerator": _("Доля кворума не может быть больше целого.")})

    @property
    def style(self) -> PaperStyle:
        """The whole style of the body's papers."""
        return style_over(LAYOUT_STYLES[Layout(self.layout)], decode_style_difference(self.paper_style))

    def day_of(self, at: datetime.datetime) -> datetime.date:
        """The calendar day of a moment where the body sits."""
        return at.astimezone(zoneinfo.ZoneInfo(self.time_zone)).date()

    @property
    def standing_items(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Titles of the questions that every agenda begins with, and of those that it ends with."""
        first, last = self.standing_first.splitlines(), self.standing_last.splitlines()
        return tuple(filter(None, first)), tuple(filter(None, last))

    def number_period(self, held_on: datetime.date | None) -> str | None:
        """The period within which a number is unique («2024», «» for all time); None when nothing is compared."""
        if self.numbering == Numbering.THROUGH:
            return ""
        if self.numbering == Numbering.PER_YEAR and held_on:
            return str(held_on.year)
        return None


class Term(models.Model):
    """A convocation of a body: its members and size belong to it, not to the body."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="terms", verbose_name=_("орган"))
    name = models.TextField(_("созыв"))
    starts_on = models.DateField(_("с"))
    ends_on = models.DateField(_("по"), null=True, blank=True)
    statutory_size = models.PositiveIntegerField(_("установленная численность"), null=True, blank=True)

    class Meta:
        verbose_name = _("созыв")
        verbose_name_plural = _("созывы")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="term_name_unique"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="term_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
