# The front door: what to run, and nothing more. The work is in .vereisten/, .voorkant/ and .ci/.
# Every target works from a bare clone and does only what is still to be done.

PORT ?= 8000
PYTHON ?= python3
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo test bench opzetten lint vereisten archief schoon

help: ## toon deze lijst
	@sed -n -E 's/^([a-z]+):.*## (.*)$$/make \1\t\2/p' Makefile | expand -t 18

demo: ## start de toepassing met voorbeeldgegevens (PORT=8000)
	@.vereisten/opzetten productie
	@JEUGDHULP_DEMO=1 .venv/bin/python manage.py demo --poort $(PORT)

test: ## doe alle controles en tests
	@.vereisten/opzetten ontwikkel
	@.ci/test

bench: ## meet hoe snel het is, naast de merken (METEN="--maatregelen 100 --alleen lijst")
	@.vereisten/opzetten ontwikkel
	@.ci/meten $(METEN)

opzetten: ## zet alles klaar om te ontwikkelen, zonder iets te starten
	@.vereisten/opzetten ontwikkel

lint: ## doe alleen de controles van de code
	@.vereisten/opzetten ontwikkel
	@.ci/controles

vereisten: ## stel de lijsten met pakketten opnieuw samen
	@.vereisten/opzetten ontwikkel
	@.vereisten/samenstellen

archief: ## maak en beproef één bestand om zonder netwerk te installeren
	@.vereisten/opzetten productie
	@.ci/archief

schoon: ## ruim op wat opnieuw te maken is; de gegevens in .data blijven
	@rm -rf .venv .data/voorkant .data/postgres .data/static .data/archief .voorkant/node_modules htmlcov .coverage
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
