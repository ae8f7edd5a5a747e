# Set-up, demo, tests and checks. Needs Python 3.11 or newer (with venv), git and make; everything else goes into .venv.
#
#   make setup    build .venv from the hash-pinned lock files (does nothing when they have not changed)
#   make demo     ingest the bundled articles, answer three questions, write kg-demo/view.html
#   make test     run every test
#   make check    ruff, formatting, mypy --strict, import contracts
#   make web      make the query editor and the explorer of kg serve again from their lock files (make setup has done so)
#   make docs     write docs/cli.md again from the commands
#   make lock     resolve requirements/*.lock again (UPGRADE=--upgrade for newer versions)
#   make bench    speed and recall of extraction beside bare spaCy, textacy and triplet-extract (Python 3.12 or newer)
#   make clean    remove what the targets above made
#
# Another interpreter: make setup PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
QUERY_EDITOR := kg/server/static/vendor/yasgui.min.js
EXPLORER := kg/server/static/explorer/explorer.js

# Downloads are kept inside .venv, so that set-up leaves nothing elsewhere; set UV_CACHE_DIR to share a cache.
UV_CACHE_DIR ?= $(CURDIR)/$(VENV)/cache
UV := UV_CACHE_DIR="$(UV_CACHE_DIR)" UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/uv
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 $(UPGRADE)

.PHONY: setup demo test check web docs lock bench clean FORCE
.DEFAULT_GOAL := setup

setup: $(STAMP) $(QUERY_EDITOR) $(EXPLORER)

$(STAMP): pyproject.toml requirements/bootstrap.lock requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "$(PYTHON) is Python %d.%d; 3.11 or newer is needed (make setup PYTHON=python3.12)" % sys.version_info[:2])'
	$(PYTHON) -m venv $(CLEAR) $(VENV)
	$(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	$(UV) pip sync --quiet --require-hashes requirements/dev.lock requirements/bootstrap.lock
	$(UV) pip install --quiet --offline --no-deps --no-build-isolation --editable .
	@touch $@

web: $(STAMP)
	$(BIN)/python web/make.py

$(QUERY_EDITOR): web/package.json web/package-lock.json web/make.py | $(STAMP)
	$(BIN)/python web/make.py editor

$(EXPLORER): $(wildcard kg/explorer/*.* kg/explorer/src/*.* kg/explorer/src/*/*.*) web/make.py | $(STAMP)
	$(BIN)/python web/make.py explorer

# An interpreter named on purpose replaces a .venv made with another version.
ifneq ($(origin PYTHON),file)
WANTED := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
PRESENT := $(shell test -x $(BIN)/python && $(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ifneq ($(WANTED),$(PRESENT))
CLEAR := --clear
$(STAMP): FORCE
endif
endif

demo: setup
	$(BIN)/kg demo

test: setup
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --durations 25 --durations-min 5

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

docs: setup
	$(BIN)/python -m kg.cli.reference

lock: setup
	$(COMPILE) requirements/bootstrap.in -o requirements/bootstrap.lock
	$(COMPILE) pyproject.toml --group dev --all-extras -o requirements/dev.lock
	$(COMPILE) pyproject.toml -c requirements/dev.lock -o requirements/runtime.lock
	$(COMPILE) pyproject.toml --group bench -c requirements/dev.lock -o requirements/bench.lock

# An environment inside .venv, beside the one that everything else uses, since what it compares with is not ours to depend on.
BENCH_PYTHON ?= python3.12
BENCH := $(VENV)/bench
bench: $(BENCH)/.complete
	$(BENCH)/bin/python -m tests.benchmarks.bench_extraction

$(BENCH)/.complete: $(STAMP) requirements/bench.lock
	@$(BENCH_PYTHON) --version > /dev/null || { echo "make bench needs Python 3.12 or newer: make bench BENCH_PYTHON=/path/to/python3.12" >&2; exit 1; }
	$(BENCH_PYTHON) -m venv --without-pip --clear $(BENCH)
	$(UV) pip sync --quiet --require-hashes --python $(BENCH) requirements/bench.lock
	$(UV) pip install --quiet --offline --no-deps --no-build-isolation --python $(BENCH) --editable .
	@touch $@

clean:
	rm -rf $(VENV) web/node_modules kg/explorer/node_modules kg/server/static/vendor kg/server/static/explorer build dist kg-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kg extractors tests -name __pycache__ -type d -prune -exec rm -rf {} +
