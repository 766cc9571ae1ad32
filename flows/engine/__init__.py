"""Engines: where the jobs of a run are done: here, in worker processes, or on a Dask cluster.

An engine runs each job as one Prefect task and hands back the results in order. What a job does, it does not know.
"""

from flows.engine.jobs import Job, uncollected
from flows.engine.runners import Engine, EngineError, cores, engine_for, whole
from flows.engine.scale import Scale

__all__ = [
    "Engine",
    "EngineError",
    "Job",
    "Scale",
    "cores",
    "engine_for",
    "uncollected",
    "whole",
]
