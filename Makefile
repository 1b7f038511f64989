# `make` by itself lists what there is.

.DEFAULT_GOAL := help
.PHONY: help setup run quick test test-merge test-office test-walk check bench clean-data lock

help: ## list these
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv and install what the lock file names
	@scripts/set_up

run: setup ## serve http://127.0.0.1:8000 with a worked example (PORT=9000 make run: elsewhere)
	@.venv/bin/python manage.py serve

quick: setup ## the tests of every day: no browser, no veraPDF, no servers, no walks
	.venv/bin/pytest -n auto --dist loadfile --no-loadscope-reorder \
		-m "not slow and not browser and not verapdf"

test: setup check ## check everything, then run every test
	@scripts/test_tools
	.venv/bin/pytest -n auto --dist loadfile --no-loadscope-reorder

test-merge: setup ## fifty people save one paragraph 200 times each (MERGE=9x20: fewer)
	CLEARDAY_MERGE=$(or $(MERGE),50x200) .venv/bin/pytest tests/plans/test_many_editors.py

test-office: setup ## 500 plans through LibreOffice and back (OFFICE=9: fewer)
	CLEARDAY_OFFICE=$(or $(OFFICE),500) .venv/bin/pytest tests/plans/word/test_office.py

test-walk: setup ## walk at random through plans' lives, 50,000 steps (STEPS=9000: fewer)
	CLEARDAY_WALK_STEPS=$(or $(STEPS),50000) .venv/bin/pytest -s tests/approvals/test_walk.py

test-tables: setup ## sums of tables against every set of cells, 2,000 tables (TABLES=900: fewer)
	CLEARDAY_TABLES=$(or $(TABLES),2000) .venv/bin/pytest tests/plans/test_sums.py

test-timetable: setup ## timetables of six councils against a walk forward, 10,000 cases (CASES=900: fewer)
	CLEARDAY_TIMETABLE=$(or $(CASES),10000) .venv/bin/pytest tests/approvals/test_timetable.py

check: setup ## style, floors, types, templates, missing migrations
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/python manage.py makemigrations --check --dry-run

bench: setup ## measure the main pages, moves and saving at once beside a bare app
	.venv/bin/python -m bench

clean-data: setup ## remove the embedded database, files, mail and key, after asking
	@.venv/bin/python manage.py remove_data

COMPILE = .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-header --no-annotate --python-version 3.11 pyproject.toml

lock: setup ## write the lock files anew from pyproject.toml (UPGRADE=--upgrade: with newer versions)
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --output-file requirements-dev.lock
