"""Build the word lists that tell a person's name or a common word from a place's.

    python tools/build_place_words.py [--check]

first_names.txt and surnames.txt come from the US census of 1990 (public domain, through the PyPI
package names), common_words.txt from Webster's Second of 1934 (public domain, through english-words).
Of the common words only those that are also a name in the gazetteer are kept: the rest decides nothing.
"""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files
from pathlib import Path

from dateline.resources.folding import fold_word
from dateline.resources.gazetteer import Gazetteer

OUTPUT = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "places"
FIRST_NAMES, SURNAMES = 1_200, 6_000
"""How many of each census list, most frequent first."""


def ranked(name: str, most: int) -> list[str]:
    """Return the most frequent names of one census list, folded."""
    lines = (Path(str(files("names"))) / name).read_text(encoding="ascii").splitlines()
    return [fold_word(line.split()[0]) for line in lines[:most]]


def main() -> int:
    """Build the lists, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    arguments = parser.parse_args()
    from english_words import get_english_words_set

    gazetteer = Gazetteer.load()
    first = {*ranked("dist.male.first", FIRST_NAMES // 2), *ranked("dist.female.first", FIRST_NAMES)}
    last = set(ranked("dist.all.last", SURNAMES))
    common = {
        word for word in get_english_words_set(["web2"]) if word.isascii() and word.islower() and gazetteer.rows(word)
    }
    made = {
        "first_names.txt": ("US census of 1990, public domain", first),
        "surnames.txt": ("US census of 1990, public domain", last),
        "common_words.txt": ("Webster's Second, 1934, public domain; those that are also places", common),
    }
    stale = []
    for name, (source, words) in made.items():
        content = f"# {source}\n" + "\n".join(sorted(words)) + "\n"
        if not arguments.check:
            (OUTPUT / name).write_text(content, encoding="utf-8")
        elif (OUTPUT / name).read_text(encoding="utf-8") != content:
            stale.append(name)
    print(f"stale: {', '.join(stale)}" if stale else f"{', '.join(made)}: up to date")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
