# Everything from a fresh checkout, with Python 3.11 or newer, git and make: `make site`, `make test`.
#
# The virtual environment is made again when a lock changes, and only then: a stamp in it is newer than its lock.
# All paths are relative, so the checkout may lie in a folder whose name has spaces.

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)

SITE := $(VENV)/.site.stamp
VARIORUM := $(VENV)/.variorum.stamp
TEST := $(VENV)/.test.stamp
PEERS := $(VENV)/bench

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test lint browser bench evaluate learn lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

site: $(VARIORUM) ## content/ becomes site/; BASE_URL=https://... where it will stand
	@$(RUN) -m builder build $${BASE_URL:+--base-url "$$BASE_URL"}

serve: $(VARIORUM) ## the site on this machine, made again at every save
	@$(RUN) -m builder serve

check: $(VARIORUM) ## what the author must fix in content/
	@$(RUN) -m builder check

test: lint browser ## everything that must hold: ruff, mypy, pytest with a browser
	@CHROMIUM="$$($(RUN) -m tests.browser)" && export CHROMIUM && $(RUN) -m pytest -n $(WORKERS)

lint: $(TEST) ## ruff and mypy
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy

browser: $(TEST) ## a Chromium for the tests: found, else installed
	@$(RUN) -m tests.browser

bench: $(VARIORUM) $(PEERS)/.stamp ## the collation beside its peers; DATA=folder for two texts of your own
	@$(RUN) bench/compare.py --peers $(PEERS)/bin/python $${DATA:+--data "$$DATA"}

evaluate: $(VARIORUM) ## how often the program is right, on the marked texts in DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder that holds the marked texts: make evaluate DATA=folder" >&2; exit 1; }
	@$(RUN) bench/evaluate.py --data "$(DATA)"

learn: $(VARIORUM) ## what tells a word that reports, from the marked texts in DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder that holds the marked texts: make learn DATA=folder" >&2; exit 1; }
	@$(RUN) bench/learn.py --data "$(DATA)"

define HAVE_PYTHON
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Variorum needs Python 3.11 or newer; here is: $$("$(or $(PYTHON),python3)" --version 2>&1)." >&2; \
		echo "Install one, or name it: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
endef

# `--clear`: a package that left the lock leaves the environment.
$(SITE): requirements/site.lock
	$(HAVE_PYTHON)
	@echo "Making $(VENV) from requirements/site.lock"
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements/site.lock
	@touch $@

# The build backend is in the lock, and nothing else may be fetched. `pip check`: pyproject.toml asks for what the lock holds.
$(VARIORUM): $(SITE) pyproject.toml
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@$(PIP) check || { echo "The lock does not hold what pyproject.toml asks for: make lock" >&2; exit 1; }
	@touch $@

$(TEST): $(VARIORUM) requirements/test.lock
	@echo "Adding requirements/test.lock"
	@$(PIP) install --require-hashes -r requirements/test.lock
	@touch $@

# In an environment of their own: nothing of ours asks for them.
$(PEERS)/.stamp: requirements/bench.lock
	$(HAVE_PYTHON)
	@echo "Making $(PEERS) from requirements/bench.lock"
	@"$(PYTHON)" -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/bench.lock
	@touch $@

# One lock for every platform and every Python from 3.11 on. In an environment of its own, for when a lock is broken.
COMPILE = $(VENV)/lock/bin/uv pip compile --quiet --no-config --no-python-downloads --python $(VENV)/lock/bin/python \
	--universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --custom-compile-command "make lock"

lock: ## the newest release of every dependency into requirements/
	$(HAVE_PYTHON)
	@"$(PYTHON)" -m venv --clear $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/tools.lock
	@$(VENV)/lock/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| $(COMPILE) --output-file requirements/site.lock pyproject.toml -
	@$(COMPILE) --output-file requirements/test.lock --constraints requirements/site.lock --extra test pyproject.toml
	@$(COMPILE) --output-file requirements/bench.lock --group pyproject.toml:bench
	@echo uv | $(COMPILE) --output-file requirements/tools.lock -
	@git diff --stat -- requirements

clean: ## back to a fresh checkout
	@rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find site -mindepth 1 -maxdepth 1 ! -name '.git*' -exec rm -rf {} +
