"""Owns the Russian labels of the closed vocabularies of bodies and memberships, and the checks of their values."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Gender, Layout, MemberRole, Requirement, VoteBase

Choices = list[tuple[str, str | Promise]]


def labelled(labels: dict[StrEnum, str | Promise]) -> Choices:
    """Turn labels of a vocabulary's members into model choices; ValueError when a member has no label."""
    (vocabulary,) = {type(member) for member in labels}
    if missing := set(vocabulary) - set(labels):
        raise ValueError(f"{vocabulary.__name__} without labels: {sorted(missing)}")
    return [(member.value, labels[member]) for member in vocabulary]


def only_known(field: str, choices: Iterable[tuple[str, object]], name: str) -> models.CheckConstraint:
    """A database check: the column holds one of the choices (NULL passes)."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [value for value, _label in choices]}), name=name
    )


class Numbering(models.TextChoices):
    """Within what period the numbers of a body's protocols are unique."""

    PER_YEAR = "per_year", _("в пределах календарного года")
    THROUGH = "through", _("сквозная")
    NONE = "none", _("не ведётся")


class QuorumBase(models.TextChoices):
    """Of what number the quorum is counted."""

    STATUTORY = "statutory", _("от установленной численности")
    MEMBERS = "members", _("от числа действующих членов")


class VotingRight(models.TextChoices):
    FULL = "full", _("решающий голос")
    ADVISORY = "advisory", _("совещательный голос")


LAYOUTS = labelled(
    {
        Layout.UNION: _("Союз: «По первому вопросу … Решение по первому вопросу»"),
        Layout.KOLLEGIYA: _("Коллегия: «Первый вопрос … Слушали … Решили … Проголосовали»"),
        Layout.STANDARD: _("Общий: «СЛУШАЛИ – ВЫСТУПИЛИ – РЕШИЛИ»"),
    }
)
GENDERS = labelled({Gender.MALE: _("мужской"), Gender.FEMALE: _("женский")})
MEMBER_ROLES = labelled(
    {
        MemberRole.CHAIR: _("председатель"),
        MemberRole.DEPUTY: _("заместитель председателя"),
        MemberRole.SECRETARY: _("секретарь"),
        MemberRole.MEMBER: _("член"),
    }
)
VOTE_BASES = labelled(
    {
        VoteBase.PRESENT: _("от присутствующих"),
        VoteBase.MEMBERS: _("от всех членов"),
        VoteBase.CAST: _("от проголосовавших"),
    }
)
REQUIREMENTS = labelled(
    {
        Requirement.SIMPLE: _("большинство"),
        Requirement.TWO_THIRDS: _("две трети"),
        Requirement.THREE_QUARTERS: _("три четверти"),
        Requirement.UNANIMITY: _("единогласие"),
    }
)
