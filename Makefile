# The one door: each command prepares what it needs (system libraries, .venv) and then runs.
# Without make, on Windows: py packaging\bootstrap.py run

ONSITE := python3 packaging/bootstrap.py
PYTHON := $(ONSITE) python

.DEFAULT_GOAL := help
.PHONY: help run setup demo test check fmt bench soak fuzz lock migrate package selftest pictures gallery

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 11

run: ## start Onsite; without a screen: make the sample audit up to its signed report
	@$(ONSITE) run

setup: ## only prepare: system libraries and .venv
	@$(ONSITE) setup

demo: ## the sample audit and all its papers in build/demo
	@$(ONSITE) demo

test: ## the tests at their quick sizes
	@$(ONSITE) test $(ARGS)

check: ## lint, format, types, import contracts, house rules, lock, migrations
	@$(ONSITE) check

fmt: ## format the code and mend what can be mended
	@$(PYTHON) packaging/check.py --mend

bench: ## the performance budgets, as ratios in one run
	@$(PYTHON) -m tests.bench

soak: ## the tests that have a long form, at their full sizes
	@$(ONSITE) soak $(ARGS)

fuzz: ## the property tests (Hypothesis) with thousands of examples each
	@$(ONSITE) soak -m hypothesis $(ARGS)

lock: ## resolve pyproject.toml anew into requirements.lock
	@$(PYTHON) packaging/lock.py --make

migrate: ## write the next migration: make migrate NAME="evidence hash"
	@$(PYTHON) packaging/new_migration.py "$(NAME)"

package: ## not there yet: installers come with the packaging issue
	@echo "Installers are not built yet; run from source with make run." >&2; exit 2

selftest: ## what an installed copy needs: migrate, load every page, write, sign, verify
	@$(PYTHON) -m app self-test

pictures: ## docs/images from the real windows and papers
	@$(PYTHON) -m tests.pictures

gallery: ## every part of the windows in every state
	@$(PYTHON) -m app gallery
