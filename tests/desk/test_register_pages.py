"""Records, proposals, figures, agreements and the map as pages, for each role, without a browser."""

import re

import pytest
from django.test import Client

from minetrace.register.models import ProposalStep
from tests.browser.desk import people
from tests.desk.programme import REPLY, Programme, build
from tests.desk.statements import known_reader  # noqa: F401

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


def signed_in(name: str) -> Client:
    from minetrace.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def programme() -> Programme:
    people()
    return build()


def test_every_page_answers_for_every_role(programme: Programme) -> None:
    paths = [
        "/records/find/",
        "/records/find/?basis=reported&text=lachin",
        "/records/visit/",
        f"/records/{programme.reported.reference}/",
        f"/records/{programme.own.reference}/",
        f"/records/{programme.own.reference}/compare/?before=1&after=2",
        "/proposals/",
        "/proposals/?state=approved",
        f"/proposals/{programme.waiting.pk}/",
        "/figure/",
        "/figure/?measure=ordnance.found&basis=reported",
        "/figure/?measure=series.casualty.killed",
        "/agreements/",
        "/map/",
        "/map/?kind=visit",
        "/map/features.json",
    ]
    for name in ("viktor", "rena", "anna", "karin"):
        client = signed_in(name)
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, (name, path, response.content.decode()[:600])
            assert "style=" not in response.text, path
    assert signed_in("anna").get("/records/").url == "/records/find/"


def test_an_address_that_asks_for_what_a_page_does_not_have_is_refused(programme: Programme) -> None:
    client = signed_in("anna")
    for path in ("/sources/?speaker=x", "/records/find/?base=own", "/map/?kind=reply"):
        assert client.get(path).status_code == 422, path


def test_a_record_shows_its_basis_speaker_citations_and_history(programme: Programme) -> None:
    page = signed_in("anna").get(f"/records/{programme.reported.reference}/").text
    assert "Reported by Harbour Mine Office; not our field work." in page
    assert "<mark>40 anti-personnel mines of the PMN-2 type</mark>" in page
    assert f"/sources/{programme.source.id}/?claim={programme.claim.id}" in page
    assert "same day and district" in page
    own = signed_in("anna").get(f"/records/{programme.own.reference}/").text
    assert "3 to 5" in own
    assert "recount" in own
    assert "Version <bdi" in own


def test_a_citation_of_characters_opens_them(programme: Programme) -> None:
    client, locus = signed_in("anna"), re.compile(rf"/sources/{programme.source.id}/[?]from=\d+&amp;to=\d+#cited")
    href = (
        locus.findall(client.get(f"/records/{programme.reply.reference}/").text)[0]
        .replace("&amp;", "&")
        .removesuffix("#cited")
    )
    page = client.get(href).text
    assert page.count('id="cited"') == 1
    cited = "".join(re.findall(r'<span class="cited"[^>]*>(.*?)</span>', page, re.DOTALL))
    assert re.sub("<[^>]*>", "", cited) == REPLY
    assert client.get(href.partition("&to")[0]).status_code == 404
    assert client.get(f"/sources/{programme.source.id}/?from=5&to=99999999").status_code == 404


def test_versions_are_numbered_within_their_record(programme: Programme) -> None:
    from minetrace.accounts.actor import keeper
    from minetrace.register import view

    first, second = view.history(keeper("karin"), programme.wide), view.history(keeper("karin"), programme.own)
    assert second[0].version != 1 or first[0].version != 1
    client, path = signed_in("anna"), f"/records/{programme.own.reference}/"
    page = client.get(f"{path}?version={second[0].version}")
    assert page.context["number"] == 1
    assert 'You see version <bdi dir="ltr">1</bdi> of <bdi dir="ltr">2</bdi>' in page.text
    assert "You see version" not in client.get(f"{path}?version={second[1].version}").text
    assert f'href="/records/{programme.own.kind}/"' in client.get("/").text


def test_what_an_actor_may_not_see_is_named_and_never_sent(programme: Programme) -> None:
    visitor = signed_in("viktor")
    for path in (f"/records/{programme.own.reference}/", f"/proposals/{programme.waiting.pk}/", "/map/features.json"):
        page = visitor.get(path).text
        assert "Nadir Demo" not in page
        assert "Team 7" not in page
        assert "46.62" not in page
    page = visitor.get(f"/records/{programme.own.reference}/").text
    assert page.count("withheld: recorded") == 4  # position, team, finder, remark
    assert "Nadir Demo" not in signed_in("anna").get(f"/records/{programme.own.reference}/").text
    assert "Nadir Demo" in signed_in("karin").get(f"/records/{programme.own.reference}/").text
    assert programme.own.reference not in visitor.get("/records/find/?text=Nadir").text


def test_the_list_filters_by_basis_and_text(programme: Programme) -> None:
    client = signed_in("anna")
    assert programme.reported.reference not in client.get("/records/find/?basis=own").text
    page = client.get("/records/find/?basis=reported").text
    assert programme.reported.reference in page
    assert programme.own.reference not in page
    assert programme.nowhere.reference in client.get("/records/find/?text=TM-62").text
    assert "No record matches" in client.get("/records/find/?text=nothing+of+the+kind").text


def test_four_eyes_and_approval(programme: Programme) -> None:
    path = f"/proposals/{programme.waiting.pk}/"
    author = signed_in("anna")
    assert "another person approves it" in author.get(path).text
    response = author.post(f"{path}approve/")
    assert (response.status_code, "MT-422" in response.text) == (409, True)
    second = signed_in("boris")
    response = second.post(f"{path}approve/", {"why": "seen"}, follow=True)
    assert "Approved: ledger entry" in response.text
    assert "A figure that counts it" in response.text
    assert "seen" in second.get(f"/records/{programme.own.reference}/").text


def test_a_conflict_is_shown_with_both_differences(programme: Programme) -> None:
    from tests.desk.programme import approved, own_find

    approved(own_find(quantity_low=9, quantity_high=9), programme.own)
    path = f"/proposals/{programme.waiting.pk}/"
    response = signed_in("boris").post(f"{path}approve/")
    assert (response.status_code, "MT-421" in response.text) == (409, True)
    assert "since this proposal was made" in signed_in("boris").get(path).text


def test_return_needs_a_reason_and_the_author_submits_again(programme: Programme) -> None:
    path = f"/proposals/{programme.waiting.pk}/"
    assert "MT-451" in signed_in("boris").post(f"{path}return/", {"why": " "}).text
    signed_in("boris").post(f"{path}return/", {"why": "count again"})
    author = signed_in("anna")
    assert "count again" in author.get(path).text
    form = author.get(f"{path}revise/").context["form"]
    sent = _sent(form) | {"quantity_low": "5", "quantity_high": "5", "why": "counted"}
    assert author.post(f"{path}revise/", sent).status_code == 302
    assert ProposalStep.objects.get(proposal=programme.waiting, ended_by__isnull=True).state == "submitted"


def test_a_change_keeps_what_its_author_does_not_see(programme: Programme) -> None:
    author, path = signed_in("anna"), f"/records/{programme.own.reference}/change/"
    page = author.get(path)
    assert "Nadir Demo" not in page.text
    sent = _sent(page.context["form"]) | {"quantity_high": "6", "why": "another"}
    response = author.post(path, sent)
    assert response.status_code == 302, response.text
    signed_in("boris").post(f"{response.url}approve/")
    page = signed_in("karin").get(f"/records/{programme.own.reference}/").text
    assert "3 to 6" in page
    assert "Nadir Demo" in page


def test_a_new_record_of_our_own(programme: Programme) -> None:
    author = signed_in("anna")
    sent = _sent(author.get("/records/find/new/").context["form"])
    response = author.post("/records/find/new/", sent | {"category": "uxo", "quantity_low": "9", "quantity_high": "2"})
    assert response.status_code == 422
    response = author.post("/records/find/new/", sent | {"category": "uxo", "quantity_low": "2", "quantity_high": "2"})
    assert "Unexploded ordnance" in author.get(response.url).text
    assert signed_in("rena").get("/records/find/new/").status_code == 403


def test_withdrawing_and_erasing(programme: Programme) -> None:
    officer, keeper = signed_in("anna"), signed_in("karin")
    path = f"/records/{programme.own.reference}/"
    assert "MT-451" in officer.post(f"{path}withdraw/", {"why": ""}).text
    response = officer.post(f"{path}withdraw/", {"why": "entered twice"})
    signed_in("boris").post(f"{response.url}approve/")
    assert "This record is withdrawn" in officer.get(path).text
    assert officer.post(f"{path}erase/", {"field": "finder", "why": "asked"}).status_code == 403
    assert keeper.post(f"{path}erase/", {"field": "team", "why": "asked"}).status_code == 422
    assert keeper.post(f"{path}erase/", {"field": "finder", "why": "asked"}).status_code == 302
    assert "Nadir Demo" not in keeper.get(path).text


def test_undoing_that_two_reports_are_one_happening(programme: Programme) -> None:
    client, path = signed_in("anna"), f"/records/{programme.reported.reference}/"
    report = client.get(path).context["reports"][0]
    client.post(f"{path}leave/{report.member}/")
    assert client.get(path).context["reports"] == []


def test_a_figure_opens_down_to_the_characters(programme: Programme) -> None:
    client = signed_in("rena")
    query = "measure=ordnance.found&basis=reported&where=model = 'PMN-2'&place=az/lachin-district&since=2024-01-01"
    page = client.get(f"/figure/?{query}").text
    assert '<p class="figure-number" data-low="40"><bdi dir="ltr">40</bdi></p>' in page
    assert "as reported by" in page
    assert "<mark>40 anti-personnel mines of the PMN-2 type</mark>" in page
    assert "our own field work, not reported by others" in page
    data = client.get(f"/figure/?{query}&format=json").json()
    assert (data["low"], data["high"], data["basis"]) == (40, 40, "reported")
    assert data["counted"][0]["reference"] == programme.reported.reference
    assert "measure=ordnance.found" in data["link"]


def test_a_figure_never_picks_a_place(programme: Programme) -> None:
    client = signed_in("rena")
    page = client.get("/figure/?measure=ordnance.found&find=Lachin").text
    assert "Which one is meant?" in page
    assert "place=az%2Flachin-district" in page
    response = client.get("/figure/?measure=ordnance.found&find=Lachin+district")
    assert "place=az%2Flachin-district" in response.url
    response = client.get("/figure/?measure=ordnance.found&find=Nosuchplace+Qq")
    assert response.status_code == 200


def test_a_wrong_question_is_a_problem_with_its_form(programme: Programme) -> None:
    client = signed_in("rena")
    response = client.get("/figure/?measure=ordnance.found&where=colour = 'red'")
    assert response.status_code == 422
    assert "MT-5" in response.text
    assert "colour = &#x27;red&#x27;" in response.text
    data = client.get("/figure/?measure=nothing&format=json")
    assert (data.status_code, data.json()["problem"]["code"]) == (422, "MT-507")


def test_the_matrix_shows_the_reply_beside_the_allegation(programme: Programme) -> None:
    page = signed_in("anna").get("/agreements/").text
    assert "Shared Road Agreement" in page
    assert "Harbour Mine Office" in page
    assert "<mark>a breach of point 4 of the Shared Road Agreement</mark>" in page
    assert "Road Council" in page
    assert "<mark>Mines have harmed 96 people since the war</mark>" in page


def test_a_reply_must_stand_in_its_source(programme: Programme) -> None:
    client, path = signed_in("anna"), f"/agreements/{programme.allegation.reference}/reply/"
    sent = {"replied_by": "Road Council", "source": programme.source.id, "wording": "never said", "stance": ""}
    response = client.post(path, sent)
    assert (response.status_code, "do not stand in that source" in response.text) == (422, True)
    response = client.post(path, sent | {"wording": "21 of them died"}, follow=True)
    assert "<mark>21 of them died</mark>" in response.text


def _sent(form) -> dict[str, str]:
    """What a browser sends back when a person changes nothing."""
    sent: dict[str, str] = {}
    for bound in form:
        widget = bound.field.widget
        if hasattr(widget, "columns"):
            for row in widget.get_context(bound.html_name, bound.value(), {})["widget"]["rows"]:
                sent |= {cell["name"]: cell["value"] for cell in row["cells"]}
        else:
            value = bound.value()
            sent[bound.html_name] = "" if value is None else str(value)
    return sent


def test_nobody_approves_a_change_that_they_do_not_see(programme: Programme) -> None:
    from minetrace.register.actions import propose
    from tests.desk.programme import KATE, own_find

    held = propose(KATE, own_find(quantity_low=4, quantity_high=4, finder="Zara Demo"), record=programme.wide)
    path = f"/proposals/{held.pk}/"
    page = signed_in("anna").get(path).text
    assert 'bdi dir="ltr">1</bdi> field that you may not see changes too' in page
    assert "Zara Demo" not in page
    assert f"{path}approve/" not in page
    refused = signed_in("anna").post(f"{path}approve/")
    assert (refused.status_code, "MT-425" in refused.text, "Zara Demo" in refused.text) == (403, True, False)
    assert "Zara Demo" in signed_in("karin").get(path).text
    assert signed_in("karin").post(f"{path}approve/").status_code == 302
    assert "that you may not see" not in signed_in("anna").get(f"/proposals/{programme.waiting.pk}/").text


def test_a_visitor_who_approves_is_refused_as_one_who_may_not(programme: Programme) -> None:
    refused = signed_in("viktor").post(f"/proposals/{programme.waiting.pk}/approve/")
    assert (refused.status_code, "MT-321" in refused.text) == (403, True)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/records/find/?basis=zzz", "MT-452"),
        ("/records/find/?since=abc", "MT-453"),
        ("/proposals/?state=zzz", "MT-452"),
        ("/map/?basis=zzz", "MT-452"),
        ("/map/features.json?kind=zzz", "MT-452"),
    ],
)
def test_an_address_that_asks_for_what_a_page_has_not_is_refused(path: str, code: str) -> None:
    people()
    response = signed_in("rena").get(path)
    assert (response.status_code, code in response.text) == (422, True)
