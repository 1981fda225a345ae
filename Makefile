# `make help` lists what can be done. Everything is installed into .venv from hash-pinned lock files.
.ONESHELL:
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var/demo
WORKERS ?= 3
UPGRADE ?=
ROUNDS ?=
REPORT ?=
WRITE ?=
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
PEERS := tests/peers/node
SOLID := tests/peers/solid
PIP := $(BIN)/python -m pip --disable-pip-version-check
# pip's own progress goes to whoever watches; a log gets the one line before each step.
IF_UNWATCHED := if [ -t 1 ]; then quiet=; else quiet=--quiet; fi
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet $(UPGRADE)

# What matters most for what is kept runs on both databases each time; the rest on PostgreSQL by `make test-postgresql`.
ON_BOTH := tests/test_main_job.py tests/test_asking_again.py tests/test_repeated_readings.py tests/test_receipts.py \
	tests/actions/test_changing_grants.py tests/ways_in/test_joining.py tests/journal $(wildcard tests/invariants/test_i0[4-8]*.py) \
	$(filter-out %/test_postgresql.py %/test_roles.py %/test_journal_keys.py %/test_key_rings.py,$(wildcard tests/storage/test_*.py))

# A caller's own Python settings must not leak into the environment built here. Without bytecode on disk each process that the
# tests start compiles the whole program anew, a second and more of processor time.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV

.PHONY: help install install-dev debian-packages run test format fix lint types imports unit test-postgresql bench bench-more bench-growth bench-memory bench-peer drill-crash drill-withdrawing drill-oracle drill-restore drill-taxonomy drill-failover drill-journeys pictures goldens contract strings test-numbers lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do
		printf '  %-16s %s\n' "$$name" "$$text"
	done

install: $(VENV)/.installed  ## install what the service needs to run

install-dev: debian-packages $(VENV)/.installed-dev $(PEERS)/node_modules/.installed  ## install what the tests need as well

$(VENV)/.made:
	@fail() { echo "error: $$1" >&2; exit 1; }
	command -v git >/dev/null || fail "git is missing; install git"
	command -v $(PYTHON) >/dev/null || fail "$(PYTHON) is missing; install Python 3.11 or later"
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
		fail "$(PYTHON) is older than 3.11; install Python 3.11 or later, or name one: make PYTHON=python3.12"
	if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
			fail "$(PYTHON) cannot make virtual environments; install python3-venv"
		echo "installing python3-venv"
		apt-get update -qq
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
		$(PYTHON) -c 'import ensurepip, venv' || fail "python3-venv is installed, but $(PYTHON) still lacks ensurepip"
	fi
	echo "making the virtual environment $(VENV)"
	$(PYTHON) -m venv --clear $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	@$(IF_UNWATCHED)
	echo "downloading and installing what requirements.lock names: about half a minute the first time"
	$(PIP) install $$quiet --require-hashes -r requirements.lock
	echo "installing egenkarta itself"
	$(PIP) install $$quiet --no-deps --no-build-isolation -e .
	touch $@

# The development lock holds everything in the runtime lock, at the same versions.
$(VENV)/.installed-dev: $(VENV)/.made requirements-dev.lock pyproject.toml
	@$(IF_UNWATCHED)
	echo "downloading and installing what requirements-dev.lock names: about half a minute the first time"
	$(PIP) install $$quiet --require-hashes -r requirements-dev.lock
	echo "installing egenkarta itself"
	$(PIP) install $$quiet --no-deps --no-build-isolation -e .
	touch $(VENV)/.installed $@

# What others wrote and the tests run against; the lock file pins each package by its hash, and no script of theirs runs.
$(PEERS)/node_modules/.installed: $(PEERS)/package.json $(PEERS)/package-lock.json | debian-packages
	@if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then
		echo "error: the tests need Node.js 20 or later; this is $$(node --version)" >&2
		exit 1
	fi
	echo "downloading and installing what $(PEERS)/package-lock.json names"
	npm --prefix $(PEERS) ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	touch $@

$(SOLID)/node_modules/.installed: $(SOLID)/package.json $(SOLID)/package-lock.json | debian-packages
	@echo "downloading and installing what $(SOLID)/package-lock.json names: about a hundred megabytes"
	npm --prefix $(SOLID) ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	touch $@

debian-packages:
	@missing=
	command -v chromium >/dev/null || missing="$$missing chromium"
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"
	[ -e /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ] || missing="$$missing fonts-noto-core"
	command -v softhsm2-util >/dev/null || missing="$$missing softhsm2"
	command -v node >/dev/null || missing="$$missing nodejs"
	command -v npm >/dev/null || missing="$$missing npm"
	command -v strace >/dev/null || missing="$$missing strace"
	# The programs alone: the tests start a server of their own, so none needs to run.
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"
	for program in patroni:patroni etcd:etcd-server haproxy:haproxy; do
		PATH="$$PATH:/usr/sbin" command -v "$${program%:*}" >/dev/null || missing="$$missing $${program#*:}"
	done
	[ -n "$$missing" ] || exit 0
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "error: the tests need these Debian packages; install them:$$missing" >&2
		exit 1
	fi
	echo "installing$$missing"
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null

run: install  ## run the service with demonstration data (PORT, DATA_DIR)
	@exec $(BIN)/egenkarta demo --port $(PORT) --data-dir $(DATA_DIR)

test: install-dev  ## every check: format, lint, types, imports, unit
	@for step in format lint types imports unit; do
		echo "== $$step"
		$(MAKE) "$$step"
	done

format: $(VENV)/.installed-dev  ## check the formatting
	@$(BIN)/ruff format --check .

fix: $(VENV)/.installed-dev  ## format, and repair what the linter can repair
	@$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lint: $(VENV)/.installed-dev  ## run the linter
	@$(BIN)/ruff check .

types: $(VENV)/.installed-dev  ## check the types
	@$(BIN)/mypy

imports: $(VENV)/.installed-dev  ## check who imports whom
	@$(BIN)/lint-imports

unit: install-dev  ## run the tests (WORKERS)
	@$(BIN)/python -m tests.steady -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not long"
	echo "== unit, on PostgreSQL: what matters most for what is kept"
	EGENKARTA_TESTED_ON=postgresql $(BIN)/python -m tests.steady -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not long" $(ON_BOTH)

test-postgresql: install-dev  ## every test, on PostgreSQL (WORKERS, TESTS)
	@EGENKARTA_TESTED_ON=postgresql $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not long" --timeout 400 $(TESTS)

bench: install-dev  ## measure the consented read, under three minutes: beside a bare app, pgbench and the figures before
	@$(BIN)/python -m tests.bench

bench-more: install-dev  ## measure pages, concepts, coverage with many people
	@$(BIN)/python -m tests.bench.beside

bench-growth: install-dev  ## the read at 10^3 to 10^7 grants and journal lines (SIZES), with a picture
	@$(BIN)/python -m tests.bench.growth

bench-memory: install-dev  ## does memory stay flat under load? (MINUTES, RATE)
	@$(BIN)/python -m tests.bench.memory

bench-peer: install-dev $(SOLID)/node_modules/.installed  ## the read beside Community Solid Server (ROUNDS)
	@$(BIN)/python -m tests.bench.peer

drill-journeys: install-dev  ## the journeys that are too long for every run
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m long

drill-crash: install-dev  ## kill -9 under load, again and again, and power cuts: is everything acknowledged there? (ROUNDS, REPORT)
	@ROUNDS="$(ROUNDS)" REPORT="$(REPORT)" $(BIN)/python -m tests.drills.long_crash

drill-withdrawing: install-dev  ## 8 readers and 2 withdrawers, 10,000 operations
	@$(BIN)/python -m tests.drills.withdrawing

drill-oracle: install-dev  ## can refusals be told apart by their time? 2 x 2,000 samples a pair
	@$(BIN)/python -m tests.drills.oracle

drill-failover: install-dev  ## kill and pause the primary of a cluster under load (ROUNDS, 30; FAULT=, LOAD=tables: deploy/cluster)
	@$(BIN)/python -m tests.drills.failover

drill-restore: install-dev  ## every command of deploy/restore-drill.md on SQLite and PostgreSQL, with times (PEOPLE, 10,000)
	@$(BIN)/python -m tests.drills.restore

drill-taxonomy: install-dev  ## every official file of the shared data, taken in twice: numbers and times
	@$(BIN)/python -m tests.drills.taxonomy

pictures: install-dev  ## take the README's pictures of the main pages anew
	@$(BIN)/python -m tests.pictures

goldens: install-dev  ## draw the pictures that papers are compared with anew; look at each before you commit it
	@$(BIN)/python -m tests.documents.eight

contract: install  ## write schemas/json and openapi.json anew
	@$(BIN)/egenkarta contract write

strings: $(VENV)/.installed-dev  ## what each catalogue of texts lacks or has too much (WRITE=--write sorts them and makes room)
	@$(BIN)/python -m tests.language.strings $(WRITE)

test-numbers: $(VENV)/.installed-dev  ## write the hashes of the official test numbers anew
	@$(BIN)/python -m tests.official_numbers

lock: $(VENV)/.installed-dev  ## write the lock files anew (UPGRADE=--upgrade for newer versions)
	@$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:  ## remove what was installed or built; var/ stays
	@rm -rf $(VENV) $(PEERS)/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
