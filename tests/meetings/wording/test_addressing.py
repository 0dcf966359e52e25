"""The lead of a decision that charges somebody is written in the dative and read back in the nominative."""

import pytest

from meetings.wording.addressing import read_lead, to_dative, write_lead

NAMES = [
    ("Министерство культуры Озёрного края", "Министерству культуры Озёрного края"),
    ("отдел по работе с молодёжью", "отделу по работе с молодёжью"),
    ("директор музея", "директору музея"),
    ("муниципальные органы управления образованием", "муниципальным органам управления образованием"),
    ("ГБУК «Музей озера»", "ГБУК «Музей озера»"),
]


@pytest.mark.parametrize(("name", "dative"), NAMES)
def test_a_lead_is_read_as_it_was_written(name: str, dative: str) -> None:
    lead = write_lead(name)
    assert lead == f"Рекомендовать {dative}:"
    found = read_lead(lead)
    assert found is not None
    assert (found.text, found.name) == (dative, name)


@pytest.mark.parametrize("name", ["", "по вопросу", "утвердить"])
def test_an_unsure_name_makes_no_lead(name: str) -> None:
    assert to_dative(name) is None
    assert write_lead(name) is None


@pytest.mark.parametrize("text", ["Рекомендовать отделу подготовить план", "Утвердить план", ""])
def test_what_charges_nobody_with_points_is_no_lead(text: str) -> None:
    assert read_lead(text) is None
