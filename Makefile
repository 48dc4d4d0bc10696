# Two commands are all that is needed: make demo, make test. Both make .venv first.
PYTHON ?= python3.11
ifeq (, $(shell command -v $(PYTHON) 2>/dev/null))
PYTHON := python3
endif
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test bench soak fuzz evaluate lock pictures clean

help:
	@echo "make demo      read the sample pages and build an edition of them"
	@echo "make test      run every check"
	@echo "make bench     time and memory, as ratios to named peers (needs ../shared)"
	@echo "make soak      gather 2,000 pages from a faulty site while it is killed 200 times"
	@echo "make fuzz      give the readers of feeds, lists, queries and crawls odd input for five minutes"
	@echo "make evaluate  write docs/evaluation.md (needs ../shared)"
	@echo "make lock      renew requirements/*.lock"
	@echo "make pictures  make the pictures in docs/ again (needs chromium)"

# A stamp for what is installed: a change of the lock file installs again, nothing else does.
$(VENV)/run.stamp: requirements/run.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/run.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/check.stamp: requirements/check.lock $(VENV)/run.stamp
	$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements/check.lock
	@touch $@

demo: $(VENV)/run.stamp
	@$(BIN)/dateline demo

test: $(VENV)/check.stamp
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check src tests tools benchmarks
	PYTHONHASHSEED=0 $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term

bench: $(VENV)/check.stamp
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/archive.py

soak: $(VENV)/check.stamp
	$(BIN)/python tools/soak.py

fuzz: $(VENV)/check.stamp
	$(PIP) install --quiet "atheris>=3.0"
	for reader in feed opml query robots warc; do $(BIN)/python tools/fuzz.py $$reader -max_total_time=60 || exit 1; done

evaluate: $(VENV)/check.stamp
	$(BIN)/python tools/write_evaluation.py

lock:
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group check --constraint requirements/run.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements/check.lock

pictures: $(VENV)/check.stamp
	$(BIN)/python tools/screenshots.py

clean:
	rm -rf $(VENV) demo
