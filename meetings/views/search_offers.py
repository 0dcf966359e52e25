"""Owns what a page of search offers beside its hits: facets to narrow, what was chosen, ways on from an empty list."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.document.vocabulary import Outcome
from meetings.models import EntryKind
from meetings.models.choices import label_of
from meetings.search.asking import Question
from meetings.search.narrowing import NAMES, Choice, Counts
from members.models import Body

_TITLES = {
    "body": gettext_lazy("Орган"),
    "year": gettext_lazy("Год"),
    "kind": gettext_lazy("Что найдено"),
    "to": gettext_lazy("Кому поручено"),
    "who": gettext_lazy("Кто выступал"),
    "outcome": gettext_lazy("Исход"),
    "due": gettext_lazy("Срок"),
}
_DUE = {"past": gettext_lazy("срок прошёл"), "ahead": gettext_lazy("срок впереди")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A link: to narrow by a facet, to take it back, or to ask otherwise."""

    label: str
    url: str
    count: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One facet with its values."""

    title: str
    offers: tuple[Offer, ...]


def search_url(text: str, values: dict[str, str]) -> str:
    """The address of a question narrowed by facets."""
    return f"{reverse('search')}?{urlencode({'q': text, **values})}"


def show_facets(counts: Counts, question: Question, choice: Choice) -> list[Group]:
    """The facets worth choosing: those with a choice, and those chosen. One query, for the names of bodies."""
    bodies = _names(value for value, _count in counts.of["body"])
    groups = []
    for name in NAMES:
        values = counts.of[name]
        if not values or (len(values) == 1 and name not in choice.values):
            continue
        offers = (
            Offer(_label(name, value, bodies), _toggled(name, value, question, choice), count, is_chosen)
            for value, count in values
            for is_chosen in (choice.values.get(name) == value,)
        )
        groups.append(Group(str(_TITLES[name]), tuple(offers)))
    return groups


def chosen_facets(question: Question, choice: Choice) -> list[Offer]:
    """What was chosen, each with the address without it. One query when a body was."""
    bodies = _names([choice.values["body"]]) if "body" in choice.values else {}
    return [
        Offer(f"{_TITLES[name]}: {_label(name, value, bodies)}", search_url(question.text, _without(choice, name)))
        for name, value in choice.values.items()
    ]


def offers_for(question: Question, choice: Choice) -> list[Offer]:
    """Ways on from an empty list: without facets, without exclusion and quotes, each word for itself."""
    offers = []
    if choice and question:
        offers.append(Offer(_("Искать без уточнений"), search_url(question.text, {})))
    plain = " ".join(word.strip("«»\"'„“”") for word in question.text.split() if not word.startswith("-"))
    if plain and plain != question.text:
        offers.append(Offer(_("Искать без кавычек и исключений: %(words)s") % {"words": plain}, search_url(plain, {})))
    words = [term.form for term in question.terms if term.form]
    if len(words) > 1:
        offers += [Offer(_("Искать только «%(word)s»") % {"word": word}, search_url(word, {})) for word in words[:4]]
    return offers


def _toggled(name: str, value: str, question: Question, choice: Choice) -> str:
    """The address with the value chosen, or without it when it is."""
    others = _without(choice, name)
    return search_url(question.text, others if choice.values.get(name) == value else {**others, name: value})


def _without(choice: Choice, name: str) -> dict[str, str]:
    return {other: value for other, value in choice.values.items() if other != name}


def _names(keys: Iterable[str]) -> dict[str, str]:
    return {str(body.pk): str(body) for body in Body.objects.filter(pk__in=[int(key) for key in keys])}


def _label(name: str, value: str, bodies: dict[str, str]) -> str:
    if name == "body":
        return bodies.get(value, value)
    if name == "kind":
        return str(EntryKind(value).label)
    if name == "outcome":
        return str(label_of(Outcome(value)))
    return str(_DUE[value]) if name == "due" else value
