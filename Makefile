# Everything a user or contributor does; `make help` lists it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.DEFAULT_GOAL := help
.PHONY: help run kafka up-local equivalence test test-unit test-integration test-e2e lint format lock schemas dashboards manifests clean score train train-milestones train-verdicts

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { command -v python3 >/dev/null && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; } \
	  || { echo "Parley needs Python 3.11 or newer with venv; install it (Debian: apt install python3 python3-venv) or set PYTHON=..."; exit 2; }
	@if command -v $(PYTHON) >/dev/null; then $(PYTHON) -m venv $(VENV); else python3 -m venv $(VENV); fi

$(READY): requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (once: a minute or more, 360 MB on disk) ..."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): requirements/dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up for development (once) ..."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(READY)

run: $(READY) ## Run Parley here: demo articles, or ARTICLES=file.jsonl, or FEEDS=feeds.opml
	@$(BIN)/parley run $(if $(ARTICLES),--articles "$(ARTICLES)") $(if $(FEEDS),--feeds "$(FEEDS)") $(if $(PORT),--port $(PORT))

kafka: $(READY_DEV) ## A real Kafka broker for development, until Ctrl-C: make kafka PORT=9092
	@$(BIN)/python -m shared.testing.broker $(PORT)

up-local: $(READY_DEV) ## Broker, cache and every service as processes: make up-local ARTICLES=file.jsonl WORKERS=2
	@$(BIN)/parley up-local $(if $(ARTICLES),--articles "$(ARTICLES)") $(if $(FEEDS),--feeds "$(FEEDS)") $(if $(PORT),--port $(PORT)) $(if $(WORKERS),--workers $(WORKERS))

equivalence: $(READY_DEV) ## Workers on Kafka against the processors alone: make equivalence FILE=archive.jsonl.gz
	@$(BIN)/python -m benchmarks.kafka_equivalence $(FILE) $(if $(WORKERS),--workers $(WORKERS)) $(if $(KILLS),--kills $(KILLS)) $(if $(ZOMBIES),--zombies $(ZOMBIES))

test: $(READY_DEV) ## All tests: unit, contracts, rules, integration, faults, browser
	@$(BIN)/python -m tests.needs
	@$(BIN)/python -m pytest tests

test-unit: $(READY_DEV) ## Fast tests that need Python alone
	@$(BIN)/python -m pytest tests/unit tests/contracts tests/rules

test-integration: $(READY_DEV) ## Tests over real sockets, processes, caches, brokers; and faults
	@$(BIN)/python -m tests.needs
	@$(BIN)/python -m pytest tests/integration tests/faults

test-e2e: $(READY_DEV) ## Tests of the whole, in a browser
	@$(BIN)/python -m tests.needs
	@$(BIN)/python -m pytest tests/e2e

lint: $(READY_DEV) ## Linter, formatter, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY_DEV) ## Put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

schemas: $(READY) ## Write docs/schemas, docs/asyncapi.json, docs/topics.md, configuration.md, metrics.md
	@$(BIN)/parley schemas

dashboards: $(READY_DEV) ## Write deploy/grafana/dashboards from deploy/grafana/build.py
	@$(BIN)/python -m deploy.grafana.build

manifests: $(READY_DEV) ## Write deploy/kubernetes/*.yaml from deploy/kubernetes/build.py
	@$(BIN)/python -m deploy.kubernetes.build

score: $(READY_DEV) ## Quality on gold, speed, memory: make score GOLD=/path/to/gold
	@$(BIN)/python -m benchmarks.score $(if $(GOLD),--gold "$(GOLD)")

train: $(READY_DEV) ## Train the reader: make train GOLD=/path/to/gold
	@$(BIN)/python -m services.extraction.training $(if $(GOLD),--gold "$(GOLD)")

train-milestones: $(READY_DEV) ## Learn the weights of milestone reading: make train-milestones GOLD=/path/to/gold
	@$(BIN)/python -m services.extraction.training.milestones.partaking $(if $(GOLD),"$(GOLD)",.)
	@$(BIN)/python -m services.extraction.training.milestones $(if $(GOLD),"$(GOLD)",.)

train-verdicts: $(READY_DEV) ## Learn what desks want from readers' verdicts: make train-verdicts GOLD=/path/to/gold
	@$(BIN)/python -m services.extraction.training.milestones.trust $(if $(GOLD),"$(GOLD)",.)
	@$(BIN)/python -m services.extraction.training.statements.newsworthiness $(if $(GOLD),"$(GOLD)",.)

lock: | $(VENV)/bin/python ## Resolve dependencies anew into requirements/*.lock
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra embedded pyproject.toml requirements/build.in -o requirements/run.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra kafka pyproject.toml requirements/build.in -o requirements/production.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra embedded --extra kafka --extra dev pyproject.toml requirements/build.in -o requirements/dev.lock

clean: ## Remove what make has written here; what runs have found stays in var
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
