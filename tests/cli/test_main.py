"""The command line says what is wrong in one sentence, and never more unless asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def dateline(
    *arguments: str, stdin: bytes | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from dateline.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=120,
        check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['dateline', '--help']\n"
        "from dateline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'rich', 'msgspec', 'selectolax', 'sqlalchemy', 'jinja2', 'httpx2', 'lxml'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Commands" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Missing argument"),
        (["reed"], "No such command"),
        (["read", "--limit-bytes", "0", "x"], "0 is not in the range"),
        (["verify", "no-such-folder"], "no folder, archive or address of an edition"),
        (["evaluate", "poetry", "x"], "'poetry' is not one of"),
    ],
    ids=["no-page", "no-command", "limit", "no-folder", "no-task"],
)
def test_a_wrong_argument_is_told_and_ends_with_2(arguments: list[str], says: str) -> None:
    done = dateline(*arguments)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_bad_page_is_told_beside_the_good_ones(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "Rain Stops Play in Leeds\n\nIt rained for nine hours on Sunday, officials said.\n"
    )
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.7 \x00\x01\x02")
    done = dateline("read", "--json", "bad.txt", "good.txt", "missing.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 1
    assert b"Rain Stops Play" in done.stdout
    told = done.stderr.decode().splitlines()
    assert len(told) == 2
    assert "bad.txt" in told[0]
    assert "missing.txt" in told[1]


def test_standard_input_is_a_page_too() -> None:
    done = dateline("read", "--json", "-", stdin="Fähre fällt aus\n\nDie Fähre fiel am Sonntag aus.\n".encode())
    assert done.returncode == 0, done.stderr
    assert "Fähre fällt aus" in done.stdout.decode()


def test_a_date_that_is_none_is_told_with_the_mend() -> None:
    done = dateline("read", "--published", "last week", "-", stdin=b"Rain fell.")
    assert done.returncode in {1, 2}
    assert "last week" in done.stderr.decode()
    assert "2016-12-10" in done.stderr.decode()


def test_explain_shows_what_each_block_was_taken_for(tmp_path: Path) -> None:
    story = "<p>It rained on Leeds for nine hours on Sunday, and the ground staff gave up at four, officials said.</p>"
    (tmp_path / "page.html").write_text(
        f"<title>Rain</title><nav><a href='/'>Front page</a></nav><article><h1>Rain stops play in Leeds</h1>{story * 2}"
    )
    done = dateline("read", "--explain", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    assert "removed: navigation" in said
    assert "body" in said
