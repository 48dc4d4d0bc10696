"""Record to PlaceReference: toponyms to places of the gazetteer, latitude and longitude.

Read words.py, toponyms.py, recognition.py, senses.py, resolution.py and uses.py in that order; finder.py
puts them together.
"""

from dateline.places.finder import PlaceFinder
from dateline.places.homes import PublisherHomes, learn_homes
from dateline.places.lexicon import PlaceLexicon

__all__ = ["PlaceFinder", "PlaceLexicon", "PublisherHomes", "learn_homes"]
