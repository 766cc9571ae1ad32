"""The maker of reports, which several files of tests use."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """tests/formats/made.py."""
    spec = importlib.util.spec_from_file_location("formats_made", Path(__file__).with_name("made.py"))
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded
