# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every way to use this checkout, one target each; `make` alone lists them. A target is a line or two: what takes
# more lives in scripts/, where it can be read and run by itself. Everything for Python goes to .venv.
# A new target gets its `##` line here and, if a newcomer wants it, its row in README.md.

.DEFAULT_GOAL := help
.PHONY: help setup run client terminal up down test lint integration-test soak fresh bench screenshots app base-image pins clean
# One at a time, whatever -j says: the targets share .venv and the Docker engine.
.NOTPARALLEL:

PYTHON ?= python3
BASE ?= python:3.13-slim
FRESH ?= all
PYTEST_ARGS ?=
BENCH_ARGS ?=
SECONDS ?= 3600
SOAK_ARGS ?=
export PYTHON BASE

VENV := .venv/bin

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install everything, pinned, into .venv (fast when nothing changed)
	@scripts/setup.sh dev
	@scripts/system-libraries.sh || true

run: ## set up, serve on 127.0.0.1:9090 and open the desktop client
	@scripts/run.sh

client: ## open one more desktop client; SERVER=irc://host:port names another server
	@scripts/client.sh

terminal: ## open the client for terminals; SERVER and NICK=alice are taken, too
	@scripts/setup.sh terminal
	@$(VENV)/python -m clients.terminal $(SERVER) $(if $(NICK),--nick $(NICK))

up: ## run the server in a container on port 9090, and wait until it is healthy
	@scripts/up.sh

down: ## stop and remove that container; data and logs stay in their volumes
	@scripts/compose.sh down

test: ## set up, lint, and run all tests this machine can run
	@scripts/test.sh $(PYTEST_ARGS)

lint: ## ruff, mypy --strict and the import laws
	@scripts/setup.sh dev
	@scripts/lint.sh

integration-test: ## bring the container up and look at it from outside and inside (needs Docker)
	@scripts/integration-test.sh $(PYTEST_ARGS)

soak: ## live a long day with the desktop client, an hour; SECONDS=600 says how long
	@scripts/setup.sh dev
	@scripts/system-libraries.sh
	@QT_QPA_PLATFORM=offscreen $(VENV)/python -m tests.clients.soak $(SECONDS) $(SOAK_ARGS)

fresh: ## run the README in bare Debian containers; FRESH=trixie-user runs one of the four
	@scripts/fresh.sh $(FRESH)

bench: ## measure beside other servers and write docs/performance.md
	@scripts/bench.sh $(BENCH_ARGS)

screenshots: ## drive the real client against the real server and write docs/images/
	@scripts/setup.sh dev
	@scripts/system-libraries.sh
	@QT_QPA_PLATFORM=offscreen $(VENV)/python scripts/screenshots.py

app: ## build dist/hubbub, the desktop client for machines without Python
	@scripts/setup.sh dev
	@$(VENV)/python -m PyInstaller --noconfirm --log-level ERROR --workpath build --distpath dist clients/desktop/packaging/hubbub.spec
	@echo "dist/hubbub/hubbub starts it; clients/desktop/packaging/ has its entry for menus."

base-image: ## build a stand-in for the container's base image from the host's Debian mirror
	@scripts/base-image.sh

pins: ## renew requirements/ from pyproject.toml; UPGRADE=1 takes newer versions
	@scripts/setup.sh dev
	@scripts/pins.sh

clean: ## remove what tools left behind, and .venv; data and logs of `make run` stay in .hubbub
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
