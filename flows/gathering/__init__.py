"""Gathering: files go in at `flows.gathering.entrance`, and what was read in them comes out, anew or from the cache."""
