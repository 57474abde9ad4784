# `make` or `make help` lists the commands. Windows: README.md gives the plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
FIRST := $(firstword $(NOTEBOOKS))
ROOT_USER := $(if $(filter 0,$(shell id -u)),--allow-root)

.DEFAULT_GOAL := help
.PHONY: help lab test test-browser bench bench-sliders refresh lint format lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

lab: $(READY) ## set up, then open JupyterLab on the first chapter
	JUPYTER_CONFIG_PATH=$(CURDIR)/tools/jupyter $(BIN)/jupyter lab --ServerApp.ip=localhost $(ROOT_USER) $(LAB_OPTIONS) $(FIRST)

test: $(READY) ## set up, then run every test: package, notebooks, figures, live plots
	$(BIN)/python -m pytest

bench: $(READY) ## measure the speed of helpers beside SciPy, scikit-learn and PyTorch
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[bench]'
	$(BIN)/python -m bench

test-browser: $(READY) ## set up, then run every chapter in JupyterLab and Chromium, and move its sliders
	$(BIN)/python -m pytest --numprocesses=2 tests/browser

bench-sliders: $(READY) ## measure in Chromium how fast a picture follows its slider
	$(BIN)/python -m bench.sliders

refresh: $(READY) ## execute the notebooks in place and store their outputs
	$(BIN)/python tools/refresh.py $(NOTEBOOKS)

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## put code and notebooks into the common style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## pin the whole tree in requirements.txt, from the ranges in pyproject.toml
	echo '-e .[test,dev]' | $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest \
		--python-version 3.11 --no-annotate --no-header --upgrade - --output-file requirements.txt

clean: ## remove what the other commands made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage test-results
	rm -rf *.egg-info notebooks/.ipynb_checkpoints
	find bench helpers tests tools -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or call make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $$($(PYTHON) --version) found: install a newer one, or call make PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements.txt
	@touch $(READY)
