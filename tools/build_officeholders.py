"""Make ontology/actors/officeholders.csv from the Wikidata extract of office holders.

    python tools/build_officeholders.py EXTRACT.csv [OUT.csv]

The extract has the columns person, person_wikidata, office, office_wikidata, country, iso3, kind, start, end, source_repo.
Kept are the offices that diplomacy names, one row per holding, names in Latin letters; the kinds are made finer.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HEADER = ("person", "name", "office", "kind", "of", "start", "end")
OUT = Path(__file__).resolve().parent.parent / "ontology/actors/officeholders.csv"
# States and organisations of the extract that have no ISO code there.
OF = {
    "Abkhazia": "ABK", "South Ossetia": "SOO", "Artsakh": "NKR", "Northern Cyprus": "TRNC", "Somaliland": "SML", "Transnistria": "PMR",
    "Donetsk People's Republic": "DNR", "Luhansk People's Republic": "LNR", "Kurdistan Region": "KRI", "United Nations": "org:un",
    "Council of Europe": "org:council-of-europe", "OSCE": "org:osce", "World Trade Organization": "org:wto",
    "Arab League": "org:arab-league", "European Union": "org:eu",
}  # fmt: skip
# Rows that the extract files under the wrong state: words of the office -> ISO3.
MISFILED = {"of Equatorial Guinea": "GNQ"}
FINER = (
    ("crown_prince", r"crown prince"),
    ("deputy_foreign_minister", r"(deputy|vice|assistant).*(foreign|external) (affairs|minister|relations)|(deputy|assistant) secretary of state|under ?secretary of state for political"
     r"|minister of state (for|of|at the).*foreign|state secretary.*foreign|secretary of state for foreign affairs"),
    ("deputy_defence_minister", r"(deputy|vice|assistant).*(minister|secretary) (of|for) (national )?defen[cs]e"),
    ("deputy_interior_minister", r"deputy.*(interior|internal affairs|homeland)"),
    ("deputy_prime_minister", r"deputy prime minister|vice[- ]premier|vice[- ]prime minister|deputy premier|vice[- ]chancellor|tánaiste"),
    ("vice_president", r"vice[- ]president( of .*)?"),
    ("national_security_adviser", r"national security advis[eo]r|secretary of the (national |supreme national )?(security|defen[cs]e) .*council|security council secretary"),
    ("un_representative", r"permanent representative.*(united nations|un\b)|ambassador to the united nations"),
    ("ambassador", r"high commissioner to|permanent representative|ambassador|special envoy|special representative"),
    ("military_chief", r"chief of (the )?(general|defen[cs]e|army|joint|armed).*|chief of staff of the (army|armed forces)|chairman of the joint chiefs of staff"
     r"|commander[- ]in[- ]chief.*|chair of the chiefs of staff|commander of the (army|armed forces).*"),
    ("speaker", r"(speaker|president|chair(man|person|woman)?) of the (national |federal |state |supreme |legislative )*(assembly|parliament|senate|house|chamber|duma|knesset|congress|council of the federation|federation council|"
     r"council of states|majlis|riksdag|storting|sejm|diet|bundestag|bundesrat|folketing|people's council|council of representatives).*"),
    ("intelligence_chief", r"director of (national|central|the central) intelligence.*|.*\bintelligence (service|agency|directorate|organization).*"),
    ("spokesperson", r".*(spokes(person|man|woman)|press secretary).*"),
    ("chief_of_staff", r".*(head|chief) of the presidential administration.*|white house chief of staff|chief of staff (to|of) the president.*"),
    ("justice_minister", r"((federal )?minister (of|for) justice.*|attorney[- ]general|prosecutor general|secretary of justice)"),
    ("finance_minister", r"((federal )?minister (of|for) (economy and )?finance.*|chancellor of the exchequer|secretary of the treasury)"),
    ("trade_minister", r"(minister (of|for) (foreign |international )?(trade|commerce).*|secretary of commerce|.*trade representative)"),
    ("energy_minister", r"(minister (of|for) (energy|petroleum|oil).*|secretary of energy)"),
    ("europe_minister", r"minister (of|for|of state for) (eu|europe|european).*"),
    ("central_bank_governor", r"(governor|president) of the (central|national|reserve) bank.*"),
    ("opposition_leader", r"leader of the opposition.*"),
    ("head", r"secretary[- ]general of the (united nations|arab league|council of europe|organization).*|director[- ]general of the world.*"),
    ("general_secretary", r"general secretary of the.*(communist|party).*"),
    ("un_assembly_president", r"president of the united nations general assembly"),
    ("party_leader", r"(chairperson|leader|chairman) of the (kuomintang|democratic progressive party|communist party|.* party)"),
    ("governor", r"governor of (crimea|sevastopol|donetsk|luhansk).*|presidential representative in crimea"),
)  # fmt: skip
PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in FINER)


def main(source: Path, out: Path) -> None:
    """Write the table and tell what was left out and why."""
    dropped: Counter[str] = Counter()
    with source.open(encoding="utf-8", newline="") as file:
        rows = sorted(
            dict.fromkeys(kept(csv.DictReader(file), dropped)), key=lambda row: (row[4], row[3], row[5], row[0], row[6], row[2])
        )
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(one_name(rows))
    print(f"{out}: {len(rows)} rows, {out.stat().st_size} bytes; left out: {dict(dropped)}")


def kept(rows: Iterator[dict[str, str]], dropped: Counter[str]) -> Iterator[tuple[str, ...]]:
    """The rows that stay, in the columns of the table."""
    for row in rows:
        of = next((iso3 for words, iso3 in MISFILED.items() if words in row["office"]), row["iso3"] or OF.get(row["country"], ""))
        kind = finer(row["kind"], row["office"], of)
        if not is_latin(row["person"]):
            dropped["name not in Latin letters"] += 1
        elif not of:
            dropped["no state or organisation"] += 1
        elif kind is None:
            dropped["office of no use to diplomacy"] += 1
        elif not row["start"]:
            dropped["no start"] += 1
        else:
            yield f"wd:{row['person_wikidata']}", row["person"], shorter(row["office"]), kind, of, row["start"], row["end"]


def finer(kind: str, office: str, of: str) -> str | None:
    """The kind of an office by its title, None for one that is not kept."""
    if office == "Supreme Leader":
        return "supreme_leader"
    if kind == "ambassador" and "united nations" in office.lower():
        return "un_representative"
    if kind != "other":
        return kind
    return next((finer_kind for finer_kind, pattern in PATTERNS if pattern.fullmatch(office)), None)


def shorter(office: str) -> str:
    """The title without the double blanks and underscores that the extract has."""
    return " ".join(office.replace("_", "-").split())


def is_latin(name: str) -> bool:
    """Whether all letters of a name are Latin."""
    return all(not char.isalpha() or "LATIN" in unicodedata.name(char, "") for char in name) and any(map(str.isalpha, name))


def one_name(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The rows with one name a person, the most frequent in the extract."""
    names: dict[str, Counter[str]] = {}
    for row in rows:
        names.setdefault(row[0], Counter())[row[1]] += 1
    for row in rows:
        yield row[0], names[row[0]].most_common(1)[0][0], *row[2:]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else OUT)
