"""A monitor gets the numbers of the archive and of gathering, as they are now."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dateline.archive import Jobs, Sources
from dateline.record.source import Health, Source
from tests.edition.editions import archive
from tests.serve.sites import client, kept


def test_the_numbers_are_those_of_the_archive_now(tmp_path: Path) -> None:
    with kept(tmp_path / "archive.sqlite", list(archive().records()), []) as opened:
        site = client(opened)
        before = site.get("/metrics")
        found: tuple[Health, ...] = ("ok", "ok", "blocked")
        for number, health in enumerate(found):
            url = f"https://quay{number}.example/feed"
            Sources(opened).add(Source(id=f"s{number}", url=url, kind="rss", health=health, added_at="2024-03-05"))
        Jobs(opened).add_to_counters({"fetched": 3})
        after = site.get("/metrics")
        held = msgspec.structs.asdict(opened.counts())

    assert before.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "dateline_sources{" not in before.text
    lines = after.text.splitlines()
    assert 'dateline_sources{health="blocked"} 1' in lines
    assert 'dateline_sources{health="ok"} 2' in lines
    assert 'dateline_gathered_total{event="fetched"} 3' in lines
    assert {f'dateline_kept{{kind="{kind}"}} {number}' for kind, number in held.items()} <= set(lines)
    assert "quay" not in after.text


def test_each_line_is_a_comment_or_a_sample(tmp_path: Path) -> None:
    with kept(tmp_path / "archive.sqlite", list(archive().records()), []) as opened:
        Jobs(opened).add_to_counters({'a "b" \\\n c': 1})
        lines = client(opened).get("/metrics").text.splitlines()
    assert all(line.startswith(("# HELP dateline_", "# TYPE dateline_", "dateline_")) for line in lines)
    assert 'dateline_gathered_total{event="a \\"b\\" \\\\\\n c"} 1' in lines
