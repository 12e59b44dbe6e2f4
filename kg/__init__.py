"""Diplograph: a knowledge graph of diplomacy in which every fact is a statement that somebody vouches for."""

from kg.errors import KgError
from kg.model import Actor, Document, Statement

__all__ = ["Actor", "Document", "KgError", "Statement"]
