"""Take the chart library out of the package that carries it, once, when kaifaqu is installed or a wheel is built.

Vega-Lite is JavaScript; vl-convert-python carries it inside a program of 80 MB and needs seconds to put it together.
A run copies one file instead, and needs neither.
"""

from __future__ import annotations

from importlib.metadata import files, version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "vl-convert-python"
BUNDLE = "flows/bulletin/static/vendor/vega.js"
HEAD = """\
/*! Vega {vega}, Vega-Lite {vega_lite} and Vega-Embed {embed}, taken unchanged from {package} {carrier}.
Copyright University of Washington Interactive Data Lab, jheer and others; BSD 3-Clause, as below; so is what carries it:

{licence}
*/
"""


class VegaHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes flows/bulletin/static/vendor/vega.js where it is missing or of another version."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; the file is not in git, so it is named as an artifact."""
        build_data["artifacts"].append(f"/{BUNDLE}")
        target = Path(self.root) / BUNDLE
        head = banner()
        if target.is_file():
            with target.open(encoding="utf-8") as file:
                if file.read(len(head)) == head:
                    return
        import vl_convert

        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(head + vl_convert.javascript_bundle(), encoding="utf-8")


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
