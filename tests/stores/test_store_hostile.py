"""Text that looks like a query, markup or a terminal's orders is kept as it is, and does nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from factories import make_document
from loads import empty, whole_graph

from kg.cli import run
from kg.errors import KgError, StoreError, UsageError
from kg.model import Actor, ActorKind, Filter, Kind, Office, Place, Profile, StanceValue, Statement

HOSTILE = {
    "cypher": "Robert') DETACH DELETE n //`}) MATCH (n) SET n.x = $rows RETURN n; :auto DROP DATABASE neo4j",
    "sparql": '"""> } ; DROP ALL <http://x> \\" . # ^^xsd:int @en {?s ?p ?o}',
    "html": "<script>alert(1)</script><img src=x onerror='alert(2)'>&amp;</td>]]>",
    "rich": "[bold red]no markup[/] :smile: [link=file:///etc]x[/link]",
    "controls": "a\x00b\x07c\x1b[31mred\x1b]0;title\x07\x9b2J\x7f\r\n\t\x0b\x0c\x85\u2028\u2029",
    "direction": "abc\u202eevil\u202c\u2066x\u2069\u200f\u061c\ufeff",
    "unicode": "e\u0301 \u00e9 \ufb01 \U0001f600\U000e0041 \uffff \ufffe \U0010ffff",
    "escapes": "\\u0041 \\n \\\\ %s %00 {0} ${x} $(reboot) `ls` ' \" ''",
    "long": "ab\u00e4\U0001f600 " * 150_000,
}


@pytest.fixture
def kept(store):
    empty(store)
    yield store
    empty(store)


def short(text):
    """As much of it as an index takes."""
    return text[:900]


def hostile(text):
    """A document in which all that can be text is that text, and what is said in it."""
    document = make_document(f"{text} asked {text}", title=text, publisher=text, uri=short(text))
    asking, asked, saying = (Actor(f"local:{role}:{short(text)}", short(text) + role, ActorKind.STATE) for role in "abc")
    statement = Statement(
        document=document.id, page=1, start=0, end=len(document.text), quote=document.text, trigger="asked",
        trigger_start=len(text) + 1, trigger_end=len(text) + 6, kind=Kind.EVENT, actors=(asking,), recipients=(asked,),
        speakers=(saying,), type="REQUEST", mode=text[:100], contexts=(text[:100],), stance=StanceValue.SUPPORT,
        target_issue=text, date_text=text, place=(Place(f"local:place:{short(text)}", text),), uri=short(text),
    )  # fmt: skip
    office = Office(asking.id, text, text[:100], "fm", text[:100], None)
    return document, statement, {asking.id: Profile(asking, (text, "Ali"), text[:100], (office,))}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_comes_back_as_it_was_and_changes_nothing_else(kept, text):
    bystander, said, _ = hostile("Landavia")
    kept.add(bystander, [said])
    before = whole_graph(kept)
    document, statement, profiles = hostile(text)
    kept.add(document, [statement], profiles)
    assert kept.document(document.id) == document
    assert kept.document(short(text)) == document
    assert list(kept.statements(Filter(document=document.id))) == [statement]
    assert kept.find_actor(statement.actors[0].name) == statement.actors[0]
    assert kept.profile(statement.actors[0].id) == profiles[statement.actors[0].id]
    assert [one.id for one in kept.relations(statement.actors[0].id, statement.recipients[0].id)] == [statement.id]
    assert kept.query("MATCH (d:Document {uri: $text}) RETURN d.title", {"text": short(text)}).rows == ((text,),)
    kept.remove(document.id)
    assert whole_graph(kept) == before


def test_a_name_too_long_to_look_up_is_refused_with_the_whole_document(kept):
    document, statement, _ = hostile("Landavia")
    longest, too_long = (Actor("local:a", "\u00e4" * size, ActorKind.STATE) for size in (4000, 4001))
    kept.add(document, [replace(statement, actors=(longest,))])
    before = whole_graph(kept)
    with pytest.raises(UsageError, match="8002 bytes long") as caught:
        kept.add(make_document("Another."), [replace(statement, document=make_document("Another.").id, actors=(too_long,))])
    assert "\n" not in str(caught.value)
    assert whole_graph(kept) == before
    with pytest.raises(UsageError, match="bytes long"):
        kept.add(make_document("Another.", uri="x" * 1_000_000), [])


@pytest.mark.parametrize("field", ["text", "title", "publisher", "uri"])
def test_half_a_character_is_refused_with_the_whole_document(kept, field):
    fields = {"text": "Nothing happened.", "title": "", "publisher": "", "uri": ""} | {field: "A \ud800 sign."}
    before = whole_graph(kept)
    with pytest.raises(StoreError, match="half of a surrogate pair") as caught:
        kept.add(make_document(fields.pop("text"), **fields), [])
    assert "\n" not in str(caught.value)
    assert whole_graph(kept) == before
    assert kept.documents() == ()


@pytest.mark.parametrize("text", [HOSTILE[name] for name in ("cypher", "html", "controls", "direction")])
def test_asking_for_it_by_name_only_finds_or_does_not_find(kept, text):
    bystander, said, _ = hostile("Landavia")
    kept.add(bystander, [said])
    before = whole_graph(kept)
    for ask in (kept.find_actor, kept.statement, kept.document, kept.profile):
        with pytest.raises(KgError) as caught:
            ask(text)
        assert len(str(caught.value).splitlines()) == 1
    assert whole_graph(kept) == before


def kg(capsys, *arguments):
    code = run([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


@pytest.mark.parametrize("name", ["cypher", "html", "rich", "controls", "direction"])
def test_the_command_line_shows_it_and_obeys_nothing(kept, capsys, name):
    document, statement, profiles = hostile(HOSTILE[name])
    kept.add(document, [statement], profiles)
    url = ("--store", kept.status().url)
    (row,) = kg(capsys, *url, "export", "--format", "jsonl").rstrip("\n").split("\n")
    assert Statement.from_json(json.loads(row)) == statement
    for command in (("show", statement.id), ("documents",), ("actors",), ("relations", statement.actors[0].id)):
        shown = kg(capsys, *url, *command)
        obeyed = set(shown) & {*map(chr, [*range(32), *range(127, 160)]), *"\u202e\u202c\u2066\u2069\u200f\u061c"}
        assert obeyed <= {"\n"}, command


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_hold_it_as_text(kept, capsys, tmp_path, name):
    document, statement, profiles = hostile(HOSTILE[name][:200_000])
    kept.add(document, [statement], profiles)
    code = run(["--store", kept.status().url, "pages", str(tmp_path / "out")])
    assert (code, capsys.readouterr().out.count("\x1b")) == (0, 0)
    for page in (tmp_path / "out").rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text()
        assert "<img src=x" not in page.read_text()


@pytest.mark.parametrize("name", HOSTILE)
def test_rdf_holds_it_or_refuses_it_whole(kept, capsys, tmp_path, name):
    from pyoxigraph import RdfFormat, parse

    document, statement, profiles = hostile(HOSTILE[name][:2000])
    kept.add(document, [statement], profiles)
    file = tmp_path / "graph.trig"
    code = run(["--store", kept.status().url, "export", "--format", "trig", "--output", str(file)])
    problems = capsys.readouterr().err.splitlines()
    if code:
        assert len(problems) == 1
        assert not file.exists()
    else:
        values = {getattr(quad.object, "value", "") for quad in parse(path=str(file), format=RdfFormat.TRIG)}
        assert statement.quote in values
