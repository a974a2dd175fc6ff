"""Lays out the few front-end files we serve: from node_modules to the folder given.

The files keep the names they have in their package, so that an update shows as the same file.
"""

import shutil
import sys
from pathlib import Path

PAKKETTEN = Path(__file__).resolve().parent / "node_modules"

LETTER = "@fontsource/source-sans-3"
SNEDEN = ("400-normal", "400-italic", "600-normal", "700-normal")
# "latin-ext" holds the letters of Polish, Turkish and other names.
TEKENSETS = ("latin", "latin-ext")

BESTANDEN = {
    f"{LETTER}/files/source-sans-3-{tekenset}-{snede}.woff2": (
        f"fonts/source-sans-3-{tekenset}-{snede}.woff2"
    )
    for tekenset in TEKENSETS
    for snede in SNEDEN
} | {
    "htmx.org/dist/htmx.min.js": "js/htmx.min.js",
    "plotly.js-basic-dist-min/plotly-basic.min.js": "js/plotly-basic.min.js",
    # The MIT licence asks to travel with what it covers; that of the Dutch words is the same text.
    "plotly.js-basic-dist-min/LICENSE": "js/plotly-LICENSE.txt",
    # The licence of the font (OFL-1.1) must travel with it.
    f"{LETTER}/LICENSE": "fonts/source-sans-3-LICENSE.txt",
}

# Plotly's words in Dutch come as a module for Node; wrapped, a browser takes them as a script.
TAAL = ("plotly.js-locales/nl.js", "js/plotly-nl.js")
VERPAKT = "(function () {{\nvar module = {{}};\n{}\nPlotly.register(module.exports);\n}})();\n"


def zet_neer(doel: Path) -> None:
    """Fill `doel` anew; it is replaced in one move, so that it is never half filled."""
    nieuw = doel.with_name(f"{doel.name}.nieuw")
    oud = doel.with_name(f"{doel.name}.oud")
    shutil.rmtree(nieuw, ignore_errors=True)
    for van, naar in BESTANDEN.items():
        (nieuw / naar).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PAKKETTEN / van, nieuw / naar)
    shutil.rmtree(oud, ignore_errors=True)
    van, naar = TAAL
    (nieuw / naar).write_text(VERPAKT.format((PAKKETTEN / van).read_text("utf-8")), "utf-8")
    if doel.exists():
        doel.rename(oud)
    nieuw.rename(doel)
    shutil.rmtree(oud, ignore_errors=True)


if __name__ == "__main__":
    zet_neer(Path(sys.argv[1]))
