# make run, make notebook, make test, make check, make bench, make clean; `make pins` after a change of dependencies.
# Needs Python 3.11 or newer, make and git; takes uv where it is on PATH.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
RUN_STAMP := .venv/.installed-run
DEV_STAMP := .venv/.installed-dev
BENCH_STAMP := .venv/.installed-bench
# DuckDB 1.2 can't live beside 2.0 in one environment; a test opens the warehouse with it
OLD_DUCKDB := .venv-duckdb12
OLD_DUCKDB_STAMP := $(OLD_DUCKDB)/.installed
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
# uv compiles no bytecode unless told to, and each start would then take seconds more
make_venv = $(UV) venv --quiet --allow-existing --python $(PYTHON) $(1)
install = $(UV) pip install --quiet --compile-bytecode --python $(1)/bin/python
else
make_venv = $(PYTHON) -m venv $(1)
install = $(1)/bin/python -m pip install --quiet --disable-pip-version-check
endif

define check_python
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "kaifaqu needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
endef

.PHONY: help run notebook test check bench chromium dictionary minisearch pins clean
.DELETE_ON_ERROR:

help:
	@echo "make run     install what is needed into .venv, then run: data/raw -> data/marts  (ARGS=\"--raw DIR\")"
	@echo "make notebook  open notebooks/quarter.py in the browser, on what the last run published"
	@echo "make test    install the test tools as well, then run the whole suite          (ARGS=\"-k words\")"
	@echo "make chromium  install the system's package of a browser, for the tests of the bulletin's pages"
	@echo "make check   ruff (lint, format) and mypy"
	@echo "make bench   all benchmarks, an hour:      writes docs/performance.md       (ARGS=\"--quick\")"
	@echo "make dictionary  write docs/data-dictionary.md, docs/dictionary/, docs/indicators.md and docs/first-readings.md anew"
	@echo "make pins    write requirements/*.txt anew from pyproject.toml (needs uv)"
	@echo "make clean   remove the environments, the caches and data/marts"

run: $(RUN_STAMP)
	@$(BIN)/kaifaqu run $(ARGS)

# marimo asks a package index for news of itself unless told not to
notebook: $(DEV_STAMP)
	MARIMO_SKIP_UPDATE_CHECK=1 $(BIN)/marimo edit notebooks/quarter.py $(ARGS)

test: $(DEV_STAMP) $(OLD_DUCKDB_STAMP)
	@$(HAS_CHROMIUM); echo "No Chromium: the tests of the bulletin's pages are skipped. make chromium installs it."
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(ARGS)

HAS_CHROMIUM = for name in "$$KAIFAQU_CHROMIUM" chromium chromium-browser google-chrome-stable google-chrome; do \
	command -v "$$name" >/dev/null && exit 0; done

# the tests of the bulletin open it in a real browser, which nobody installs unasked; without one they are skipped
chromium:
	@$(HAS_CHROMIUM); \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "Install it by the means of this system, on Debian as root: apt-get install chromium" >&2; exit 1; \
	fi; \
	echo "Installing Debian's package chromium; this takes a minute, once."; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || { \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(BENCH_STAMP)
	@$(BIN)/python benchmarks/run.py $(ARGS)

# The pins name the whole closure, so nothing is left to resolve. Without --no-deps, older pips ask for the newest
# release of what is required with extras, find no hash for it and stop as soon as upstream releases one.
pinned = --no-deps --require-hashes

dictionary: $(RUN_STAMP)
	$(BIN)/python -m flows.contracts.dictionary docs
	$(BIN)/python -m flows.reference.catalog > docs/indicators.md
	$(BIN)/python -m flows.evaluation.ledger > docs/first-readings.md

# the search of the bulletin: kept in git, since no package that Python's installers know carries it; needs npm
MINISEARCH := 7.2.0
MINISEARCH_SHA256 := 9268c10f4fa9601cf658894e1c70bcc1d42480a47e1eaf9e04c92b6f167cd643
minisearch:
	rm -rf build/minisearch && mkdir -p build/minisearch
	cd build/minisearch && npm pack --silent minisearch@$(MINISEARCH) && tar xzf minisearch-$(MINISEARCH).tgz
	cd build/minisearch/package && { echo '/*! MiniSearch $(MINISEARCH), taken from the npm package minisearch; only the line that names a source map is gone.'; \
		echo; cat LICENSE.txt; echo '*/'; grep -v '^//# sourceMappingURL' dist/umd/index.js; } > $(CURDIR)/flows/bulletin/static/minisearch.js
	echo "$(MINISEARCH_SHA256)  flows/bulletin/static/minisearch.js" | sha256sum --check --quiet

# each stamp is younger than what it was made from, so a second `make run` installs nothing
$(RUN_STAMP): requirements/run.txt pyproject.toml
	$(check_python)
	@echo "Installing into .venv; this takes a minute, once."
	@$(call make_venv,.venv)
	@$(call install,.venv) $(pinned) -r requirements/run.txt
	@$(call install,.venv) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q flows
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(RUN_STAMP)
	@echo "Installing the test tools into .venv."
	@$(call install,.venv) $(pinned) -r requirements/dev.txt
	@touch $@

$(BENCH_STAMP): requirements/bench.txt $(RUN_STAMP)
	@echo "Installing the tools of the benchmarks into .venv."
	@$(call install,.venv) $(pinned) -r requirements/bench.txt
	@touch $@

$(OLD_DUCKDB_STAMP): requirements/duckdb12.txt
	$(check_python)
	@$(call make_venv,$(OLD_DUCKDB))
	@echo '*' > $(OLD_DUCKDB)/.gitignore
	@# there are wheels up to Python 3.13; building DuckDB would take an hour, so the one test is skipped there
	@$(call install,$(OLD_DUCKDB)) --only-binary :all: $(pinned) -r requirements/duckdb12.txt \
		|| $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 14))'
	@touch $@

COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
pins:
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) pyproject.toml --group build --extra test --extra dask -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) pyproject.toml --extra bench -c requirements/dev.txt -o requirements/bench.txt
	echo 'duckdb==1.2.*' | $(COMPILE) - -o requirements/duckdb12.txt

clean:
	rm -rf .venv .venv-peers $(OLD_DUCKDB) flows/bulletin/static/vendor data/marts build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
