"""Owns the verbs of a protocol in the past tense: «выступил», «выступила», «выступили».

The person decides the gender, not the word for his office: «министр … выступила».
"""

import functools
from dataclasses import dataclass

from meetings.document.vocabulary import Gender
from meetings.wording.text import fold

#: infinitives whose past is the infinitive with «л» for «ть»
_REGULAR = (
    *(
        "выступить",
        "предложить",
        "отметить",
        "представить",
        "доложить",
        "сообщить",
        "проинформировать",
        "присутствовать",
    ),
    *("поддержать", "открыть", "закрыть", "напомнить", "подчеркнуть", "пояснить", "рассказать", "задать", "спросить"),
    *("ответить", "уточнить", "добавить", "дополнить", "обратить", "ознакомить", "зачитать", "огласить", "поставить"),
    *(
        "рекомендовать",
        "попросить",
        "поблагодарить",
        "указать",
        "высказать",
        "выразить",
        "заявить",
        "внести",
        "просить",
    ),
    *("проголосовать", "голосовать", "воздержаться", "обратиться", "высказаться", "остановиться", "согласиться"),
    *(
        "познакомить",
        "отчитаться",
        "докладывать",
        "информировать",
        "отсутствовать",
        "участвовать",
        "председательствовать",
    ),
    *("секретарствовать", "слушать", "заслушать", "решить", "постановить", "обсудить", "рассмотреть", "утвердить"),
    *(
        "избрать",
        "принять",
        "поручить",
        "направить",
        "приветствовать",
        "поздравить",
        "заверить",
        "озвучить",
        "привести",
    ),
)
#: verbs whose past has a stem of its own: masculine, feminine, plural
_IRREGULAR = {
    "внести": ("внёс", "внесла", "внесли"),
    "привести": ("привёл", "привела", "привели"),
    "вести": ("вёл", "вела", "вели"),
    "провести": ("провёл", "провела", "провели"),
    "подвести": ("подвёл", "подвела", "подвели"),
    "произнести": ("произнёс", "произнесла", "произнесли"),
    "пройти": ("прошёл", "прошла", "прошли"),
}
#: short participles: «избран», «избрана», «избраны»
_PARTICIPLES = {
    "избрать": ("избран", "избрана", "избраны"),
    "проинформировать": ("проинформирован", "проинформирована", "проинформированы"),
    "назначить": ("назначен", "назначена", "назначены"),
    "пригласить": ("приглашён", "приглашена", "приглашены"),
    "заслушать": ("заслушан", "заслушана", "заслушаны"),
}
#: what to print instead where the gender is unknown: «Выступление: …»
_NOUNS = {
    "выступить": "выступление",
    "доложить": "доклад",
    "сообщить": "сообщение",
    "проинформировать": "информация",
    "предложить": "предложение",
}


@dataclass(frozen=True, slots=True)
class ReadVerb:
    """A verb of the past: its infinitive, its gender (None in the plural), whether it is a plural or a participle."""

    infinitive: str
    gender: Gender | None
    is_plural: bool
    is_participle: bool = False


def write_verb(infinitive: str, gender: Gender | None, is_plural: bool = False) -> str:
    """Write a verb in the past: «выступила» for a woman, «выступили» for several.

    Without a gender the masculine stands; where that could be wrong, print `write_noun` instead («Выступление: …»).
    """
    masculine, feminine, plural = _forms(infinitive)
    if is_plural:
        return plural
    return feminine if gender is Gender.FEMALE else masculine


def write_participle(infinitive: str, gender: Gender | None, is_plural: bool = False) -> str:
    """Write a short participle: «избрана», «проинформированы»; a verb without one gives its past tense."""
    masculine, feminine, plural = _PARTICIPLES.get(infinitive) or _forms(infinitive)
    if is_plural:
        return plural
    return feminine if gender is Gender.FEMALE else masculine


def write_noun(infinitive: str) -> str:
    """Write the noun of a verb («выступление»), for persons whose gender is unknown; '' when there is none."""
    return _NOUNS.get(infinitive, "")


def read_verb(word: str) -> ReadVerb | None:
    """Read a verb of speech or of a meeting in the past tense, ё or е; None for other words."""
    return _by_form().get(fold(word).strip(" .,:;"))


def _forms(infinitive: str) -> tuple[str, str, str]:
    """Return masculine, feminine and plural of the past."""
    if infinitive in _IRREGULAR:
        return _IRREGULAR[infinitive]
    if infinitive.endswith("ться"):
        stem = infinitive[:-4]
        return stem + "лся", stem + "лась", stem + "лись"
    stem = infinitive.removesuffix("ть")
    return stem + "л", stem + "ла", stem + "ли"


@functools.lru_cache(maxsize=1)
def _by_form() -> dict[str, ReadVerb]:
    """Return every known form, folded; a participle never hides a verb."""
    forms: dict[str, ReadVerb] = {}
    for table, is_participle in ((_PARTICIPLES, True), (dict.fromkeys((*_REGULAR, *_IRREGULAR)), False)):
        for infinitive in table:
            written = _PARTICIPLES[infinitive] if is_participle else _forms(infinitive)
            for form, gender in zip(written, (Gender.MALE, Gender.FEMALE, None), strict=True):
                forms[fold(form)] = ReadVerb(infinitive, gender, gender is None, is_participle)
    return forms
