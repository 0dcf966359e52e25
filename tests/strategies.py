"""Owns the generated documents: hypothesis strategies for whole protocols in plausible Russian, every enum met.

Names and texts are invented. The values keep the promises of the tree (document/tree.py): paragraphs without line
breaks, positions of votes and assignments that exist, sorted labels, a last day that is not before the first.
"""

import datetime
from typing import Any

from hypothesis import strategies as st

from meetings.document import tree
from meetings.document import vocabulary as v
from meetings.document.style import LAYOUT_STYLES, Labels, PaperStyle
from meetings.wording.labels import PLACEHOLDERS

NBSP = "\u00a0"

_FAMILIES = (
    ("Соловьёв", "Соловьёва"),
    ("Артемьев", "Артемьева"),
    ("Демченко-Вольский", "Демченко-Вольская"),
    ("Прокопенко", "Прокопенко"),
    ("Крутых", "Крутых"),
    ("Ковальчук", "Ковальчук"),
    ("Ёлкин", "Ёлкина"),
    ("Швец", "Швец"),
)
_GIVEN = (
    ("Семён", "Пётр", "Игорь", "Лев"),
    ("Алёна", "Мария-Виктория", "Юлия", "Любовь"),
)
_PATRONYMICS = (
    ("Семёнович", "Ильич", "Игоревич", "Львович"),
    ("Семёновна", "Ильинична", "Игоревна", "Львовна"),
)
_POSITIONS = (
    "директор школы № 7",
    "начальник отдела молодёжной политики администрации города Ясногорска",
    "заместитель министра культуры Озёрного края",
    "и.о. ректора ФГБОУ ВО «Озёрный университет», кандидат наук",
    "председатель правления НКО «Союз «Дом мастеров» (по согласованию)",
)
_SUBJECTS = (
    "работу летних лагерей",
    "план на второе полугодие",
    "отчёт ревизионной комиссии",
    "смету расходов на 2024 г.",
    "программу «Тёплый дом",  # quotes of real papers do not balance
    "список участников – победителей отбора",
    "размер взноса (1 500 рублей)",
    'порядок приёма в члены союза "Озёрный край"',
)
_VERBS = ("Одобрить", "Принять к сведению", "Утвердить", "Доработать", "Подготовить", "Направить членам союза")
_ENDS = ("", ".", " в течение месяца.", f" в срок до 1{NBSP}марта", " (приложение № 2)", "; доложить на заседании", ":")
_TITLES = (
    "О ходе подготовки к отопительному сезону",
    "Результаты работы за год.",
    "Об утверждении сметы",
    "Предложения председателей комиссий об улучшении работы совета.",
    "Разное",
    f"О созыве съезда в г.{NBSP}Ясногорске. Итоги и перспективы.",
)
_ADDRESSEES = (
    ("Министерству культуры Озёрного края", "Министерство культуры Озёрного края"),
    ("председателю Союза", "председатель Союза"),
    ("Швецу С.С.", "Швец С.С."),
)
_LABEL_TEXTS = ("Слушали и обсудили:", "РЕШЕНО", "Ход заседания:", "", "Приглашённые лица:", "«ЗА»")
_BODIES = (
    ("Совет Союза «Озёрный край»", "Совета Союза «Озёрный край»"),
    ("Коллегия Министерства культуры Озёрного края", "коллегии Министерства культуры Озёрного края"),
    ("Жилищный комитет", "Жилищного комитета"),
)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or None for "the paper does not say"."""
    return st.none() | strategy


def tuples_of(strategy: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to `most` values as a tuple."""
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def names(draw: st.DrawFn) -> str:
    """A printed name in one of the usual orders, spaces plain, no-break or missing."""
    gender = draw(st.sampled_from((0, 1)))
    family = draw(st.sampled_from(_FAMILIES))[gender]
    given = draw(st.sampled_from(_GIVEN[gender]))
    patronymic = draw(st.sampled_from((*_PATRONYMICS[gender], "")))
    initials = f"{given[0]}." + (f"{patronymic[0]}." if patronymic else "")
    space = draw(st.sampled_from((" ", NBSP)))
    return draw(
        st.sampled_from(
            (
                " ".join(part for part in (family, given, patronymic) if part),
                f"{family}{space}{initials}",
                f"{initials}{space}{family}",
                f"{initials}{family}",
            )
        )
    )


def sentences() -> st.SearchStrategy[str]:
    """One paragraph of office prose, without a line break and without outer spaces."""
    return st.builds(
        lambda verb, subject, end: f"{verb} {subject}{end}".strip(),
        st.sampled_from(_VERBS),
        st.sampled_from(_SUBJECTS),
        st.sampled_from(_ENDS),
    )


def positions() -> st.SearchStrategy[str]:
    return st.sampled_from(("", *_POSITIONS))


def labels() -> st.SearchStrategy[Labels]:
    """Overridden labels, sorted by key."""
    pairs = st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.sampled_from(_LABEL_TEXTS), max_size=3)
    return pairs.map(lambda chosen: tuple(sorted(chosen.items())))


@st.composite
def paper_styles(draw: st.DrawFn) -> PaperStyle:
    """A style of any layout with any of its manners changed."""
    layout = draw(st.sampled_from(v.Layout))
    base = LAYOUT_STYLES[layout]
    return PaperStyle(
        layout=layout,
        form=draw(st.sampled_from(v.DocumentForm)),
        blocks=draw(st.just(base.blocks) | st.permutations(list(v.Block)).map(lambda blocks: tuple(blocks[:9]))),
        date_style=draw(st.sampled_from(v.DateStyle)),
        time_style=draw(st.sampled_from(v.TimeStyle)),
        signature_name_style=draw(st.sampled_from(v.NameStyle)),
        present_form=draw(st.sampled_from(v.ListForm)),
        absent_form=draw(st.sampled_from(v.ListForm)),
        invited_form=draw(st.sampled_from(v.ListForm)),
        vote_style=draw(st.sampled_from(v.VoteStyle)),
        is_vote_first=draw(st.booleans()),
        is_title_joined=draw(st.booleans()),
        has_yo=draw(st.booleans()),
        has_final_marks=draw(st.booleans()),
        font_size_pt=draw(st.integers(12, 14)),
        annex_over=draw(st.none() | st.integers(0, 3)),
        labels=draw(labels()),
    )


def attendees() -> st.SearchStrategy[tree.Attendee]:
    return st.builds(
        tree.Attendee,
        name=names(),
        position=positions(),
        role=st.sampled_from(("", "председатель коллегии", "секретарь", "член совета")),
        status=st.sampled_from(v.AttendanceStatus),
        mode=st.sampled_from(v.AttendanceMode),
        reason=st.sampled_from(("", "отпуск", "командировка")),
        represented_by=st.just("") | names(),
        note=st.sampled_from(("", "без права голоса", "с 3 вопроса")),
        group=st.sampled_from(("", "Члены комиссии:", "От профсоюза")),
    )


def paragraphs() -> st.SearchStrategy[tree.Paragraph]:
    return st.builds(
        tree.Paragraph, text=sentences(), level=st.integers(0, 2), marker=st.sampled_from(("", "-", "–", "1)", "•"))
    )


def speeches() -> st.SearchStrategy[tree.Speech]:
    return st.builds(
        tree.Speech,
        name=st.just("") | names(),
        membership=st.sampled_from(("", "член коллегии", "приглашённый")),
        position=positions(),
        kind=st.sampled_from(v.SpeechKind),
        attribution=optional(sentences()),
        is_inline=st.booleans(),
        paragraphs=tuples_of(paragraphs(), 3),
    )


def points(depth: int = 3) -> st.SearchStrategy[tree.DecisionPoint]:
    """A point with up to `depth` levels in all."""
    return st.builds(
        tree.DecisionPoint,
        text=sentences(),
        marker=st.sampled_from(("", "-", "а)", "1.1.", "–")),
        is_inline=st.booleans(),
        points=tuples_of(points(depth - 1), 2) if depth > 1 else st.just(()),
    )


def paths_of(decision_points: tuple[tree.DecisionPoint, ...]) -> list[tuple[int, ...]]:
    """Every path an assignment may name: () and those of all points."""
    found: list[tuple[int, ...]] = [()]
    for index, point in enumerate(decision_points):
        found += [(index, *rest) for rest in paths_of(point.points)]
    return found


@st.composite
def decisions(draw: st.DrawFn) -> tree.Decision:
    own = draw(tuples_of(points(), 2))
    assignment = st.builds(
        tree.Assignment,
        path=st.sampled_from(paths_of(own)),
        responsible=st.just("") | names() | st.sampled_from([name for _text, name in _ADDRESSEES]),
        due_text=st.sampled_from(("", "до 22.08.2024 года", "в течении сентября 2024г.", "ежеквартально")),
        due_on=optional(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))),
        state=st.sampled_from(v.AssignmentState),
    )
    addressee = st.sampled_from(_ADDRESSEES).map(lambda pair: tree.Addressee(text=pair[0], name=pair[1]))
    return tree.Decision(
        number=draw(optional(st.sampled_from(("1", "2", "1.1", "2 а")))),
        lead=draw(optional(sentences())),
        points=own,
        addressee=draw(optional(addressee)),
        outcome=draw(st.sampled_from(v.Outcome)),
        assignments=draw(tuples_of(assignment, 2)),
    )


def vote_events(decision_count: int) -> st.SearchStrategy[tree.VoteEvent]:
    count = optional(st.integers(0, 1000))
    vote = st.builds(tree.Vote, name=names(), option=st.sampled_from(v.VoteOption))
    return st.builds(
        tree.VoteEvent,
        subject=st.just("") | sentences(),
        decision=optional(st.integers(0, decision_count - 1)) if decision_count else st.none(),
        votes_for=count,
        votes_against=count,
        votes_abstained=count,
        votes_not_cast=count,
        is_unanimous=optional(st.booleans()),
        method=st.sampled_from(v.VoteMethod),
        base=st.sampled_from(v.VoteBase),
        requirement=st.sampled_from(v.Requirement),
        result=optional(st.sampled_from(v.VoteResult)),
        result_reason=st.sampled_from(("", "голос председателя")),
        chair_vote=optional(st.sampled_from((v.VoteOption.YES, v.VoteOption.NO))),
        sentence=optional(st.sampled_from(("Принято единогласно.", "«За» – 5.\n«Против» – 0."))),
        votes=tuples_of(vote, 3),
    )


@st.composite
def items(draw: st.DrawFn) -> tree.AgendaItem:
    own_decisions = draw(tuples_of(decisions(), 3))
    absence = st.builds(tree.ItemAbsence, name=names(), presence=st.sampled_from(v.ItemPresence))
    return tree.AgendaItem(
        number=draw(st.sampled_from(("1", "2", "3", "2 а", "X", "12"))),
        title=draw(optional(st.sampled_from(_TITLES))),
        heading=draw(optional(st.sampled_from(_TITLES))),
        kind=draw(st.sampled_from(v.ItemKind)),
        is_treated=draw(st.booleans()),
        rapporteur=draw(st.just("") | names()),
        speeches=draw(tuples_of(speeches(), 3)),
        decisions=own_decisions,
        votes=draw(tuples_of(vote_events(len(own_decisions)), 2)),
        absences=draw(tuples_of(absence, 2)),
        notes=draw(tuples_of(sentences(), 2)),
        labels=draw(labels()),
    )


def officers() -> st.SearchStrategy[tree.Officer]:
    return st.builds(
        tree.Officer,
        name=names(),
        role=st.sampled_from(("Председатель Союза", "секретарь коллегии", "Ведёт заседание")),
    )


def body_names() -> st.SearchStrategy[tree.BodyName]:
    return st.sampled_from(_BODIES).map(lambda pair: tree.BodyName(nominative=pair[0], genitive=pair[1]))


@st.composite
def documents(draw: st.DrawFn, most_items: int = 3) -> tree.ProtocolDocument:
    """A whole protocol with up to `most_items` questions."""
    held_on = draw(optional(st.dates(datetime.date(1995, 1, 1), datetime.date(2035, 12, 31))))
    lasts = st.integers(1, 5).map(lambda days: held_on + datetime.timedelta(days=days)) if held_on else st.none()
    moments = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
    count = optional(st.integers(0, 5000))
    note = st.builds(tree.Note, place=st.sampled_from(v.NotePlace), text=sentences())
    attachment = st.builds(tree.Attachment, title=sentences(), extent=st.sampled_from(("", f"на 3{NBSP}л. в 1 экз.")))
    line = st.builds(tree.SignatureLine, role=st.sampled_from(("Председатель", "Секретарь коллегии", "")), name=names())
    return tree.ProtocolDocument(
        style=draw(paper_styles()),
        body=draw(body_names()),
        title=draw(st.sampled_from(("заседания", "Общего собрания членов", "внеочередного заседания"))),
        number=draw(optional(st.sampled_from(("14", "8/19", "1-2023", "3 - 2017", "б/н")))),
        held_on=held_on,
        held_until=draw(optional(lasts)),
        date_text=draw(optional(st.just("23-24 января 2024 года"))),
        starts_at=draw(optional(moments)),
        ends_at=draw(optional(moments)),
        time_text=draw(optional(st.just("Время: с 10 часов"))),
        place=draw(st.sampled_from(("", f"г.{NBSP}Ясногорск, ул.{NBSP}Озёрная, 5, каб.{NBSP}12"))),
        form=draw(st.sampled_from(v.MeetingForm)),
        remote_method=draw(st.sampled_from(("", "видео-конференц-связь"))),
        chair=draw(optional(officers())),
        secretary=draw(optional(officers())),
        members_total=draw(count),
        present_total=draw(count),
        online_total=draw(count),
        attendance_total_text=draw(optional(st.just("Зарегистрировались: 32 человека."))),
        has_quorum=draw(optional(st.booleans())),
        quorum_text=draw(optional(st.just("Кворум есть, собрание правомочно."))),
        attendees=draw(tuples_of(attendees(), 5)),
        opening=draw(tuples_of(speeches(), 2)),
        items=draw(tuples_of(items(), most_items)),
        notes=draw(tuples_of(note, 2)),
        attachments=draw(tuples_of(attachment, 2)),
        signatures=draw(tuples_of(line, 3)),
    )
