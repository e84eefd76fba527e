# Everything below sets up what it needs in .venv; a machine with Python 3.11 or newer and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: help demo test test-all check fix docs picture site vendor bench fuzz clean

help:
	@echo "make demo      lint the example garden"
	@echo "make test      run the quick tests; PYTEST=... passes options to pytest"
	@echo "make test-all  run every test, as CI does; PYTEST=--cov measures coverage, which has a floor"
	@echo "make check     run the linters and type checkers over vaultlint itself"
	@echo "make fix       format the code"
	@echo "make bench     measure vaultlint against its peers, and write docs/benchmarks.md (see benchmarks/README.md)"
	@echo "make fuzz      look for inputs that break the parsers, two minutes for each (see fuzz/README.md)"
	@echo "make docs      write all that is generated: parts of the README, docs/obsidian.md, docs/rules, the schema"
	@echo "make picture   write docs/report.png, the picture of a report, with Chromium"
	@echo "make vendor    fetch the JavaScript libraries of the report with npm, at the versions in vendor/, and bundle them"
	@echo "make site      build the documentation site in site/; broken links fail"

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.installed-check: $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group check
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/vaultlint check --fail-on never examples/garden

# All cores, also in CI: -n 0 runs the tests in one process, which a debugger needs.
test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n auto -m "not slow" $(PYTEST)

test-all: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n auto --hypothesis-profile=full $(PYTEST)

check: $(VENV)/.installed-check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --no-progress --quiet action.yml .github

fix: $(VENV)/.installed-check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py

picture: $(VENV)/.installed-test
	$(BIN)/python docs/report_picture.py

vendor:
	cd vendor && npm ci && npm run build

$(VENV)/.installed-site: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group site
	@touch $@

site: $(VENV)/.installed-site
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -c docs -d $(VENV)/doctrees . site
	@echo "open site/index.html"

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks --output docs/benchmarks.md $(BENCH)

HARNESS ?= markdown front_matter canvas
SECONDS ?= 120

$(VENV)/.installed-fuzz: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	@touch $@

fuzz: $(VENV)/.installed-fuzz
	for harness in $(HARNESS); do \
	  $(BIN)/python -m fuzz $$harness $(if $(FOLDER),--folder $(FOLDER)) -max_total_time=$(SECONDS) || exit; \
	done

clean:
	rm -rf $(VENV) dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
