"""What is done when kaifaqu is installed or a wheel of it is built.

The chart library is taken out of the package that carries it. Vega-Lite is JavaScript; vl-convert-python carries it
inside a program of 80 MB and needs seconds to put it together. A run copies one file instead, and needs neither.

With KAIFAQU_COMPILE=1 in the environment, a wheel holds the reading of texts compiled by mypyc. That needs a C compiler
and makes the wheel one for this machine's kind and Python only; the rows are the same, in less time (docs/scale.md).
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import files, version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "vl-convert-python"
COMPILE = "KAIFAQU_COMPILE"
DRAFT = "draft"
"""Its value for a wheel whose C is not optimised: the same rows in a fifth of the compiler's time, for the tests."""
COMPILED = (
    "flows/words/*.py",
    "flows/setting/*.py",
    "flows/figures/*.py",
    "flows/documents/articles.py",
    "flows/documents/characters.py",
    "flows/documents/cleaning.py",
    "flows/reference/places.py",
)
"""What costs the time of reading; not flows/documents/model.py, whose documents go to other processes."""
INTERPRETED = {"__init__.py", "frames.py", "trace.py"}
"""Of these: columns to frames, which is the work of polars, and `kaifaqu explain`, which reads one sentence."""
BUNDLE = "flows/bulletin/static/vendor/vega.js"
HEAD = """\
/*! Vega {vega}, Vega-Lite {vega_lite} and Vega-Embed {embed}, taken unchanged from {package} {carrier}.
Copyright University of Washington Interactive Data Lab, jheer and others; BSD 3-Clause, as below; so is what carries it:

{licence}
*/
"""


class KaifaquHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds to a build what is not in git."""

    def dependencies(self) -> list[str]:
        """What compiling needs beside the build system; charts need nothing more."""
        return ["mypy>=1.15", "setuptools"] if self.compiles else []

    @property
    def compiles(self) -> bool:
        """Whether a wheel is to be compiled; an editable installation never is: it follows its files."""
        return self.target_name == "wheel" and os.environ.get(COMPILE, "") not in ("", "0")

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; what is made here is not in git, so it is named."""
        root = Path(self.root)
        build_data["artifacts"].append(f"/{BUNDLE}")
        take_bundle(root / BUNDLE)
        if self.compiles and version != "editable":
            build_data["force_include"] |= compiled(root)
            build_data |= {"pure_python": False, "infer_tag": True}


def take_bundle(target: Path) -> None:
    """Write flows/bulletin/static/vendor/vega.js where it is missing or of another version."""
    head = banner()
    if target.is_file():
        with target.open(encoding="utf-8") as file:
            if file.read(len(head)) == head:
                return
    import vl_convert

    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(head + vl_convert.javascript_bundle(), encoding="utf-8")


def compiled(root: Path) -> dict[str, str]:
    """Compile what costs the time, and return where each library is and where in the wheel it goes."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    place = root / "build" / "mypyc"
    level = "0" if os.environ[COMPILE] == DRAFT else "2"
    shutil.rmtree(place, ignore_errors=True)
    sources = [
        str(path.relative_to(root))
        for pattern in COMPILED
        for path in sorted(root.glob(pattern))
        if path.name not in INTERPRETED
    ]
    options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
    before = Path.cwd()
    os.chdir(root)  # modules are named after their paths from here
    try:
        extensions = mypycify(
            [*options, *sources], opt_level=level, debug_level="0", target_dir=str(place / "c")
        )
        # not setuptools.setup: that would read pyproject.toml, which is Hatchling's
        build = Distribution({"name": "kaifaqu", "ext_modules": extensions}).get_command_obj("build_ext")
        build.build_lib, build.build_temp = str(place / "lib"), str(place / "temp")
        build.ensure_finalized()
        build.run()
    finally:
        os.chdir(before)
    made = place / "lib"
    return {str(path): str(path.relative_to(made)) for path in sorted(made.rglob("*")) if path.is_file()}


def banner() -> str:
    """What stands above the bundle: which versions, whose work, on what terms."""
    import vl_convert

    licences = [file for file in files(PACKAGE) or [] if file.name == "LICENSE"]
    return HEAD.format(
        vega=vl_convert.get_vega_version(),
        vega_lite=vl_convert.get_vegalite_versions()[-1],
        embed=vl_convert.get_vega_embed_version(),
        package=PACKAGE,
        carrier=version(PACKAGE),
        licence="\n".join(file.read_text(encoding="utf-8").strip() for file in licences),
    )
