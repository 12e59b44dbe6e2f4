# The last three install what they need into .venv first, and not again until pyproject.toml changes.
#
#   make install   the program and the development tools
#   make demo      the examples as a graph: build it, look something up, write pages to out/pages
#   make check     ruff, mypy, import-linter
#   make test      pytest
#   make notebooks  the notebooks as .ipynb files, run, in out/notebooks
#   make readme    the README's command reference and session, from the real program

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALLED := $(VENV)/.installed
SPARK := $(VENV)/.spark

.PHONY: install demo check test notebooks readme clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@echo "installing into $(VENV), once"
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(RUN) pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

$(SPARK): $(INSTALLED)
	$(RUN) pip install --quiet --disable-pip-version-check --editable '.[spark]'
	@touch $@

demo: $(INSTALLED)
	$(VENV)/bin/python tools/demo.py

check: $(INSTALLED)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports

test: $(INSTALLED) $(SPARK)
	$(RUN) pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

notebooks: $(INSTALLED)
	$(VENV)/bin/python tools/notebooks.py

readme: $(INSTALLED)
	$(VENV)/bin/python tools/readme.py --session

clean:
	rm -rf out .mypy_cache .ruff_cache .import_linter_cache .hypothesis
