"""Engines: where the batches of a run are read (here, in worker processes, on a Dask cluster), and their parts.

The flow names the batches; an engine runs each as one Prefect task and hands back the results in order. What is
read is the same with every engine.
"""

from flows.engine.compiled import lexicon, reference
from flows.engine.extraction import Extraction
from flows.engine.gathering import Given, apart, heights, lazily, validate_all
from flows.engine.jobs import Frames, Job, Part, remove_parts, uncollected
from flows.engine.looking import look_through
from flows.engine.runners import Engine, EngineError, cores, engine_for, parts_place, whole

__all__ = [
    "Engine",
    "EngineError",
    "Extraction",
    "Frames",
    "Given",
    "Job",
    "Part",
    "apart",
    "cores",
    "engine_for",
    "heights",
    "lazily",
    "lexicon",
    "look_through",
    "parts_place",
    "reference",
    "remove_parts",
    "uncollected",
    "validate_all",
    "whole",
]
