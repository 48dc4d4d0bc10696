from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner

from dateline.cli.main import group


def said(*arguments: str) -> str:
    result = CliRunner().invoke(group, list(arguments), standalone_mode=False)
    assert result.exception is None, result.exception
    return result.output


def test_the_day_decides_whom_a_name_stands_for() -> None:
    before, after = (
        json.loads(said("actor", "Angela Merkel", "--on", day, "--json")) for day in ("2016-12-10", "2022-12-10")
    )
    assert (before["country"], before["sectors"], before["inferred"]) == ("DEU", ["GOV"], False)
    assert (after["country"], after["sectors"]) == ("DEU", ["ELI"])
    assert before["because"] == [
        {"says": "country DEU", "words": "Angela Merkel"},
        {"says": "sector GOV", "words": "Angela Merkel"},
    ]


def test_what_the_words_do_not_say_is_unknown() -> None:
    assert said("actor", "the blue table") == "country  unknown\nsectors  unknown\n"


def test_an_empty_phrase_is_refused_as_one() -> None:
    result = CliRunner().invoke(group, ["actor", "  "])
    assert result.exit_code == 2
    assert "give a name or a description" in result.output


def test_an_export_to_a_file_holds_deeds_only(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Peru's police arrested 12 miners in Lima on Monday. Norway may sanction Peru next year.\n")
    out = tmp_path / "events.tsv"
    said("--quiet", "export", "cameo", str(page), "--published", "2024-05-08", "--out", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(row["Actor1Code"], row["EventCode"], row["Status"]) for row in rows] == [("PERCOP", "173", "actual")]
    everything = said("--quiet", "export", "plover", str(page), "--published", "2024-05-08").splitlines()
    assert len(everything) >= len(rows)
    assert {json.loads(line)["dateline"]["status"] for line in everything} - {"actual"}
