# The commands of the project. On a fresh Debian or Ubuntu with Python 3.11+, make and git, nothing else is needed.

PORT ?= 8000
PYTHON ?= python3
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
STRICT ?=
ARGS ?=

BIN := .venv/bin
PY := $(BIN)/python
export PYTHON STRICT JOBS
.DEFAULT_GOAL := help
.PHONY: help demo test fmt check bench golden lock clean runtime development system

help:
	@echo 'make demo    портал с примерами на http://127.0.0.1:$(PORT) (PORT= меняет порт)'
	@echo 'make test    все проверки на SQLite и на PostgreSQL (STRICT=1: незапущенное считается ошибкой)'
	@echo 'make check   стиль, типы, шаблоны, настройки, миграции'
	@echo 'make fmt     привести код к стилю'
	@echo 'make bench   измерить скорость и память'
	@echo 'make golden  переписать образцовые файлы tests/specimens'
	@echo 'make lock    пересобрать requirements*.txt'
	@echo 'make clean   убрать всё созданное, кроме .venv и базы'

system:
	@sh .ci/system pango fonts

runtime: system
	@sh .ci/venv requirements.txt

development: system
	@sh .ci/venv requirements-dev.txt

# A server as in production (no DEBUG), but over plain http on this machine only, with a secret of its own.
demo: runtime
	@PORT=$(PORT) sh .ci/demo

test: development
	@sh .ci/system chromium atomic poppler nss qpdf mupdf gost
	@$(PY) -m tests.run $(ARGS)

fmt: development
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

check: development
	@sh .ci/check

bench: development
	@sh .ci/system chromium atomic
	@DEBUG=1 PRINTING_PROCESS=0 $(PY) -m tests.bench $(ARGS)

golden: development
	@DEBUG=1 GOLDEN=1 $(PY) -m pytest -q -m golden $(ARGS)

lock: development
	@$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
	    --universal pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
	    --universal --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	@rm -rf build staticfiles test-results .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
