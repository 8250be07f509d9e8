# Each goal sets up .venv by itself; a machine needs Python 3.11 to 3.13 and make, nothing else.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CORES := 2

.PHONY: demo lab test docs bench lock clean

demo: $(READY)  ## build a unit, let a sample class hand it in, grade it
	$(BIN)/course demo

lab: $(READY)  ## open the units in JupyterLab
	$(BIN)/course lab

test: $(READY)  ## everything that CI runs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/course build --check
	@# What fails beside other tests, a browser on a busy machine say, gets one more try alone: the whole
	@# file, as a step of a journey needs the steps before it.
	$(BIN)/pytest -n $(CORES) --dist loadfile --no-loadscope-reorder tests || \
	  $(BIN)/pytest $$(sed -n 's/^  "\([^:"]*\).*/\1/p' .pytest_cache/v/cache/lastfailed | sort -u)

docs: $(READY)  ## build the site from guides and units: docs/_build/html
	$(BIN)/python -m course.site

bench: $(READY)  ## measure against stock tools
	for benchmark in benchmarks/*.py; do $(BIN)/python $$benchmark || exit; done

# The units' numbers depend on these, so Colab's versions are used everywhere.
LIKE_COLAB := tensorflow|keras|numpy|scikit-learn|pandas|matplotlib|tensorboard

lock: $(READY)  ## resolve the dependencies anew, at Colab's versions of the scientific packages
	grep -oE '^($(LIKE_COLAB))==[^ ]+' requirements.colab.lock | $(BIN)/uv pip compile pyproject.toml \
	  --extra course --extra cluster --extra postgresql --extra dev --constraint /dev/stdin \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --quiet --output-file requirements.lock

clean:  ## remove the environment; grade books stay
	rm -rf .venv

# uv comes from the lock as well; it then installs the rest and compiles it, which pip would leave to the first import.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else \
	  'make: Python 3.11 to 3.13 is needed, this is %d.%d. Try: make PYTHON=python3.12' % sys.version_info[:2])"
	@echo "Setting up .venv (a few minutes, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@sed -n '/^uv==/,/^[a-z]/{/^uv==/p;/^ /p;}' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@$(BIN)/uv pip sync --python $(BIN)/python --require-hashes --compile-bytecode --quiet requirements.lock
	@$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation --quiet --editable .
	@# A wheel brings the kernelspec along; an editable install does not.
	@mkdir -p .venv/share/jupyter/kernels/neuron-to-nas
	@cp course/kernels/kernel.json .venv/share/jupyter/kernels/neuron-to-nas/
	@touch $@
