# Linli 邻里. Two commands are enough on a fresh machine: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup demo test nightly lint bench gateway clean

setup: $(VENV)/developer

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/user: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/developer: $(VENV)/user
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/user
	$(BIN)/linli demo

test: $(VENV)/developer
	$(BIN)/python -m pytest -n 2 --dist loadfile

nightly: $(VENV)/developer
	HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -n 2 -m hypothesis --timeout 14400
	$(BIN)/linli simulate --cases 10000

lint: $(VENV)/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/developer
	$(BIN)/python -m tests.bench

gateway: tests/gateway/node_modules/.package-lock.json

tests/gateway/node_modules/.package-lock.json: tests/gateway/package-lock.json
	npm ci --prefix tests/gateway --ignore-scripts --no-audit --no-fund

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
