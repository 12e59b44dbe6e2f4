"""`kg documents`, `kg actors`, `kg actor`, `kg relations` and `kg show`: what the graph says of somebody, and the words that say so."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import dossier
from kg.cli import statement as view
from kg.cli.options import ActorName, Form, Limit, OtherActorName, StoreUrl, Wanted, graph, with_filters
from kg.cli.output import Format, as_json, emit, show_text, sum_up, tell, visible
from kg.cli.output import show as show_rows

if TYPE_CHECKING:
    from kg.model import Statement
    from kg.stores import Store

_LATEST = 10  # statements that a dossier lists


@with_filters
def documents(wanted: Wanted, limit: Limit = None, store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """List the documents in the graph, by date.

    With filters those that hold a statement that passes, each with the number of these.
    """
    with graph(store) as opened:
        known = opened.documents()
        passing = Counter(told.document for told in opened.statements(wanted.filter(opened))) if wanted else None
    if passing is not None:
        known = tuple(replace(info, statements=passing[info.id]) for info in known if info.id in passing)
    columns = ("published", "title", "publisher", "uri", "pages", "statements", "id")
    in_table = {name: name for name in ("published", "title", "publisher", "document", "pages", "statements")}
    rows = [{**asdict(info), "document": info.uri or info.id} for info in known[:limit]]
    show_rows(rows, columns, form, in_table)
    sum_up(len(known), limit, "document", form)


@with_filters
def actors(wanted: Wanted, limit: Limit = None, store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """List who is in the graph.

    Each with the number of statements in which it acts or is acted upon, and of those that it vouches for.
    """
    with graph(store) as opened:
        rows = dossier.roll(opened.statements(wanted.filter(opened))) if wanted else list(dossier.listed(opened.actors()))
    show_rows(rows[:limit], dossier.ROLL, form)
    sum_up(len(rows), limit, "actor", form)


@with_filters
def actor(name: ActorName, wanted: Wanted, store: StoreUrl = "", form: Form = Format.TABLE) -> None:
    """Show what the graph knows of one actor.

    Its other names and offices, what it does and what is done to it, and its latest statements (all of them in other formats than
    the table).
    """
    with graph(store) as opened:
        found = opened.find_actor(name)
        which = wanted.filter(opened)
        profile = opened.profile(found.id)
        statements = tuple(opened.relations(found.id, None, which))
        said = tuple(opened.statements(replace(which, said_by=found.id)))
    if form is Format.JSON:
        emit(as_json(dossier.as_object(profile, statements, said)))
        return
    if form is not Format.TABLE:
        view.print_list(statements, form)
        return
    show_text(dossier.lines(profile, statements, said))
    view.print_list(statements[-_LATEST:], form)
    if len(statements) > _LATEST:
        tell(f"the latest {_LATEST} of {len(statements)} statements; kg relations {_word(found.name)} shows all")


@with_filters
def relations(
    name: ActorName,
    wanted: Wanted,
    other: OtherActorName = None,
    limit: Limit = None,
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Say what passes between two actors, or one and all others.

    Date, who, action, to whom, who says so and how surely, and the words on the page that say it.
    """
    with graph(store) as opened:
        first = opened.find_actor(name)
        second = opened.find_actor(other) if other else None
        pair = (first.id,) if second is None else (first.id, second.id)
        found = opened.find(wanted.filter(opened), pair, between=second is not None)
        view.print_list(opened.read(found[:limit]), form)
    if not found:
        tell(f"nothing in the graph relates {first.name} to {second.name if second else 'anybody'}, as asked")
    else:
        sum_up(len(found), limit, "statement", form)


def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A statement's id, or a beginning of it that fits no other.")],
    store: StoreUrl = "",
    form: Form = Format.TABLE,
) -> None:
    """Show one statement whole, its words marked in their passage."""
    with graph(store) as opened:
        statement = opened.statement(identifier)
        document = opened.document(statement.document)
        linked = _linked(opened, statement)
    if form is Format.TABLE:
        view.print_whole(statement, document, linked)
        return
    before, after = view.context(statement, document)
    about = {"title": document.title, "publisher": document.publisher, "published": document.published}
    row = {**statement.to_json(), **about, "before": before, "after": after}
    show_rows([row], tuple(row), form)


def _word(name: str) -> str:
    """The name as one word of a command line."""
    return shlex.quote(visible(name))


def _linked(store: Store, statement: Statement) -> list[tuple[str, Statement]]:
    links = {"contested by": statement.contested_by, "denies": statement.denies, "content of": statement.content_of}
    return [(relation, other) for relation, others in links.items() for other in store.read(others)]
