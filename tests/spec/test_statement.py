"""A statement: what a text may print, why it is refused, and where every number comes from."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from minetrace import reading
from minetrace.accounts.actor import keeper
from minetrace.publishing.check import check
from minetrace.publishing.checked import CheckedText
from minetrace.register.actions import Cite, Draft, approve, propose
from minetrace.sources.actions import About, add, decide
from minetrace.sources.claims import kept_claims
from minetrace.terms.claim import Claim

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
LACHIN, KALBAJAR, ISHIGLI = "az/lachin-district", "az/kalbajar-district", "az/boyuk-ishigli-height"
AGENCY = "Mine Action Agency of Azerbaijan"


def held(record=None, **changes):
    """A find, approved: three PMN-2 found in Lachin district on 1 May 2024 by our own team, but for the changes."""
    basis, speaker, citations = changes.pop("basis", "own"), changes.pop("speaker", None), changes.pop("citations", ())
    where = changes.pop("place", LACHIN)
    count = changes.pop("count", 3)
    low, high = count if isinstance(count, tuple) else (count, count)
    day = changes.pop("day", "2024-05-01")
    fields = {
        "category": "ap_mine",
        "model": "PMN-2",
        "quantity_low": low,
        "quantity_high": high,
        "found_from": day,
        "found_to": day,
        "places": [{"place": where, "relation": "in"}],
        **changes,
    }
    draft = Draft(kind="find", fields=fields, basis=basis, speaker=speaker, said_on=day, citations=citations)
    return approve(BORIS, propose(ANNA, draft, record=record), four_eyes=True).record


TEXT = (
    "Since 2020 the agency counts 268 people harmed by mines. Of them 45 died, 35 of the dead were civilians. "
    "In one area 1,119 mines were cleared, in the other 1,609, 2,728 in all. About 300 people were warned, "
    "dozens were turned back."
)


def said(quote: str, value: int | None, **more) -> Claim:
    start = TEXT.index(quote)
    more = {"kind": "ordnance", "unit": "item", "action": ("cleared",), "counting": "tally", **more}
    return Claim(id=quote, quote=quote, span=(start, start + len(quote)), value=value, **more)


PEOPLE = {"kind": "casualty", "unit": "person", "action": (), "counting": "running", "group": "all"}
CLAIMS = (
    said("268 people", 268, outcome="affected", **PEOPLE),
    said("45 died", 45, outcome="killed", part_of="268 people", **PEOPLE),
    said("35 of the dead", 35, outcome="killed", part_of="45 died", **{**PEOPLE, "group": "civilian"}),
    said("1,119 mines", 1119),
    said("1,609", 1609),
    said("2,728 in all", 2728, total_of=("1,119 mines", "1,609")),
    said("About 300 people", 300, hedge="about", outcome="affected", **PEOPLE),
    said("dozens", None, hedge="about", outcome="affected", **PEOPLE),
)


@pytest.fixture
def claims(monkeypatch, tmp_path):
    """A kept source of the agency, read right, its claims by their quotes."""
    found = reading.Reading(language="en", claims=CLAIMS, version="test")
    monkeypatch.setattr(reading, "read", lambda text, **_: found)
    about = About(published=datetime.date(2022, 11, 24), publisher=AGENCY, language="en")
    added = add(ANNA, TEXT.encode(), name="agency.txt", about=about, folder=tmp_path)
    kept = {claim.row.quote: claim for claim in kept_claims(added.source.id)}
    for claim in kept.values():
        decide(ANNA, claim.row, "right")
    return kept


def checked(text: str) -> CheckedText:
    return check(text, actor=ANNA, time_zone=settings.MINETRACE.time_zone)


def refused(text: str) -> list[tuple[int, str]]:
    """Lines and codes of the refusals."""
    result = checked(text)
    assert (result.text is None) == bool(result.refusals) == (not result.passes)
    return [(one.mark.line, one.problem.code) for one in result.refusals]


def warned(text: str) -> list[tuple[int, str]]:
    result = checked(text)
    assert result.passes, result.refusals
    return [(one.mark.line, one.problem.code) for one in result.warnings]


OWN = f"""---
title: Finds of May
language: en
figures:
  lachin: {{measure: ordnance.found, place: {LACHIN}, since: 2024-05-01, until: 2024-05-31}}
  kalbajar: {{measure: ordnance.found, place: Kalbajar district, since: 2024-05-01, until: 2024-05-31}}
  both:
    measure: ordnance.found
    places: [{LACHIN}, {KALBAJAR}]
    since: 2024-05-01
    until: 2024-05-31
relations:
  - both = lachin + kalbajar
---
# Finds of May

In May 2024 our teams found {{{{ lachin }}}} PMN-2 mines in Lachin district and {{{{ kalbajar }}}} in Kalbajar
district, {{{{ both }}}} in all.
"""


# ---- a text that passes ----------------------------------------------------------------------------------------------


def test_a_text_is_finished_and_every_number_has_its_trail():
    first, second = held(count=1200), held(place=KALBAJAR, count=4)
    result = checked(OWN)
    assert result.refusals == ()
    assert "found 1,200 PMN-2 mines in Lachin district and 4 in Kalbajar\ndistrict, 1,204 in all." in result.text
    assert [(e.ordinal, e.text, e.number.name, e.mark.line) for e in result.trail] == [
        (1, "1,200", "lachin", 17),
        (2, "4", "kalbajar", 17),
        (3, "1,204", "both", 18),
    ]
    assert all(result.text[e.start : e.end] == e.text for e in result.trail)
    assert [row.reference for row in result.trail[2].number.rows] == [first.reference, second.reference]
    assert "own field work" in result.trail[0].number.words
    assert [h.formula for h in result.held] == ["1,204 = 1,200 + 4"]


def test_numbers_follow_the_language_of_the_text():
    held(count=1119)
    for language, number in (("en", "1,119"), ("ru", "1\u00a0119"), ("az", "1.119")):
        front = f"language: {language}\nfigures:\n  n: {{measure: ordnance.found}}"
        assert checked(f"---\n{front}\n---\n{{{{ n }}}}").text == number


def test_a_small_number_may_be_a_word():
    held(count=3)
    assert checked("---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n|words }}.").text == (
        "We found three."
    )
    held(count=20)
    assert refused("---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n|words }}.") == [(5, "MT-622")]


# ---- one record of the example is changed ----------------------------------------------------------------------------


def test_a_changed_record_breaks_the_relation_at_its_line(claims):
    record = held(count=3)
    text = f"""---
figures:
  ours: {{measure: ordnance.found, place: {LACHIN}}}
  june: {{measure: ordnance.found, since: 2024-06-01}}
relations:
  - june <= ours
---
We found {{{{ ours }}}} mines, {{{{ june }}}} of them in June.
"""
    assert "We found 3 mines, 0 of them" in checked(text).text
    held(record=record, count=3, place=KALBAJAR, day="2024-06-02")
    assert refused(text) == [(6, "MT-605")]
    assert checked(text).refusals[0].problem.what == "june <= ours does not hold: 3 is more than 0."


def test_a_record_that_becomes_uncertain_fails_where_its_number_is_printed():
    held(place=KALBAJAR, count=4)
    record = held(count=3)
    assert checked(OWN).passes
    held(record=record, count=(2, 3))
    assert refused(OWN) == [(13, "MT-618"), (17, "MT-611"), (18, "MT-611")]


def test_a_text_that_is_pinned_to_a_day_stays_as_it_is(claims):
    record = held(count=3)
    today = datetime.datetime.now(ZoneInfo("Asia/Baku")).date()
    text = f"---\nknown_on: {today}\nfigures:\n  n: {{measure: ordnance.found}}\n---\n{{{{ n }}}}"
    assert (checked(text).text, checked(text).pinned) == ("3", True)
    before = "---\nknown_on: 2000-01-01\nfigures:\n  n: {measure: ordnance.found}\n---\n{{ n }}"
    assert checked(before).text == "0"
    held(record=record, count=9)
    assert checked(before).text == "0"


# ---- claims ----------------------------------------------------------------------------------------------------------


def stating(claims, **names) -> str:
    """Front matter that binds names to the agency's claims by their quotes."""
    return "claims:\n" + "".join(f"  {name}: {claims[quote].id}\n" for name, quote in names.items())


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


# ---- what a press officer runs into ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We found 350 mines.", [(1, "MT-601")]),
        ("---\nfigures: [\n---\nText.", [(2, "MT-602")]),
        ("---\nfigurs: {}\n---\nText.", [(2, "MT-603")]),
        ("---\nfigures:\n  n: {measure: ordnance.found, plase: Lachin}\n---\n{{ n }}", [(3, "MT-603")]),
        ("---\nfigures:\n  n: {place: Lachin district}\n---\n{{ n }}", [(3, "MT-604")]),
        ("---\nrelations:\n  - a plus b\n---\nText.", [(3, "MT-606")]),
        ("---\n---\nWe found {{ fond }} mines.", [(3, "MT-608")]),
        ("---\nrelations: [a inside b]\n---\nText.", [(2, "MT-608"), (2, "MT-608")]),
        (
            "---\nrelations:\n  - a = b - c\n  - b = a + c\nfigures:\n  c: {measure: visits}\n---\n{{ a }}",
            [(3, "MT-627"), (4, "MT-627")],
        ),
        ("---\n---\nWe found {{ found mines.", [(3, "MT-609")]),
        ("---\n---\nText.\n\nWe found 350 mines.", [(5, "MT-610")]),
        ("---\n---\nTwo points were broken, hundreds of mines found.", [(3, "MT-610"), (3, "MT-610")]),
        ("---\ntitle: 350 mines found\n---\nText.", [(2, "MT-610")]),
        ("---\nlanguage: xx\n---\nText.", [(2, "MT-619")]),
        ("---\nfigures:\n  n: {measure: visits}\n---\n1{{ n }} visits", [(5, "MT-610"), (5, "MT-620")]),
        ("---\nfigures:\n  n: {measure: visits}\n  n: {measure: visits}\n---\n{{ n }}", [(4, "MT-617")]),
        # What the question itself cannot be is refused at its key.
        ("---\nfigures:\n  n:\n    measure: mines\n---\n{{ n }}", [(4, "MT-507")]),
        ("---\nfigures:\n  n:\n    measure: visits\n    since: May\n---\n{{ n }}", [(5, "MT-108")]),
        ("---\nfigures:\n  n:\n    measure: ordnance.found\n    place: Lachin\n---\n{{ n }}", [(5, "MT-201")]),
        ("---\nfigures:\n  n:\n    measure: ordnance.found\n    where: modell = 'PMN'\n---\n{{ n }}", [(5, "MT-503")]),
    ],
)
def test_refused_with_line_and_reason(text, expected):
    assert refused(text) == expected


@pytest.mark.parametrize(
    "body",
    [
        "On 15 and 16 August 2022, as on 10 November 2020 and in 2021, monitors came at 14:30.",
        "Points 1 and 4 of the statement, Article 5 and clause 4.2 were not kept.",
        "The minister said: “We cleared all 350 mines in two days.”",
        "> There were 350 mines.\n\nSo the letter.",
        "PMN-2, PMN-E, TM-62M, OZM-72 and 9M55K; a 120 mm shell.",
        "## 1. Finds of 15 August 2022\n\n1. First\n2. Second",
    ],
)
def test_what_counts_nothing_may_be_typed(body):
    assert checked(f"---\n---\n{body}").text == body


def test_all_refusals_come_at_once_in_the_order_of_the_file():
    assert refused("---\nfigurs: {}\n---\nWe found 350 mines,\n{{ x }} of them in 12 fields.") == [
        (2, "MT-603"),
        (4, "MT-610"),
        (5, "MT-608"),
        (5, "MT-610"),
    ]


def test_an_open_answer_and_a_range_are_printed_only_on_request():
    held(count=(5, None))
    text = "---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n }}."
    assert refused(text) == [(5, "MT-612")]
    assert checked(text.replace("{{ n }}", "{{ n.range }}")).text == "We found at least 5."


def test_what_nobody_recorded_is_said():
    held()
    held(day=None)
    text = "---\nfigures:\n  n: {measure: ordnance.found, since: 2024-01-01}\n---\nWe found {{ n }}."
    assert (checked(text).text, warned(text)) == ("We found 3.", [(3, "MT-647")])


@pytest.mark.parametrize("after", ["%", ".{{ n }}", ",{{ n }}", "{{ n }}", "th"])
def test_nothing_stands_against_a_number_that_would_change_it(after):
    codes = [code for _, code in refused(f"---\nfigures:\n  n: {{measure: visits}}\n---\n{{{{ n }}}}{after}")]
    assert codes and set(codes) == {"MT-620"}


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


def test_a_name_that_is_not_used_is_said():
    assert warned("---\nfigures:\n  n: {measure: visits}\n---\nNothing.") == [(3, "MT-641")]
