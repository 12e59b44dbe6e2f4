"""Mentions to actors: the directory of states, bodies and people, with dated offices.

`directory()` reads the tables of `ontology/actors` and `ontology/places` once; everything else hangs on it.
"""

from kg.resolve.directory import Directory, directory, local_actor
from kg.resolve.gazetteer import Match
from kg.resolve.names import fold, slug
from kg.resolve.offices import term
from kg.resolve.profiles import profiles_of

__all__ = ["Directory", "Match", "directory", "fold", "local_actor", "profiles_of", "slug", "term"]
