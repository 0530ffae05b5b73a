"""`minetrace take`, `propose`, `approve`, `proposals`, `record`, `withdraw`: from claims and field work to records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from minetrace.cli.claims import claim_named, pairs
from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, by_ending, open_home
from minetrace.cli.screen import console, plain
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.register.actions import Basis
    from minetrace.register.view import RecordView


def take(
    claim: Annotated[str, typer.Argument(help="The claim's id or its ending.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="A field you state otherwise: field=value, value as JSON or text.")
    ] = None,
    same_as: Annotated[
        str | None, typer.Option(help="The record (F-000001) whose happening the claim reports too.")
    ] = None,
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Take a claim into the register: propose a record with its speaker and citation, or say which record it is
    about.
    """
    open_home(home)
    from minetrace.register import gazetteer, happenings, matrix
    from minetrace.register.proposing import from_claim, require_decided

    actor, kept = actor_named(name), claim_named(claim)
    screen = console()
    if kept.read_as["kind"] == "provision":
        for proposal in matrix.take(actor, kept):
            screen.print(f"Proposed {proposal.record.reference} ({proposal.kind}), proposal {proposal.id[-8:]}")
        return
    require_decided(kept)
    proposed = from_claim(kept, gazetteer.current())
    if same_as is not None:
        _same(actor, kept, same_as)
        return
    fields = {**proposed.fields, **pairs(changes or [])}
    unresolved = [u for u in proposed.unresolved if not _settled(u.name, fields)]
    for note in proposed.notes:
        screen.print(plain(f"Note: {note}"))
    for name_ in unresolved:
        ids = ", ".join(place.id for place in name_.candidates) or "none"
        screen.print(plain(f"Not placed: '{name_.name}'; candidates: {ids}. State it with --set places='[...]'"))
    for candidate in happenings.candidates(kept, proposed, gazetteer.current(), actor):
        why = "; ".join(reason for reason, _ in candidate.reasons)
        screen.print(plain(f"May be the same happening as {candidate.record.reference}: {why}"))
    from minetrace.register.actions import propose

    proposal = propose(actor, proposed.draft(fields))
    screen.print(f"Proposed {proposal.record.reference}, proposal {proposal.id[-8:]}, reported by {proposed.speaker}")
    screen.print(f"Next: another person approves it: minetrace approve {proposal.id[-8:]} --as NAME")


def propose(
    kind: Annotated[str, typer.Argument(help="A kind of record, for example find, visit, hazardous_area, accident.")],
    fields: Annotated[list[str], typer.Option("--set", help="field=value, value as JSON or text; several times.")],
    record: Annotated[str | None, typer.Option(help="The record to change; a new one when left out.")] = None,
    basis: Annotated[
        str | None, typer.Option(help="own (your field work) or reported; a change keeps the record's basis.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Who states it, for a reported record.")] = None,
    said_on: Annotated[str | None, typer.Option(help="Date of information, YYYY-MM-DD.")] = None,
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Propose a record of your own field work, or a change to a record."""
    open_home(home)
    from minetrace.register import view
    from minetrace.register.actions import Draft, current_version
    from minetrace.register.actions import propose as propose_record
    from minetrace.register.kinds import KINDS

    if kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=kind)
    target = view.find_record(record) if record else None
    before = current_version(target) if target else None
    known = {k: v for k, v in before.fields().items() if v is not None} if before else {}
    stated = pairs(fields)
    kept_basis = before.basis if before else "own"
    kept_speaker = before.speaker if before and basis in (None, before.basis) else None
    draft = Draft(
        kind=kind,
        fields=_as_declared(kind, {**known, **stated}),
        basis=cast("Basis", basis or kept_basis),
        speaker=speaker or kept_speaker,
        said_on=said_on or (before.said_on if before else None),
        changes_basis=basis is not None,
    )
    proposal = propose_record(actor_named(name), draft, record=target)
    console().print(f"Proposed {proposal.record.reference}, proposal {proposal.id[-8:]}")


def proposals(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the proposals that wait for approval."""
    open_home(home)
    from minetrace.register import view

    rows = list(view.proposals(actor_named(None), state="submitted"))
    if as_json:
        keys = ("id", "kind", "reference", "state", "author", "basis", "speaker")
        print(json.dumps([{k: getattr(row, k) for k in keys} for row in rows], ensure_ascii=False))
        return
    for row in rows:
        who = f", reported by {row.speaker}" if row.basis == "reported" else ""
        console().print(plain(f"{row.id[-8:]}  {row.reference}  {row.kind} by {row.author}{who}"))
    if not rows:
        console().print("No proposal waits.")


def approve(
    proposal: Annotated[str, typer.Argument(help="The proposal's id or its ending, or the record's reference.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Approve a proposal: the one act that writes a version of a record."""
    opened = open_home(home)
    from minetrace.register import view
    from minetrace.register.actions import approve as approve_proposal

    row = proposal_named(proposal)
    version = approve_proposal(actor_named(name), row, four_eyes=opened.four_eyes)
    number = view.numbers(row.kind, [version.pk])[version.pk]
    console().print(f"{row.record.reference}: version {number}, {version.status}, entry {version.entry}")


def withdraw(
    record: Annotated[str, typer.Argument(help="The record's reference, for example F-000001.")],
    why: Annotated[str, typer.Option(help="The reason; it stays with the record.")],
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Propose to withdraw a record: its history stays, figures stop counting it."""
    open_home(home)
    from minetrace.register import view
    from minetrace.register.actions import withdraw as withdraw_record

    proposal = withdraw_record(actor_named(name), view.find_record(record), why=why)
    console().print(f"Proposed to withdraw {proposal.record.reference}, proposal {proposal.id[-8:]}")


def record(
    reference: Annotated[str, typer.Argument(help="The record's reference, for example F-000001.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a record: its fields, basis and speaker, versions, and the words it rests on."""
    open_home(home)
    from minetrace.register import view

    actor, row = actor_named(None), view.find_record(reference)
    versions = view.history(actor, row)
    cited = [_cited(one) for one in view.citations(row)]
    related, merged = _related(row), _merged(row)
    if as_json:
        shown = [
            {"number": n, "version": v.version, "entry": v.entry, "fields": plain_values(v.fields)}
            for n, v in enumerate(versions, 1)
        ]
        whole = {"reference": row.reference, "versions": shown, "citations": cited, "links": related, **merged}
        print(json.dumps(whole, ensure_ascii=False))
        return
    screen = console()
    for seen in versions[-1:]:
        who = f"reported by {seen.speaker}" if seen.basis == "reported" else "our own field work"
        screen.print(plain(f"{row.reference}  {seen.status}, {who}, version {len(versions)} by {seen.author}"))
        for field, told in told_fields([seen])[0].items():
            screen.print(plain(f"  {field.replace('_', ' '):24} {told}"))
    for cite in cited:
        carried = f"“{cite['quote']}”" if cite["quote"] else cite["locus"] or "the source as a whole"
        screen.print(plain(f"  from {cite['source']}: {carried}"))
    for one in related:
        days = (
            f" ({one['held_from'] or '...'} to {one['held_to'] or '...'})" if one["held_from"] or one["held_to"] else ""
        )
        screen.print(plain(f"  {one['words']} {one['reference']}{days}   link {one['link'][-8:]}"))
    if merged["merged_into"]:
        screen.print(f"  merged into {merged['merged_into']}, which answers for both")
    if merged["answers_for"]:
        screen.print(f"  answers for {', '.join(merged['answers_for'])} too")
    if not versions:
        screen.print(f"{row.reference} is only proposed.")


def _cited(citation: Any) -> dict[str, Any]:
    """A citation: the words of its claim, or the characters or the place in the source that it names."""
    from minetrace.desk.passages import of_source

    told = {"field": citation.field, "source": citation.source.label, "claim": citation.claim_id}
    if citation.claim is not None:
        return {**told, "quote": citation.claim.quote, "locus": citation.locus}
    passage = of_source(citation.source, citation.field, citation.locus)
    return {**told, "quote": passage.marked or None, "locus": passage.locus}


def _related(row: Any) -> list[dict[str, Any]]:
    from minetrace.register.links import links_of

    return [asdict(one) for one in links_of(row)]


def _merged(row: Any) -> dict[str, Any]:
    from minetrace.register.identity import answering, merge_of
    from minetrace.register.models import Record

    held = merge_of(row)
    gone = Record.objects.filter(pk__in=answering(row)[1:]).values_list("reference", flat=True)
    return {"merged_into": held.kept.reference if held else None, "answers_for": list(gone)}


def plain_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Field values for JSON: geometries as WKT."""
    return {name: value.wkt if hasattr(value, "wkt") else value for name, value in fields.items()}


def told_fields(views: Sequence[RecordView]) -> list[dict[str, str]]:
    """What versions hold, field by field, for a terminal; other records by their references."""
    from minetrace.register.kinds import KINDS
    from minetrace.register.models import Record

    pointing = {(kind.name, f.name) for kind in KINDS.values() for f in kind.fields if f.type == "record"}
    held = [(view.kind, {n: v for n, v in plain_values(view.fields).items() if v is not None}) for view in views]
    others = {value for kind, values in held for name, value in values.items() if (kind, name) in pointing}
    references = Record.objects.in_bulk(list(others))
    return [
        {n: str(references[v]) if (kind, n) in pointing and v in references else in_words(v) for n, v in values.items()}
        for kind, values in held
    ]


def in_words(value: Any) -> str:
    """A field value for a terminal: lists of places, people and texts as a person writes them."""
    if not isinstance(value, list):
        return str(value)
    return "; ".join(_item_in_words(item) for item in value)


def _item_in_words(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "place" in item:
        written = f" (written “{item['as_written']}”)" if item.get("as_written") else ""
        return f"{item['relation']} {item['place']}{written}"
    return ", ".join(str(value) for value in item.values())


def _same(actor: Any, kept: Any, reference: str) -> None:
    from minetrace.register import view
    from minetrace.register.actions import same

    same(actor, kept.row, view.find_record(reference), reasons=["said by a person at the command line"])
    console().print(f"{reference} has one citation more: {plain(kept.row.quote)}")


def proposal_named(ending: str) -> Any:
    """The proposal that an id, its ending or a record's reference names."""
    from minetrace.register.models import Proposal

    rows = Proposal.objects.select_related("record")
    if "-" in ending and len(ending) < 12:
        waiting = rows.filter(record__reference=ending, steps__state="submitted", steps__ended_by__isnull=True)
        return by_ending(list(waiting), "proposal", ending)
    return by_ending(list(rows.filter(id__endswith=ending)[:2]), "proposal", ending)


def _settled(name: str, fields: Mapping[str, Any]) -> bool:
    return any(mention.get("as_written") == name for mention in fields.get("places") or [])


def _as_declared(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as typed, brought to what the kind declares: shapes from well-known text, records from references."""
    import shapely

    from minetrace.register import view
    from minetrace.register.kinds import KINDS

    for field in KINDS[kind].fields:
        value = fields.get(field.name)
        if field.type == "geometry" and isinstance(value, str):
            try:
                fields[field.name] = shapely.from_wkt(value)
            except shapely.errors.GEOSException as wrong:
                raise Problem("MT-414", field=field.name, value=value, reason=wrong) from None
        if field.type == "record" and isinstance(value, str):
            fields[field.name] = view.find_record(value).id
    return fields
