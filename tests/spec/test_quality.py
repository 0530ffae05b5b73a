"""What the quality checks find: a small programme, and to each check its records, reasons and mends."""

import pytest
from shapely import Point, Polygon, box

from minetrace.accounts.actor import Actor, keeper
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.actions import Draft, approve, propose, withdraw
from minetrace.register.merging import merge
from minetrace.register.quality import content, ground
from minetrace.register.quality.catalogue import checks
from minetrace.register.quality.examining import examine, mend
from minetrace.register.quality.ground import ground_sum
from minetrace.register.quality.survey import survey_state
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS, TODAY = keeper("anna"), keeper("boris"), "2026-11-23"
FIELD = box(46.0, 39.0, 46.001, 39.001)  # 111 m by 86 m: 9,600 m²
HALF = box(46.0, 39.0, 46.0005, 39.001)


def record(kind, **fields):
    return approve(BORIS, propose(ANNA, Draft(kind=kind, fields=fields)), four_eyes=True).record


def changed(held, **fields):
    before = view.record_view(ANNA, held, at=head_number())
    known = {name: value for name, value in {**before.fields, **fields}.items() if value is not None}
    return propose(ANNA, Draft(kind=held.kind, fields=known), record=held)


def found(kind=None, actor=ANNA):
    return [(f.check, f.reference, f.reason, f.others) for f in examine(actor, today=TODAY, kind=kind).flaws]


def names(kind=None):
    return [(check, reference) for check, reference, _, _ in found(kind)]


def test_an_orderly_programme_has_nothing_to_mend():
    area = record("hazardous_area", name="North field", perimeter=FIELD, stated_m2=9_600, local_id="NF 1")
    work = record("activity", activity_type="clearance_manual", hazardous_area=area.pk, done_from="2024-05-01")
    record("product", product="cleared", activity=work.pk, ground=FIELD, depth_cm=20, handover_on="2024-06-01")
    approve(BORIS, changed(area, hazard_status="handed_over"), four_eyes=True)
    examined = examine(ANNA, today=TODAY)
    assert examined.flaws == ()
    assert examined.counts == dict.fromkeys(checks(), 0)
    assert (examined.records["hazardous_area"], examined.records["find"]) == (1, 0)


def test_shapes_alone():
    record("hazardous_area", name="nowhere")
    record("hazardous_area", perimeter=Polygon())
    record("hazardous_area", perimeter=Polygon([(46, 39), (46.001, 39), (46.001, 39), (46.001, 39.001)]))
    record("hazardous_area", perimeter=box(47.0, 39.0, 47.1, 39.001), stated_m2=961_000)
    record("hazardous_area", perimeter=box(48.0, 39.0, 48.001, 39.001), stated_m2=96)
    assert found("hazardous_area") == [
        ("null_geometry", "H-000001", "Perimeter: not surveyed", ()),
        ("empty_geometry", "H-000002", "Perimeter has no point", ()),
        ("repeated_vertices", "H-000003", "1 of its vertices stand twice in a row", ()),
        ("long_edge", "H-000004", "8,663 m between two vertices; more than 5,000 m", ()),
        ("area_differs", "H-000005", "stated 96 m², computed 9,617 m²: more than 10% apart", ()),
    ]


def test_a_shape_that_came_in_broken_is_named_with_its_mend():
    # Forms and imports refuse such a shape; one that a file brought in by another way is still found.
    held = view.listing(ANNA, record("hazardous_area", perimeter=FIELD).kind, at=head_number())[0]
    bow_tie = Polygon([(46, 39), (46.01, 39.01), (46.01, 39), (46, 39.01)])
    broken = {name: getattr(held, name) for name in RecordView.__slots__} | {"fields": {"perimeter": bow_tie}}
    [flaw, *rest] = ground.of_each(RecordView(**broken))
    assert (flaw.check, rest) == ("invalid_geometry", [])
    assert flaw.reason.startswith("Self-intersection[46.005 39.005]")
    assert flaw.fields["perimeter"].is_valid
    flat = Polygon([(46, 39), (46.01, 39.01), (46, 39), (46.01, 39.01), (46, 39)])
    assert {f.check for f in ground.of_each(RecordView(**(broken | {"fields": {"perimeter": flat}})))} == {
        "invalid_geometry",
        "few_vertices",
    }


def test_shapes_beside_one_another():
    record("hazardous_area", perimeter=FIELD)
    record("hazardous_area", perimeter=FIELD)
    record("hazardous_area", perimeter=box(46.0005, 39.0005, 46.002, 39.002))
    record("hazardous_area", perimeter=box(46.0001, 39.0001, 46.0002, 39.0002))
    record("find", position=Point(46, 39))
    record("find", position=Point(46, 39))
    assert found() == [
        ("duplicate_geometry", "F-000002", "the same points as F-000001", ("F-000001",)),
        ("duplicate_geometry", "H-000002", "the same points as H-000001", ("H-000001",)),
        ("overlapping_pairs", "H-000001", "shares ground with H-000003", ("H-000003",)),
        ("contained_pairs", "H-000004", "lies in H-000001", ("H-000001",)),
    ]


def test_local_ids():
    one, other = record("organisation", name="A"), record("organisation", name="B")
    record("hazardous_area", perimeter=FIELD, local_id="MF 12", organisation=one.pk)
    record("hazardous_area", perimeter=box(1, 1, 1.001, 1.001), local_id=" MF 12", organisation=one.pk)
    record("hazardous_area", perimeter=box(2, 1, 2.001, 1.001), local_id="MF 12", organisation=other.pk)
    record("hazardous_area", perimeter=box(3, 1, 3.001, 1.001), local_id="mf  12", organisation=one.pk)
    assert found("hazardous_area") == [
        ("local_id_repeated", "H-000002", "“MF 12” stands on H-000001 too, there written “MF 12”", ("H-000001",)),
        ("local_id_repeated", "H-000004", "“mf 12” stands on H-000001 too, there written “MF 12”", ("H-000001",)),
        ("local_id_spaced", "H-000002", "“ MF 12” has stray spaces", ()),
        ("local_id_spaced", "H-000004", "“mf  12” has stray spaces", ()),
    ]
    proposal = mend(ANNA, "local_id_spaced", "H-000002", today=TODAY)
    assert view.proposal_view(ANNA, proposal).fields["local_id"] == "MF 12"
    assert view.proposal_view(ANNA, proposal).why == "Q13: Local id with stray spaces"
    with pytest.raises(Problem, match="MT-831"):
        mend(ANNA, "local_id_repeated", "H-000002", today=TODAY)


def test_days():
    record("find", position=Point(1, 1), found_from="2024-05-02", found_to="2024-05-02", destroyed_to="2024-05-01")
    record("find", position=Point(2, 1), found_from="2027-01-01", found_to="2027-01-01")
    record("activity", activity_status="planned", done_from="2027-01-01")
    record("organisation", accredited_from="2024-01-01", accredited_to="2029-12-31")
    record("product", ground=FIELD, done_from="2024-05-02", handover_on="2024-05-01")
    assert found() == [
        ("ends_before_start", "F-000001", "Found from 2024-05-02 comes after destroyed to 2024-05-01", ()),
        ("ends_before_start", "Q-000001", "Done from 2024-05-02 comes after handed over on 2024-05-01", ()),
        ("in_the_future", "F-000002", "Found from 2027-01-01 lies after 2026-11-23", ()),
        ("in_the_future", "F-000002", "Found to 2027-01-01 lies after 2026-11-23", ()),
    ]


def test_people():
    record("victim", happened_from="2024-05-02", died_on="2024-05-01", outcome="died_later")
    record("victim", roles=["journalist", "farmer"], civil_status="military")
    record("victim", roles=["journalist"], civil_status="civilian")
    record("victim", roles=["journalist"], civil_status="person")
    record("victim", roles=["journalist"])
    assert found("victim") == [
        ("died_before_harm", "C-000001", "died on 2024-05-01, harmed on 2024-05-02", ()),
        ("role_outside_status", "C-000002", "Journalist says Civilian; recorded as Military", ()),
    ]
    # Flagged, never changed: the record still says both.
    held = view.record_view(ANNA, view.find_record("C-000002"), at=head_number()).fields
    assert (held["roles"], held["civil_status"]) == (["journalist", "farmer"], "military")
    assert content.status_bounds("journalist") == ("civilian",)
    assert content.status_bounds("farmer") == ()


def test_parts_of_a_total_and_corrective_action():
    record("education", method="school", reached_low=40, reached_high=40, women=5, men=5, girls=20, boys=11)
    record("education", method="school", reached_low=40, reached_high=60, girls=20, boys=20)
    record("education", method="school", girls=20, boys=20)
    record("stockpile", category="ap_mine", held_low=10, held_high=10, retained_low=12)
    record("quality_finding", severity="major", found_on="2026-09-01", due_on="2026-10-01")
    record("quality_finding", severity="major", found_on="2026-09-01", due_on="2026-10-01", closed_on="2026-10-05")
    record("quality_finding", severity="minor", found_on="2026-11-01", due_on="2026-12-01")
    record("quality_finding", severity="minor", found_on="2026-11-01", due_on="2026-10-01", closed_on="2026-11-02")
    assert found() == [
        ("ends_before_start", "G-000004", "Found on 2026-11-01 comes after due on 2026-10-01", ()),
        ("parts_above_total", "E-000001", "5 + 5 + 20 + 11 = 41, stated in all: 40", ()),
        ("parts_above_total", "K-000001", "12, stated in all: 10", ()),
        ("action_overdue", "G-000001", "due on 2026-10-01, not closed on 2026-11-23", ()),
    ]


def test_land_never_turns_released_without_product_depth_and_handover():
    area = record("hazardous_area", name="North field", perimeter=FIELD, hazard_status="open")
    closing = changed(area, hazard_status="closed")
    with pytest.raises(Problem, match=r"MT-821.*H-000001 cannot become closed: no approved product says"):
        approve(BORIS, closing, four_eyes=True)
    done = record("product", product="cleared", hazardous_area=area.pk, ground=FIELD)
    with pytest.raises(Problem, match="cleared ground has no depth; no day of handover is recorded"):
        approve(BORIS, closing, four_eyes=True)
    approve(BORIS, changed(done, depth_cm=20, handover_on="2024-06-01"), four_eyes=True)
    assert approve(BORIS, closing, four_eyes=True).hazard_status == "closed"
    # What is taken away afterwards shows at once, and so does land that others only report as closed, which is theirs.
    approve(BORIS, withdraw(ANNA, done, why="wrong field"), four_eyes=True)
    assert names("hazardous_area") == [("released_without_product", "H-000001")]
    said = Draft(kind="hazardous_area", fields={"hazard_status": "closed"}, basis="reported", speaker="A ministry")
    approve(BORIS, propose(ANNA, said), four_eyes=True)
    assert names("hazardous_area") == [("released_without_product", "H-000001")]


def test_products_stand_beside_their_area_as_sum_and_union():
    area = record("hazardous_area", perimeter=FIELD, stated_m2=9_600)
    products = [
        record("product", product="cleared", hazardous_area=area.pk, ground=HALF, depth_cm=20, stated_m2=4_800),
        record("product", product="reduced", hazardous_area=area.pk, ground=FIELD, stated_m2=9_600),
        record("product", product="cancelled", hazardous_area=area.pk, ground=box(46.0005, 39.0, 46.0015, 39.001)),
    ]
    views = [view.record_view(ANNA, one, at=head_number()) for one in (area, *products)]
    summed = ground_sum(views[0], views[1:])
    assert (summed.sum_m2, summed.union_m2, summed.area_m2, summed.stated_sum_m2) == (24_042, 14_425, 9_617, None)
    assert found("product") == [
        ("overlapping_pairs", "Q-000002", "shares ground with Q-000003", ("Q-000003",)),
        ("contained_pairs", "Q-000001", "lies in Q-000002", ("Q-000002",)),
        ("outside_area", "Q-000003", "4,808 of its 9,617 m² lie outside H-000001", ("H-000001",)),
    ]
    assert found("hazardous_area") == [
        (
            "products_against_area",
            "H-000001",
            "3 products: sum 24,042 m², union 14,425 m²; area 9,617 m²",
            ("Q-000001", "Q-000002", "Q-000003"),
        )
    ]


def test_a_field_that_names_a_record_that_is_gone():
    area, twin = record("hazardous_area", perimeter=FIELD), record("hazardous_area", perimeter=FIELD)
    record("product", product="reduced", hazardous_area=twin.pk, ground=HALF, handover_on="2024-06-01")
    merge(BORIS, area, twin, "one field", four_eyes=True)
    # A merged record is answered for: the product counts with the one that was kept.
    approve(BORIS, changed(area, hazard_status="closed"), four_eyes=True)
    assert found() == []
    record("accident", position=Point(1, 1), hazardous_area="00000000-0000-7000-8000-000000000000")
    assert found() == [("points_at_nothing", "X-000001", "Hazardous area names no current hazardous area", ())]


def test_what_is_above_the_tier_takes_part_in_no_check():
    record("hazardous_area", perimeter=FIELD, stated_m2=1)
    record("hazardous_area", perimeter=FIELD)
    record("hazardous_area")
    visitor = Actor("viktor", "visitor")
    assert found("hazardous_area", visitor) == []
    assert examine(visitor, today=TODAY, kind="hazardous_area").unseen == {"hazardous_area": ("Perimeter", "Remark")}
    with pytest.raises(Problem, match="MT-321"):
        mend(visitor, "local_id_spaced", "H-000001", today=TODAY)


def test_what_has_no_record_is_not_surveyed():
    assert survey_state(ANNA, "az/lachin-district").words == "not surveyed"
    assert survey_state(ANNA, FIELD).words == "not surveyed"
    lachin = [{"place": "az/lachin-district", "relation": "in"}]
    area = record("hazardous_area", hazard_class="cha", hazard_status="worked_on", perimeter=FIELD, places=lachin)
    record("product", product="cleared", hazardous_area=area.pk, ground=HALF, depth_cm=20, done_to="2024-05-09")
    told = survey_state(ANNA, "az/lachin-district")
    assert told.records == (
        ("H-000001", "Confirmed hazardous area (CHA), Worked on"),
        ("Q-000001", "Cleared, to 20 cm, 2024-05-09"),
    )
    assert survey_state(ANNA, "az/kalbajar-district").words == "not surveyed"
    assert survey_state(ANNA, box(46.0009, 39.0009, 46.1, 39.1)).records[0][0] == "H-000001"
    with pytest.raises(Problem, match="MT-504"):
        survey_state(Actor("viktor", "visitor"), FIELD)


def test_a_kind_that_there_is_not():
    with pytest.raises(Problem, match="MT-411"):
        examine(ANNA, today=TODAY, kind="minefield")


def test_the_catalogue_is_numbered_without_gaps():
    assert [check.number for check in checks().values()] == [f"Q{n:02d}" for n in range(1, len(checks()) + 1)]
