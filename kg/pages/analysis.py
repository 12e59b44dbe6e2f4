"""The analysis page: what the statements show together, each figure with the actors and the statements that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from kg.analysis.overview import Section, overview
from kg.analysis.results import Cell, Table
from kg.model import Statement
from kg.pages.html import element, markup, page, template
from kg.pages.names import ANALYSIS, actor_file
from kg.pages.parts import actor_link, evidence_link, folded, header, isolated, note, quiet
from kg.pages.parts import section as part
from kg.pages.parts import table as parts_table
from kg.pages.site import Site
from kg.pictures import Chart, Drawing, figure
from kg.pictures.shapes import number
from kg.pictures.svg import STYLE

_ROWS = 12  # of each table on the page; a download has more
_DOWNLOADED = 2000
_MOST_EVIDENCE = 4  # statements that a cell leads to
_STYLES = ("base.css", "pages.css", "analysis.css")
_SCRIPTS = ("common.js", "page.js", "analysis.js")


def analysis_page(site: Site) -> str:
    """The page as one string of HTML."""
    sections = tuple(overview(site.statements, site.documents.values())) if site.statements else ()
    told = {one.id: one for one in site.statements}
    parts = (_section(site, told, one) for one in sections)
    empty = quiet("There is nothing to analyse: no statement in this graph passes.") if not sections else None
    body = element("main", empty, _contents(sections), *parts, id="content", class_="page")
    return page(
        "Analysis — Diplograph",
        markup(_head(), body),
        styles=(*map(template, _STYLES), STYLE),
        scripts=tuple(map(template, _SCRIPTS)),
        data={"tables": dict(_downloads(sections))},
    )


def _head() -> Element:
    return header(
        ("What it shows together",),
        ("Analysis",),
        element(
            "p",
            "Each figure counts statements, not events: it shows what the reports tell, and of whom they tell it. ",
            "Under each heading stands the command that gives the same with filters and in other forms.",
            class_="lead",
        ),
        current=ANALYSIS,
    )


def _contents(sections: Sequence[Section]) -> Element | None:
    if not sections:
        return None
    links = (element("li", element("a", one.title, href=f"#{one.name}")) for one in sections)
    return element("nav", element("ol", *links), aria_label="Questions", class_="contents no-print")


def _section(site: Site, told: Mapping[str, Statement], shown: Section) -> Element:
    tables = [one for one in shown.result.tables() if one.rows]
    blocks: list[Element] = []
    for place, one in enumerate(tables):
        block = _table(site, told, shown, one)
        blocks.append(block if not place else folded(_headed(one), block))
    remarks = (note(remark) for remark in shown.result.notes())
    return part(
        shown.title,
        quiet(shown.meaning),
        figure(_leading_on(site, shown.result.picture())),
        *blocks,
        *remarks,
        element("p", element("code", shown.command), class_="command small"),
        id_=shown.name,
    )


def _headed(table: Table) -> str:
    """The table's name with the number of its rows."""
    return f"{table.name[:1].upper()}{table.name[1:]} ({len(table.rows):,})"


def _leading_on(site: Site, chart: Chart) -> Chart:
    """The chart with its actors leading to their dossiers."""
    if not isinstance(chart, Drawing):
        return chart
    nodes = (replace(node, link=actor_file(node.id)) if node.id in site.actors else node for node in chart.nodes)
    return replace(chart, nodes=tuple(nodes))


def _table(site: Site, told: Mapping[str, Statement], shown: Section, table: Table) -> Element:
    """The first rows, how many there are, and the way to have them all."""
    columns = [name for name in table.columns if not _is_key(name)]
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows[:_ROWS]]
    cells = ([_cell(site, told, row, name) for name in columns] for row in rows)
    button = element(
        "button",
        "CSV",
        type="button",
        data_table=_key(shown, table),
        aria_label=f"Download as CSV: {table.name}",
        class_="no-print",
    )
    counts = f"{min(_ROWS, len(table.rows)):,} of {len(table.rows):,} shown"
    heads = [_head_of(name) for name in columns]
    return element(
        "div", parts_table(table.name, heads, cells), element("p", counts, " ", button, class_="shown small"), class_="answer"
    )


def _is_key(name: str) -> bool:
    """Whether a column holds the ids of what another column names."""
    return name.endswith("_id") or (name.endswith("_ids") and "statement" not in name)


def _head_of(name: str) -> str:
    return "evidence" if name == "statement_ids" else str(name).replace("_", " ")


def _cell(site: Site, told: Mapping[str, Statement], row: Mapping[str, Cell], name: str) -> str | Element:
    value, key = row[name], row.get(f"{name}_id")
    if isinstance(value, tuple):
        evidence = [told[one] for one in value if one in told]
        return _evidence(site, evidence) if evidence else isolated("; ".join(value))
    if isinstance(key, str) and key in site.actors:
        return actor_link(site, key, str(value))
    if isinstance(key, str) and key in told:
        return evidence_link(site, told[key], str(value))
    return isolated(_written(value))


def _evidence(site: Site, statements: Sequence[Statement]) -> Element:
    """Links to the first statements, and how many more there are."""
    links: list[str | Element] = []
    for place, one in enumerate(statements[:_MOST_EVIDENCE], 1):
        link = evidence_link(site, one, str(place))
        link.set("title", one.quote)
        link.set("aria-label", f"Statement {place}: {one.trigger}")
        links += [link, " "]
    rest = len(statements) - _MOST_EVIDENCE
    return element("span", *links, f"and {rest:,} more" if rest > 0 else "", class_="evidence")


def _written(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    return "" if value is None else str(value)


def _downloads(sections: Sequence[Section]) -> Iterator[tuple[str, dict[str, Any]]]:
    for shown in sections:
        for table in shown.result.tables():
            if table.rows:
                yield _key(shown, table), {"columns": [str(name) for name in table.columns], "rows": table.rows[:_DOWNLOADED]}


def _key(shown: Section, table: Table) -> str:
    return f"{shown.name}-{table.name}".replace(" ", "-")
