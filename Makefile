# The verbs of daily work. Each sets up by itself what it needs: nothing but Python is expected.
PYTHON ?= python3
PORT ?= 8000
export PORT

BIN := .venv/bin
MESSAGES := $(shell find academie translations -name '*.po' 2>/dev/null)
COMPILE_LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --upgrade

.PHONY: help run test check fix bench lock build clean environment browser
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' Makefile

run: .venv/run.stamp build ## Set up, load the demo when the database is empty, serve on PORT (8000)
	@$(BIN)/academie db upgrade
	@$(BIN)/academie demo --if-empty
	@exec $(BIN)/academie serve

test: .venv/dev.stamp build browser ## Run every test
	@$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(COVERAGE)

check: .venv/dev.stamp ## All that CI asks: format, lint, types, imports, dead code, templates, tests with coverage
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/vulture
	@$(BIN)/djlint templates --check
	@$(BIN)/djlint templates --lint --quiet
	@$(MAKE) --no-print-directory test COVERAGE="--cov --cov-report=term-missing:skip-covered"

fix: .venv/dev.stamp ## Format code and templates, mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@$(BIN)/djlint templates --reformat --quiet

bench: .venv/dev.stamp build browser ## Measure: one line of JSON a measurement
	@$(BIN)/python -m tools.bench
	@$(BIN)/python -m tools.bench_door
	@$(BIN)/python -m tools.bench_paper
	@$(BIN)/python -m tools.bench_lists
	@$(BIN)/python -m tools.bench_reports

build: environment node_modules/.package-lock.json $(MESSAGES:.po=.mo) ## Build hashed front-end files, PDF fonts and translations
	@$(BIN)/python -m tools.frontend

lock: ## Renew every lock to the newest releases allowed (needs uv and npm)
	@$(COMPILE_LOCK) pyproject.toml --group build --output-file requirements.lock
	@$(COMPILE_LOCK) pyproject.toml --group build --group dev --output-file requirements-dev.lock
	@$(COMPILE_LOCK) --group node --output-file requirements-node.lock
	@npm update --package-lock-only

clean: ## Remove all that was set up or built; your data in instance/ stays
	@rm -rf .venv node_modules static/build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@rm -rf .import_linter_cache .coverage* $(MESSAGES:.po=.mo)

# Set-up: a stamp or a file that tells what is done, and the step that brings it up to date.

.venv/run.stamp: requirements.lock pyproject.toml
.venv/dev.stamp: requirements-dev.lock pyproject.toml
.venv/%.stamp:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Academie needs Python 3.11 or newer, this is %s. Name another one: make run PYTHON=python3.12' % sys.version.split()[0])"
	@$(PYTHON) -m tools.environment $<
	@touch $@

node_modules/.package-lock.json: package-lock.json .npmrc
	@$(BIN)/python -m tools.npm
	@touch $@

%.mo: %.po
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

environment:
	@ls .venv/*.stamp >/dev/null 2>&1 || $(MAKE) --no-print-directory .venv/run.stamp

browser:
	@$(BIN)/python -m tools.browser
