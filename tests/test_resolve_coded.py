"""Parties and places of coded events become the actors and places of reports."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ActorNotFound
from kg.model import Actor, ActorKind, Place
from kg.records import MARK
from kg.resolve import directory
from kg.resolve.coded import party, place, tables


def told(name: str = "", country: str = "", role: str = "", wikipedia: str = "") -> Actor:
    """The actor of a party with these parts."""
    return party(MARK.join((name, country, role, wikipedia)))


def at(name: str = "", region: str = "", country: str = "", latitude: str = "", longitude: str = "", geonames: str = "") -> Place:
    """The place of a row with these parts."""
    return place(MARK.join((name, region, country, latitude, longitude, geonames)))


@pytest.mark.parametrize(
    ("name", "country", "role", "expected"),
    [
        ("UNITED STATES", "USA", "", "state:USA"),
        ("AZERBAIJANI", "AZE", "", "state:AZE"),
        ("NEW YORK", "USA", "", "state:USA"),  # GDELT names places for a country's actors
        ("INDIANA", "USA", "", "state:USA"),
        ("EL SALVADOR", "SLV", "", "state:SLV"),
        ("ROMANIA", "ROM", "", "state:ROU"),  # CAMEO's code is not ISO's
        ("GEORGIA", "USA", "", "state:USA"),  # the code counts, not the namesake
        ("UNITED STATES", "USA", "GOV", "state:USA"),
        ("ARMENIA", "ARM", "MIL", "org:ARM-armed-forces"),
        ("ARMENIA", "ARM", "COP", "org:ARM-police"),
        ("RUSSIA", "RUS", "LEG", "org:russian-federal-assembly"),
        ("VLADIMIR PUTIN", "RUS", "GOV", "wd:Q7747"),
        ("", "SYR", "REB", "org:SYR-rebels"),
        ("", "", "NAT", "org:nato"),
        ("UNITED NATIONS", "", "IGO,UNO", "org:un"),
        ("", "", "IGOUNO", "org:un"),
        ("KURD", "", "kur", "org:kurds"),
        ("REUTERS", "USA", "MED", "org:reuters"),
        ("POLICE", "KE", "COP", "org:KEN-police"),  # of the place nearest to them
        ("LAW ENFORCEMENT OFFICER", "KE", "COP", "org:KEN-police"),
        ("GOVERNMENT FORCES", "KE", "MIL", "org:KEN-armed-forces"),
        ("APPEALS COURT", "KE", "JUD", "local:organization:courts-of-kenya"),
        ("PROSECUTOR", "KE", "JUD", "local:group:prosecutors-of-kenya"),
    ],
)
def test_actors_of_gdelt(name: str, country: str, role: str, expected: str) -> None:
    assert told(name, country, role).id == expected


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Military (Armenia)", "Armenia", "org:ARM-armed-forces"),
        ("Foreign Affairs (Bangladesh)", "Bangladesh", "org:BGD-foreign-ministry"),
        ("High Ranking Military Personnel (Vietnam)", "Vietnam", "org:VNM-armed-forces"),
        ("Government (Mali)", "Mali", "state:MLI"),
        ("Police (India)", "India", "org:IND-police"),
        ("Head of Government (Turkey)", "Turkey", "org:TUR-presidency"),
        ("Head of Government (Norway)", "Norway", "org:NOR-prime-ministers-office"),
        ("Vladimir Putin", "Russian Federation", "wd:Q7747"),
        ("Sergey Viktorovich Lavrov", "Russian Federation", "wd:Q58217"),
        ("Aso Taro", "Japan", told("Taro Aso", "JPN").id),
        ("Russia", "Russian Federation", "state:RUS"),
        ("Palestinian Territory, Occupied", "Occupied Palestinian Territory", "state:PSE"),
        ("UN Security Council", "", "org:un-security-council"),
        ("Terrorist (Boko Haram)", "Nigeria", "org:boko-haram"),
        ("Citizen (Japan)", "Japan", "local:group:citizens-of-japan"),
        ("Citizen (India)", "India", "local:group:citizens-of-india"),
        ("Citizen (United States)", "United States", "local:group:citizens-of-the-united-states"),
    ],
)
def test_actors_of_icews(name: str, country: str, expected: str) -> None:
    assert told(name, country).id == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Government of Syria", "state:SYR"),
        ("Government of Russia (Soviet Union)", "state:RUS"),
        ("Government of Yemen (North Yemen)", "state:YEM"),
        ("Taleban", "org:taliban"),
        ("PKK", "org:pkk"),
        ("Military Forces of Azerbaijan (2003-)", "org:AZE-armed-forces"),
        ("Police Forces of India (2014-) Manipur", "org:IND-police"),
        ("Military Forces of Israel (2022-) Air Force", "org:ISR-air-force"),
        ("Protesters (Armenia)", "org:ARM-protesters"),
        ("Civilians (Armenia)", "local:group:civilians-of-armenia"),
        ("Military Forces of Israel Air Force", "org:ISR-air-force"),
        ("Police Forces of India Manipur", "org:IND-police"),
        ("Islamic State (Syria)", "org:isis"),
        ("HTS: Hayat Tahrir al-Sham", "org:hts"),
        ("Civilians", "local:group:civilians"),
    ],
)
def test_actors_of_ucdp_and_acled(name: str, expected: str) -> None:
    assert told(name).id == expected


def test_an_article_of_wikipedia_names_the_actor() -> None:
    assert told("Putin", "RUS", "GOV", "Vladimir_Putin").id == "wd:Q7747"
    assert told("officials", "Armenia", "GOV", "Government_of_Armenia").id == "state:ARM"
    assert told("Ministry", "", "GOV", "Ministry_of_Foreign_Affairs_(Russia)").id == "org:RUS-foreign-ministry"
    assert told("Russian forces", "RUS", "MIL").id == "state:RUS"
    assert told("None", "ARM", "MIL", "None").id == "org:ARM-armed-forces"


@pytest.mark.parametrize(
    ("name", "country", "role", "kind", "shown"),
    [
        ("CABINET", "", "GOV", ActorKind.GROUP, "Cabinet"),
        ("WELLS FARGO", "USA", "MNC", ActorKind.ORGANIZATION, "Wells Fargo"),
        ("Jane Example", "Canada", "Executive,Government", ActorKind.PERSON, "Jane Example"),
        ("Northern Example Brigade", "Mali", "Insurgents", ActorKind.GROUP, "Northern Example Brigade"),
        ("The Daily Example", "Kenya", "Print News,News,Media", ActorKind.NEWS, "The Daily Example"),
        ("Example Workers' Party", "Peru", "Parties", ActorKind.ORGANIZATION, "Example Workers' Party"),
        ("XYZ", "", "", ActorKind.GROUP, "XYZ"),
    ],
)
def test_who_is_not_known_keeps_a_name_and_a_likely_kind(name: str, country: str, role: str, kind: ActorKind, shown: str) -> None:
    actor = told(name, country, role)
    assert (actor.id.startswith("local:"), actor.kind, actor.name) == (True, kind, shown)


def test_sources_and_names_of_the_knowledge_graph() -> None:
    assert told("reuters.com", role="MED").id == "org:reuters"
    assert told("example-gazette.com", role="MED").kind is ActorKind.NEWS
    assert told("world health organization").id == "org:who"
    assert told("vladimir putin").id == "wd:Q7747"


def test_a_group_behind_which_its_country_stands_is_of_that_country() -> None:
    assert told("Example Ethnic Militia (Mali)").country == "MLI"


def test_the_order_of_sectors_does_not_matter() -> None:
    assert told("Jane Example", "Peru", "Elite,Media,Parties") == told("Jane Example", "Peru", "Parties,Elite,Media")


def test_a_person_of_another_state_is_not_meant() -> None:
    assert told("Vladimir Putin", "Peru", "Executive").id == "local:person:vladimir-putin"
    assert (
        told("MIKHAIL GORBACHEV", "RUS", "GOV").id
        == told("MIKHAIL GORBACHEV", "SUN", "GOV").id
        != "local:person:mikhail-gorbachev"
    )


def test_every_country_of_the_tables_is_a_state_or_a_territory() -> None:
    fips = {"US": "USA", "UP": "UKR", "RS": "RUS", "AJ": "AZE", "AS": "AUS", "AU": "AUT", "GM": "DEU", "GB": "GAB", "UK": "GBR"}
    assert {code: at(country=code).id for code in fips} == {code: f"state:{iso3}" for code, iso3 in fips.items()}
    assert at(country="GZ").id == at(country="WE").id == "state:PSE"
    assert at(country="GI").id == "local:place:gibraltar-GIB"


def test_every_listed_group_is_known() -> None:
    for scheme in tables().groups.values():
        for named in scheme.values():
            if named.actor:
                assert directory().actor(named.actor)
            else:
                assert named.name
                assert ActorKind(named.kind)


def test_every_role_names_a_body_that_a_state_has() -> None:
    for role in (*tables().codes.values(), *tables().words.values()):
        assert role.label
        if role.body not in ("", "leader"):
            assert directory().body("KEN", role.body) is not None, role


def test_a_place_is_the_gazetteers_where_name_country_and_point_agree() -> None:
    kharkiv = at("Kharkiv", "Kharkivska Oblast", "Ukraine", "49.98", "36.25")
    assert kharkiv == at("Kharkiv", "", "UP", "49.9808", "36.2527") == at("Kharkiv", "", "UKR")
    assert kharkiv.id.startswith("geo:")
    assert kharkiv.latitude == pytest.approx(49.98, abs=0.1)
    assert at("Kharkiv town", "Kharkiv oblast", "Ukraine", "49.98", "36.25") == kharkiv
    assert at("anything", geonames=kharkiv.id.removeprefix("geo:")) == kharkiv


def test_a_namesake_of_a_city_is_another_place() -> None:
    assert at("Kharkiv", "", "Peru", "-9.5", "-75").id == "local:place:kharkiv@-9.5000,-75.0000"
    far = at("Kharkiv", "", "Ukraine", "47.00001", "31")
    assert (far.id, far.latitude, far.longitude) == ("local:place:kharkiv@47.0000,31.0000", 47.0, 31.0)


def test_a_state_is_a_place() -> None:
    assert at("Iraq", "", "IZ", "33", "44") == directory().place("state:IRQ")
    assert at(country="Russian Federation") == directory().place("state:RUS")


def test_a_place_without_coordinates_has_its_country_in_its_id() -> None:
    assert at("Example village", "", "Mali").id == "local:place:example-village-MLI"
    assert at("Example village", "", "Mali", "95", "200").id == "local:place:example-village-MLI"
    assert at("Example village", "", "Mali", "nan", "inf").latitude is None


_TEXTS = st.text(st.sampled_from(string.ascii_letters + "0123456789 \t()/:;,._-'’éßЖ中\x00\u202e") | st.characters(), max_size=60)


@given(_TEXTS)
def test_no_text_raises(text: str) -> None:
    actor, where = party(text), place(text)
    assert actor.id
    assert actor.name
    assert where.id
    assert where.name
    assert (where.latitude is None) == (where.longitude is None)
    if not actor.id.startswith("local:"):
        assert directory().actor(actor.id).id == actor.id


def test_no_actor_is_made_that_the_directory_does_not_know() -> None:
    with pytest.raises(ActorNotFound):
        directory().actor(told("Jane Example", "Canada", "Executive").id)
