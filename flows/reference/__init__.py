"""The reference data: catalog, words, units, places and zones, read once and checked cell by cell."""

from flows.reference.load import FILES, Reference, load_reference

__all__ = ["FILES", "Reference", "load_reference"]
