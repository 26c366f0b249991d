# The menu. `make` alone prints it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= python3.11
DEMO := demo
DEMO_STORE := $(DEMO)/store
DEMO_DISTRICTS ?= 6
DEMO_SEED ?= 1
TIMES ?= 10
PROGRAMS := chromium=chromium soffice=libreoffice-calc-nogui radosgw=radosgw ceph-mon=ceph-mon ceph-osd=ceph-osd \
            ceph=ceph-common pg_ctlcluster=postgresql systemd-analyze=systemd strace=strace \
            locale-gen=locales
MINUTES ?= 20
RUNS ?= 1300

.PHONY: help setup programs run test check bench bench-national explore fuzz walk golden generate sbom lock clean

help: ## this menu
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F':.*?## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: $(STAMP) ## install everything into .venv (hash-checked)

$(STAMP): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: set PYTHON=/path/to/python3.11"; exit 3; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

programs: ## what some tests start, from Debian's packages where it is absent: Chromium, LibreOffice, a Ceph gateway, PostgreSQL, strace, locales
	@for pair in $(PROGRAMS); do command -v $${pair%%=*} >/dev/null || missing="$$missing $${pair#*=}"; done; \
	test -z "$$missing" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; }

run: setup ## six made-up districts through fiscal years 2013 and 2014, then where to open them
	$(BIN)/ppsp demo --districts $(DEMO_DISTRICTS) --seed $(DEMO_SEED) --year 2013 --full $(DEMO)/submissions
	@$(BIN)/python -m flows.demo_run $(DEMO)/submissions $(DEMO_STORE)
	@$(BIN)/ppsp site build $(DEMO)/room --store $(DEMO_STORE)

test: setup ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist worksteal

check: setup ## what CI checks beside the tests: style, types, import arrows, drift of generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m schemas.emit --check
	$(BIN)/ppsp sbom supply/sbom.json --check
	$(BIN)/ppsp advisories

bench: setup ## ratios measured side by side, written into docs/benchmarks.md
	$(BIN)/python -m benchmarks

bench-national: setup ## the whole made-up country, 64 to 514 districts; hours on a busy machine
	$(BIN)/python -m benchmarks seluruh --options="--sizes 64,128,256,514 --mps"

explore: setup ## the properties with new seeds and TIMES as many examples; what fails is printed for an @example
	PPSP_EXPLORE=$(TIMES) $(BIN)/python -m pytest -n auto --dist worksteal $$(grep -rl "from hypothesis import given" tests)

fuzz: setup ## files grown by coverage (RUNS for each reader), then damaged ones for MINUTES, against the readers
	$(BIN)/python -m tests.fuzz_guided --runs $(RUNS)
	$(BIN)/python -X faulthandler -m tests.fuzz_readers --minutes $(MINUTES)

walk: setup ## docs/operations.md walked as a new user (as root): its blocks, its clicks, its pictures
	$(BIN)/python -m tests.browser.walk_operations

golden: setup ## write the golden files anew; read the diff
	$(BIN)/python -m pytest tests/golden --golden-write

generate: setup ## write the generated files (data dictionary, JSON Schemas)
	$(BIN)/python -m schemas.emit --write

sbom: setup ## write the list of libraries (CycloneDX) anew from the hashed requirements
	$(BIN)/ppsp sbom supply/sbom.json

lock: setup ## compile the hashed requirements anew from pyproject.toml
	$(BIN)/uv pip compile --quiet pyproject.toml --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements/runtime.txt -o requirements/dev.txt
	echo uv | $(BIN)/uv pip compile --quiet - --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements/uv.txt

clean: ## remove what the demo made
	rm -rf $(DEMO)
