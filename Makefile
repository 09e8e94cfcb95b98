# The only door: everything a person or a machine does with this project is a target here.
VENV := .venv
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python -X utf8
DEMO := demo

.DEFAULT_GOAL := help
.PHONY: help demo test test-office test-browser test-reliability test-endurance bench bench-before check format samples pictures words generated lock wheel clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --requirement requirements.lock
	$(RUN) -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(RUN) -m pip install --quiet --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/installed ## Collect two sample months, one after the other, into demo/output
	@mkdir -p $(DEMO) && cp sample_workbooks/discussions.toml $(DEMO)/
	@for inbox in inbox-2022-04 inbox; do \
	  $(RUN) -m tilannekuva collect sample_workbooks/$$inbox --output $(DEMO)/output; code=$$?; \
	  echo "collect left with exit code $$code (1: something needs a person)"; echo; \
	  test $$code -le 1 || exit $$code; \
	done; \
	echo "outputs: $(DEMO)/output/2022-04, and $(DEMO)/output/2022-05 with what changed since"

test: $(VENV)/installed-dev ## Run the quick tests; nothing but Python is needed
	$(RUN) -m pytest --numprocesses auto

test-office: $(VENV)/installed-dev ## Send the forms through LibreOffice and Gnumeric
	$(RUN) -m pytest -m office tests/office

test-browser: $(VENV)/installed-dev ## Open the pages in a real Chromium
	$(RUN) -m pytest --numprocesses auto -m browser tests/browser

test-reliability: $(VENV)/installed-dev ## Try hostile files, deaths, faults and concurrent runs
	$(RUN) -m pytest --numprocesses auto -m reliability tests/reliability

test-endurance: export TILANNEKUVA_EFFORT := endurance
test-endurance: test-reliability ## Try all of them; takes hours, TILANNEKUVA_SEED chooses which

$(VENV)-bench/installed:
	$(PYTHON) -m venv $(VENV)-bench
	$(subst $(VENV),$(VENV)-bench,$(RUN)) -m pip install --quiet datamaps==1.1.9
	@touch $@

bench: $(VENV)/installed $(VENV)-bench/installed ## Time collecting beside the nearest peer
	$(RUN) tests/bench/side_by_side.py $(subst $(VENV),$(VENV)-bench,$(BIN))/datamaps

bench-before: $(VENV)/installed ## Time collecting beside another state: make bench-before REF=commit
	@rm -rf $(VENV)-before && git clone --quiet . $(VENV)-before
	@git -C $(VENV)-before checkout --quiet $(REF)
	@$(MAKE) --quiet --directory $(VENV)-before VENV=.venv .venv/installed
	$(RUN) tests/bench/before_and_now.py $(subst $(VENV),$(VENV)-before/.venv,$(BIN))/python
	@rm -rf $(VENV)-before

check: $(VENV)/installed-dev ## Lint, types, import contracts, and what is generated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests/browser/conftest.py
	$(BIN)/lint-imports
	$(RUN) -m tilannekuva.cli.generated --check

format: $(VENV)/installed-dev ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

samples: $(VENV)/installed ## Make the sample returns of both months anew from their texts
	$(RUN) sample_workbooks/build.py

pictures: demo ## Draw the README's pictures from the demo's outputs
	docs/pictures.sh

words: $(VENV)/installed ## Bring the catalogues up to date with the code, and compile them
	$(RUN) -m tilannekuva.i18n.catalogues

generated: $(VENV)/installed ## Write the schemas, the glossary, the rules and the command reference
	$(RUN) -m tilannekuva.cli.generated

lock: $(VENV)/installed-dev ## Choose new versions of what the project depends on
	$(RUN) -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-header \
	  --no-annotate --generate-hashes --extra dev pyproject.toml --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header \
	  --no-annotate --generate-hashes --constraint requirements-dev.lock \
	  pyproject.toml --output-file requirements.lock

wheel: $(VENV)/installed ## Build the wheel into dist/
	$(RUN) -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Take away everything that is built
	rm -rf $(VENV) $(VENV)-bench $(VENV)-before $(DEMO) dist build
