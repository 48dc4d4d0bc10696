"""The gazetteer: names to places, checked when it is opened."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.resources.folding import fold
from dateline.resources.gazetteer import Gazetteer, distance_km

DATA = Path(str(files("dateline.resources"))) / "data" / "gazetteer"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Aleppo", "SYR", "city"),
        ("aleppo", "SYR", "city"),
        ("Québec", "CAN", "division"),
        ("Quebec City", "CAN", "city"),
        ("Saint-Étienne", "FRA", "city"),
        ("St. Petersburg", "RUS", "city"),
        ("Bombay", "IND", "city"),
        ("Britain", "GBR", "country"),
        ("South Korea", "KOR", "country"),
        ("Rapides Parish", "USA", "division"),
        ("Kiev", "UKR", "city"),
    ],
)
def test_a_name_is_known_however_it_is_spelt(gazetteer: Gazetteer, name: str, country: str, kind: str) -> None:
    first = gazetteer.candidates(name)[0]
    assert (first.country, first.type) == (country, kind)


def test_candidates_come_best_known_first_with_what_contains_them(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Paris")
    assert found[0].country == "FRA"
    [texas] = [place for place in found if "Texas" in place.chain and place.type == "city"]
    assert texas.chain == ("Lamar County", "Texas", "United States")
    assert texas.population is not None


def test_a_region_spans_countries_and_has_none(gazetteer: Gazetteer) -> None:
    place = gazetteer.candidates("Middle East")[0]
    assert (place.type, place.country) == ("region", None)
    assert "SYR" in gazetteer.members(gazetteer.find("dateline:middle-east"))


def test_an_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qwxyzzy") == []
    assert gazetteer.candidates("") == []


def test_every_country_has_a_point_and_most_have_a_capital(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.countries) > 240
    assert len(gazetteer.capitals) > 220
    for country in gazetteer.countries:
        assert gazetteer.place(country.row).country == country.iso3


def test_names_that_begin_alike_are_walked_word_by_word(gazetteer: Gazetteer) -> None:
    keys = [key for _, key in gazetteer.ends(["new", "york", "city", "hall"], 0)]
    assert keys[-1] == "new york city"
    assert "new york" in keys


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("U.S.", "us"),
        ("St. John’s", "saint johns"),
        ("São  Paulo", "sao paulo"),
        ("Damas\u00adcus", "damascus"),
        ("", ""),
    ],
)
def test_folding_drops_what_spellings_differ_in(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_distance_is_along_the_ground() -> None:
    assert distance_km((48.8534, 2.3488), (51.5085, -0.1257)) == pytest.approx(343.8, abs=1)
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


def test_a_changed_pack_is_refused_with_the_mend(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "gazetteer")
    with (tmp_path / "gazetteer" / "places.bin").open("r+b") as pack:
        pack.seek(5_000_000)
        pack.write(b"x")
    with pytest.raises(GazetteerError, match=r"digest.*rebuild"):
        Gazetteer.load(tmp_path / "gazetteer")


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="can't be opened"):
        Gazetteer.load(tmp_path)


def test_a_damaged_table_is_named_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "gazetteer")
    with (tmp_path / "gazetteer" / "names.tsv").open("a") as table:
        table.write("Nowhere in particular\n")
    with pytest.raises(GazetteerError, match=r"names\.tsv, line \d+: 1 columns"):
        Gazetteer.load(tmp_path / "gazetteer")
