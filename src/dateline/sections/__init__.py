"""Record to sections: Media Topics by every voice, genre, setting.

Read topics.py and labels.py, then finder.py, which says what stands above what. The tables are under
resources/data/sections; the weights there are made by tools/train_sections.py, beside the encoder that
tools/build_section_encoder.py puts there.
"""

from dateline.sections.classifier import Verdict, classify_text
from dateline.sections.encoder import Encoder, shipped_encoder
from dateline.sections.finder import SectionFinder
from dateline.sections.labels import Label, read_address, read_label
from dateline.sections.topics import Topic, top_of, topics

__all__ = [
    "Encoder",
    "Label",
    "SectionFinder",
    "Topic",
    "Verdict",
    "classify_text",
    "read_address",
    "read_label",
    "shipped_encoder",
    "top_of",
    "topics",
]
