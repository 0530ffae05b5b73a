"""A statement of others' numbers: claims as stated, who says so, and which sums are ours to make."""

import pytest

from minetrace.register.actions import Cite
from minetrace.sources.actions import decide
from tests.spec.texts import (
    AGENCY,
    ANNA,
    ISHIGLI,
    KALBAJAR,
    LACHIN,
    agency,
    checked,
    held,
    refused,
    stating,
    warned,
)

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]


@pytest.fixture
def claims(monkeypatch, tmp_path):
    return agency(monkeypatch, tmp_path)


# ---- claims ----------------------------------------------------------------------------------------------------------


def test_a_total_is_checked_as_stated_with_a_warning_about_scopes(claims):
    front = stating(claims, total="2,728 in all", a="1,119 mines", b="1,609")
    body = f"The {AGENCY} counts {{{{ total }}}} mines: {{{{ a }}}} and {{{{ b }}}}."
    text = f"---\n{front}relations: [total = a + b]\n---\n{body}"
    assert warned(text) == [(6, "MT-642")]
    assert checked(text).trail[0].number.passages[0].quote == "2,728 in all"


def test_a_total_that_does_not_add_up_shows_both_sides(claims):
    decide(ANNA, claims["1,609"].row, "otherwise", corrected={"value": 1608})
    front = stating(claims, total="2,728 in all", a="1,119 mines", b="1,609")
    result = checked(f"---\n{front}relations:\n  - total = a + b\n---\nNothing.")
    assert [(r.mark.line, r.problem.code) for r in result.refusals] == [(7, "MT-605")]
    assert "2,728 is stated, 1,119 + 1,608 = 2,727" in result.refusals[0].problem.what


def test_a_remainder_is_a_number_of_its_own_with_its_formula(claims):
    front = stating(claims, harmed="268 people", dead="45 died", civilians="35 of the dead")
    text = (
        f"---\n{front}relations:\n  - rest = harmed - dead\n  - civilians inside dead\n---\n"
        f"Of {{{{ harmed }}}} people harmed, says the {AGENCY}, {{{{ rest }}}} are not stated as killed."
    )
    result = checked(text)
    assert result.text.endswith(
        "Of 268 people harmed, says the Mine Action Agency of Azerbaijan, 223 are not stated as killed."
    )
    assert result.trail[1].number.words.endswith("268 − 45 = 223: a remainder, not stated as anything of its own")
    assert result.warnings == ()


def test_a_sum_of_claims_that_no_source_states_is_refused(claims):
    front = stating(claims, harmed="268 people", dead="45 died")
    assert refused(f"---\n{front}relations:\n  - all = harmed + dead\n---\n{{{{ all }}}} by the {AGENCY}.") == [
        (6, "MT-607")
    ]


def test_a_rough_number_is_printed_with_its_words(claims):
    front = stating(claims, warned="About 300 people")
    assert refused(f"---\n{front}---\nThe {AGENCY} warned {{{{ warned }}}} people.") == [(5, "MT-611")]
    assert checked(f"---\n{front}---\nThe {AGENCY} warned {{{{ warned.range }}}} people.").text == (
        f"The {AGENCY} warned about 300 people."
    )


def test_what_was_misread_or_states_no_number_cannot_be_printed(claims):
    decide(ANNA, claims["45 died"].row, "misread", reason="it says 54")
    front = stating(claims, dead="45 died", turned="dozens")
    assert refused(f"---\n{front}---\nThe {AGENCY}: {{{{ dead }}}}, {{{{ turned }}}}.") == [
        (3, "MT-614"),
        (4, "MT-615"),
    ]


def test_a_claim_may_be_found_by_its_words_and_its_speaker_is_checked(claims):
    source = claims["45 died"].row.source_id
    front = f"claims:\n  dead:\n    source: {source}\n    claim: 45 died\n    speaker: "
    assert checked(f"---\n{front}{AGENCY}\n---\n{{{{ dead }}}} died, says the {AGENCY}.").passes
    assert refused(f"---\n{front}Red Cross\n---\n{{{{ dead }}}} died, says the {AGENCY}.") == [(6, "MT-616")]
    assert refused("---\nclaims: {dead: no-such-claim}\n---\n{{ dead }}") == [(2, "MT-411")]


def test_a_claim_that_nobody_read_right_is_said(claims):
    from minetrace.sources.actions import undo_decision

    undo_decision(ANNA, claims["45 died"].row)
    assert warned(f"---\n{stating(claims, dead='45 died')}---\n{{{{ dead }}}} died, says the {AGENCY}.") == [
        (3, "MT-645")
    ]


# ---- who says so -----------------------------------------------------------------------------------------------------

REPORTED = """---
figures:
  found: {measure: ordnance.found, basis: reported}
---
"""


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("The Ministry of Defence of Azerbaijan reported {{ found }} mines.", []),
        ("Azerbaijan's Defense Ministry reported {{ found }} mines.", []),
        ("{{ found }} mines were found, the Azerbaijani Ministry of\nDefence says.", []),
        ("The ministry reported {{ found }} mines.", ["MT-613"]),
        (
            "The Ministry of Defence of Armenia has {{ found }} mines, not the agency of its neighbour Azerbaijan.",
            ["MT-613"],
        ),
        ("The Ministry of Defence of Azerbaijan spoke. It counts {{ found }} mines.", ["MT-613"]),
        ("- Ministry of Defence of Azerbaijan\n- {{ found }} mines", ["MT-613"]),
    ],
)
def test_a_reported_figure_names_its_speaker_in_the_sentence(sentence, codes):
    held(basis="reported", speaker="Ministry of Defence of Azerbaijan")
    assert [code for _, code in refused(REPORTED + sentence)] == codes


def test_every_speaker_of_a_figure_is_named():
    held(basis="reported", speaker="Ministry of Defence of Azerbaijan")
    held(basis="reported", speaker="ANAMA + State Border Service")
    text = REPORTED + "The Ministry of Defence of Azerbaijan and ANAMA report {{ found }} mines."
    assert [one.problem.details["speaker"] for one in checked(text).refusals] == ["State Border Service"]
    text = text.replace("and ANAMA", ", ANAMA and the State Border Service")
    assert checked(text).passes


def test_nobody_said_zero():
    assert refused(REPORTED + "{{ found }} mines were reported.") == [(3, "MT-626")]


def test_the_trail_goes_down_to_the_words(claims):
    claim = claims["1,119 mines"]
    cite = Cite(source=claim.row.source_id, claim=claim.id)
    held(basis="reported", speaker=AGENCY, count=1119, citations=[cite])
    (entry,) = checked(REPORTED + f"The {AGENCY} reports {{{{ found }}}} mines.").trail
    (row,) = entry.number.rows
    assert (row.speaker, row.passages[0].quote) == (AGENCY, "1,119 mines")
    assert row.passages[0].source == f"{AGENCY}, 2022-11-24"


# ---- sums of our own -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (f"place: {LACHIN}", f"place: {KALBAJAR}", None),
        ("until: 2024-04-30", "since: 2024-05-01", None),
        ("where: model = 'PMN-2'", "where: model = 'PMN-4'", None),
        ("where: category = 'ap_mine'", "where: category = 'av_mine'", None),
        ("where: category = 'ap_mine'", "where: category = 'mine'", "not defined well enough"),
        (f"place: {LACHIN}", "place: Lachin city", "share ground"),
        (f"place: {KALBAJAR}", f"place: {ISHIGLI}", "not defined well enough"),
        (f"place: {LACHIN}, since: 2024-01-01", f"place: {KALBAJAR}, since: 2024-02-01", "neither the same nor apart"),
        (f"place: {LACHIN}", f"place: {KALBAJAR}, known_on: 2024-06-01", "not known and said by the same day"),
        (f"place: {LACHIN}", f"place: {KALBAJAR}, basis: reported, speaker: {AGENCY}", "never added"),
    ],
)
def test_a_sum_that_we_make_needs_scopes_that_are_apart(a, b, reason):
    held(basis="reported", speaker=AGENCY)
    figures = f"  a: {{measure: ordnance.found, {a}}}\n  b: {{measure: ordnance.found, {b}}}\n"
    result = checked(
        f"---\nfigures:\n{figures}relations:\n  - total = a + b\n---\nANAMA and we: {{{{ total.range }}}}."
    )
    reasons = [
        (one.mark.line, one.problem.details["reason"]) for one in result.refusals if one.problem.code == "MT-607"
    ]
    assert [line for line, _ in reasons] == ([] if reason is None else [6])
    assert all(reason in text for _, text in reasons)


def test_figures_and_claims_are_never_added(claims):
    held()
    front = stating(claims, theirs="1,119 mines") + "figures:\n  ours: {measure: ordnance.found}\n"
    assert refused(f"---\n{front}relations:\n  - all = ours + theirs\n---\nThe {AGENCY}: {{{{ all }}}}.") == [
        (7, "MT-607")
    ]


def test_numbers_of_different_units_are_not_related(claims):
    front = stating(claims, dead="45 died", mines="1,119 mines")
    assert refused(f"---\n{front}relations: [dead <= mines]\n---\nNothing.") == [(5, "MT-625")]


def test_totals_that_sources_state_are_related_as_stated(claims):
    deaths = "series.casualty.killed"
    front = (
        "figures:\n"
        f"  dead: {{measure: {deaths}}}\n"
        f"  civilians: {{measure: {deaths}, where: group = 'civilian'}}\n"
        f"  injured: {{measure: series.casualty.injured}}\n"
    )
    relations = "relations:\n  - civilians inside dead\n  - rest = dead - civilians\n"
    text = f"---\n{front}{relations}---\n{{{{ dead }}}} died, {{{{ rest }}}} not stated as civilian: the {AGENCY}."
    assert refused(text) == [(5, "MT-624")]
    front = front.replace("  injured: {measure: series.casualty.injured}\n", "")
    text = f"---\n{front}{relations}---\n{{{{ dead }}}} died, {{{{ rest }}}} not stated as civilian: the {AGENCY}."
    assert warned(text) == []
    assert checked(text).text.startswith("45 died, 10 not stated as civilian")
