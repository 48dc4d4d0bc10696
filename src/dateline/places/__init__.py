"""Record to PlaceReference: toponyms to places of the gazetteer, latitude and longitude.

Read words.py, recognition.py, resolution.py and uses.py in that order; finder.py puts them together.
"""

from dateline.places.finder import PlaceFinder
from dateline.places.lexicon import PlaceLexicon
from dateline.places.resolution import learn_homes

__all__ = ["PlaceFinder", "PlaceLexicon", "learn_homes"]
