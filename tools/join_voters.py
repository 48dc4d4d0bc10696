"""Measure rules and encoder together on pairs that the encoder did not see: figures beside its weights.

    python tools/join_voters.py chances.jsonl plv.jsonl [voter.json]

The first file is what the cross-validation of tools/train_events.py keeps; the rules read each sentence here, as the
product does, without the encoder. About a CPU second for ten sentences.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dateline.evaluation import read_gold
from dateline.pipeline import default_pipeline
from dateline.record import Event, Page, article_of_paragraphs
from dateline.scoring import pairs
from dateline.scoring.gold import Line, read_lines

CARD = (
    Path(__file__).resolve().parents[1] / "src" / "dateline" / "resources" / "data" / "events" / "voter" / "voter.json"
)
NAME = "PLV train, folds by sentence, rules and encoder"


def main() -> None:
    """Read, join, and note the figures."""
    chances = {line["id"]: line["chances"] for line in read_lines(Path(sys.argv[1]))}
    card = Path(sys.argv[3]) if len(sys.argv) > 3 else CARD
    gold = [line for line in read_gold(Path(sys.argv[2])) if line["id"] in chances]
    pipeline = default_pipeline().only(Event)
    found: dict[str, Line] = {}
    for line in gold:
        page = Page(content=line["text"].encode(), media_type="text/plain", encoding="utf-8")
        record = pipeline.annotate(page, article_of_paragraphs(line["text"], made_by="gold/1"))
        told = pairs.prediction(record, line)["types"]
        types = [pairs.joined(*both) for both in zip(chances[line["id"]], told, strict=True)]
        found[line["id"]] = {"id": line["id"], "types": types}
    measured = {name: round(value or 0.0, 4) for name, value in pairs.score(gold, found).items()}
    described = json.loads(card.read_bytes())
    described["measured"] = {NAME: measured} | {k: v for k, v in described["measured"].items() if k != NAME}
    card.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")
    print(NAME, measured)


if __name__ == "__main__":
    main()
