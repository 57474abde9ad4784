# `make` or `make help` lists the commands. Windows: README.md gives the plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python tools/packages.py install
COMPILE := $(BIN)/python tools/packages.py compile --quiet --universal --fork-strategy fewest \
	--python-version 3.11 --no-annotate
READER := $(VENV)/.lab
MAINTAINER := $(VENV)/.test
SITE := $(VENV)/.site
LITE := $(VENV)/lite
HUB := $(VENV)/.hub
GRADER := $(VENV)-class
CLASS ?= build/class
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb notebooks/ko/*.ipynb))

.DEFAULT_GOAL := help
.PHONY: help lab edit test test-browser bench bench-sliders refresh korean catalog font lint format nbdime lock site handout slides lite test-site wheelhouse alone hub test-hub bench-hub class test-class clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

lab: $(READER) ## set up, then open JupyterLab on your copies of the chapters, in work/; LECTURE_LANG=ko: in Korean
	@$(BIN)/python tools/open_lab.py $(LAB_OPTIONS)

edit: $(READER) ## set up, then open JupyterLab on the chapters themselves
	@$(BIN)/python tools/open_lab.py edit $(LAB_OPTIONS)

test test-browser: export OPENBLAS_NUM_THREADS = 1# as many workers as processors: one thread each
test: $(MAINTAINER) ## set up, then run every test: package, notebooks, figures, live plots
	$(BIN)/python -m pytest

bench: $(MAINTAINER) ## measure the speed of helpers beside the same formulas in NumPy and SciPy
	$(BIN)/python -m bench

test-browser: $(MAINTAINER) ## set up, then run every chapter in JupyterLab and Chromium, and move its sliders
	$(BIN)/python -m pytest --numprocesses=2 tests/browser

bench-sliders: site ## measure in Chromium how fast a picture follows its slider
	$(BIN)/python -m bench.sliders

refresh: $(MAINTAINER) ## execute the notebooks in place and store their outputs
	$(BIN)/python tools/refresh.py $(NOTEBOOKS)

korean: $(MAINTAINER) ## list the Korean cells to look at; ACCEPT="notebook [cell ids]": they were looked at
	@$(BIN)/python tools/korean.py $(if $(ACCEPT),accept $(ACCEPT))

catalog: $(MAINTAINER) ## bring the Korean catalog up to date, and list what is missing
	$(BIN)/python tools/catalog.py

font: $(MAINTAINER) ## cut the Hangul of the figures out of FONT=path/to/NanumGothic.ttf
	$(BIN)/python tools/font.py $(FONT)

lint: $(MAINTAINER) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(MAINTAINER) ## put code and notebooks into the common style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

nbdime: $(MAINTAINER) ## let git diff and git merge show notebooks cell by cell, without outputs
	git config diff.jupyternotebook.command '$(BIN)/git-nbdiffdriver diff --ignore-outputs'
	git config merge.jupyternotebook.driver '$(BIN)/git-nbmergedriver merge %O %A %B %L %P'

lock: $(MAINTAINER) ## pin all packages in requirements*.txt, from the ranges in pyproject.toml
	echo '-e .[test,dev]' | $(COMPILE) --upgrade - --output-file requirements-test.txt
	cp requirements-test.txt requirements.txt # the same versions, but for readers
	echo '-e .[lab]' | $(COMPILE) - --output-file requirements.txt

site: $(SITE) ## build the lecture as pages, in English and Korean, into build/site
	@$(BIN)/python tools/build_site.py
	@$(BIN)/python site/live.py build/site/_layers

handout: $(MAINTAINER) $(SITE) ## print every chapter as PDF, A4, in English and Korean, into build/site/handout
	@$(BIN)/python tools/handout.py

slides: $(MAINTAINER) $(SITE) ## make slides of every chapter, in English and Korean, into build/site/slides
	@$(BIN)/python tools/slides.py

lite: $(LITE) ## put JupyterLite beside the pages; PYODIDE=folder: with Pyodide from there, for no internet
	@$(BIN)/python site/lite.py $(PYODIDE)

test-site: export OPENBLAS_NUM_THREADS = 1
test-site: site $(LITE) ## build the pages, then read every one of them in Chromium
	$(BIN)/python -m pytest --numprocesses=2 tests/site

wheelhouse: $(READER) ## write all that a classroom without internet needs into dist/; OPTIONS="--python 3.12 --platforms windows"
	@$(BIN)/python site/wheelhouse.py $(OPTIONS)

alone: $(READER) ## write the chapters that run alone into build/alone; GITHUB_REPOSITORY=owner/name
	@$(BIN)/python site/alone.py build/alone

hub: $(HUB) ## start a JupyterHub for trials, on this machine alone; LECTURE_LANG=ko: in Korean
	@$(BIN)/python tools/hub.py $(HUB_OPTIONS)

test-hub: $(MAINTAINER) $(HUB) ## start a JupyterHub, and try its faults and its locks
	$(BIN)/python -m pytest --numprocesses=0 tests/hub

bench-hub: $(MAINTAINER) $(HUB) ## measure classes of simulated students on the hub; STUDENTS="1 5 10 20"
	@$(BIN)/python -m bench.hub $(STUDENTS)

class: $(MAINTAINER) $(GRADER)/.ready ## write assignments for nbgrader into build/class; SEED=7 LANGUAGES="en ko" CLASS=folder
	@$(BIN)/python classroom/build_class.py "$(CLASS)" $(if $(SEED),--seed $(SEED)) $(if $(LANGUAGES),--languages $(LANGUAGES))
	@$(GRADER)/bin/python tools/packages.py install --reinstall-package neuron-lecture "$(CLASS)"/student/*.whl
	@$(GRADER)/bin/python -c 'import lecture.answers' # compiled here: a submission may write nothing

test-class: export OPENBLAS_NUM_THREADS = 1
test-class: $(MAINTAINER) $(GRADER)/.ready ## grade made-up submissions with nbgrader, honest and dishonest ones
	@$(MAKE) --no-print-directory class CLASS=build/test-class SEED=7
	$(BIN)/python -m pytest --numprocesses=2 tests/classroom

clean: ## remove what the other commands made, but not your work/ nor the homes of make hub
	rm -rf $(VENV) $(GRADER) $(filter-out build/hub,$(wildcard build/*)) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage test-results
	rm -rf *.egg-info notebooks/.ipynb_checkpoints notebooks/ko/.ipynb_checkpoints
	find bench helpers lecture tests tools -name __pycache__ -prune -exec rm -rf {} +
	@for driver in diff merge; do git config --remove-section $$driver.jupyternotebook 2>/dev/null || true; done

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or call make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $$($(PYTHON) --version) found: install a newer one, or call make PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
	@echo "Making a Python environment in $(VENV), once:"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(READER): requirements.txt pyproject.toml | $(VENV)/.python
	@echo "Installing JupyterLab and what the chapters need into it:"
	@$(INSTALL) --requirement requirements.txt
	@touch $@

$(MAINTAINER): requirements-test.txt pyproject.toml | $(VENV)/.python
	@echo "Installing what the chapters, the tests and the tools need into it:"
	@UV_COMPILE_BYTECODE=1 $(INSTALL) --requirement requirements-test.txt
	@$(INSTALL) --no-deps --target $(VENV)/ipywidgets7 --requirement tests/ipywidgets7.txt
	@touch $(READER) $@

$(SITE): $(MAINTAINER)
	@echo "Installing what makes the pages into it:"
	@$(INSTALL) --editable ".[site]"
	@touch $@

$(HUB): pyproject.toml deploy/trial/package-lock.json | $(READER)
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null || { echo "Node.js 20.19 or newer with npm is missing, which JupyterHub's proxy runs on: install it (https://nodejs.org)."; exit 1; }
	@echo "Installing JupyterHub and its proxy into it:"
	@$(INSTALL) --editable ".[hub]"
	@mkdir -p $(VENV)/proxy && cp deploy/trial/package.json deploy/trial/package-lock.json $(VENV)/proxy
	@npm ci --prefix $(VENV)/proxy --no-audit --no-fund --loglevel=error
	@touch $@

$(GRADER)/.ready: requirements.txt pyproject.toml | $(VENV)/.python
	@echo "Installing nbgrader into $(GRADER), which holds no solutions:"
	@$(BIN)/python -m venv $(GRADER)
	@UV_COMPILE_BYTECODE=1 $(GRADER)/bin/python tools/packages.py install --requirement requirements.txt --editable ".[class]"
	@touch $@

$(LITE): $(MAINTAINER) site/lite.txt
	@echo "Installing what makes JupyterLite beside it:"
	@$(INSTALL) --no-deps --target $@ --requirement site/lite.txt
	@touch $@
