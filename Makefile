# make demo    translate seeds/, say where the page is, and what the translation scores against a person's
# make test    run the tests
# make check   formatting, lint, types
# make wheel   build the wheel, install it by itself with the oldest libraries allowed, translate a sentence with it
# make weights CHECKPOINT=… [DEV=…]   replace the embedded model; with the development sets, update its card as well
# make clean   remove what these made

PYTHON ?= python3
VENV ?= .venv
OUT ?= demo
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: demo test check wheel weights clean

demo: $(VENV)/.core
	@$(BIN)/tarjoman translate seeds -o $(OUT)
	@echo "Open the page above in a browser: Persian and English side by side."
	@$(BIN)/tarjoman eval $(OUT) --reference seeds --name "The translation" --quiet

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

wheel: $(VENV)/.dev
	@echo "Building the wheel and installing it by itself (half a minute) …"
	@scripts/check-wheel.sh $(BIN)/python

weights: $(VENV)/.test
	$(BIN)/tarjoman train export $(CHECKPOINT) translate/weights/fa-en
	$(if $(DEV),$(BIN)/python benchmarks/quality.py $(DEV) --card translate/weights/fa-en/MODEL_CARD.md)

# One environment, three sizes: what runs the program, what the tests need, what developers need.
$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing tarjoman into $(VENV) (once; a minute or two) …"
	@$(INSTALL) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing tarjoman and its tests' libraries into $(VENV) (once; a few minutes) …"
	@$(INSTALL) --constraint constraints.txt --editable ".[test]"
	@touch $@ $(VENV)/.core

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@$(INSTALL) --constraint constraints.txt --editable ".[dev]"
	@touch $@ $(VENV)/.core

$(BIN)/python:
	@scripts/make-venv.sh $(PYTHON) $(VENV)

clean:
	rm -rf $(VENV) $(OUT) build dist tarjoman.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
