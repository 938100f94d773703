# Thin targets; the work is in scripts/. The README names two of them: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench serve golden lock setup setup-browser clean

run: setup
	$(BIN)/python scripts/run.py

test: setup
	$(BIN)/python scripts/test.py

check: setup
	$(BIN)/python scripts/check.py

bench: setup
	$(BIN)/python scripts/bench.py

serve: setup
	$(BIN)/python flows/serve.py

golden: setup
	$(BIN)/python scripts/golden.py

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml scripts/setup.sh
	PYTHON="$(PYTHON)" sh scripts/setup.sh

setup-browser:
	sh scripts/setup_browser.sh

lock:
	sh scripts/lock.sh

clean:
	rm -rf $(VENV) .prefect .mypy_cache .ruff_cache .pytest_cache .hypothesis
