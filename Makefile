# Thin: every target is one command that also works by itself. CMakePresets.json names the builds.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
JOBS ?= $(shell nproc)

.PHONY: help setup build build-dev demo test bench torture format lint
.DEFAULT_GOAL := help

help:
	@echo "setup    install what is needed (Debian packages, build/venv)"
	@echo "build    make build/release/bin/cairn"
	@echo "demo     run the example project and show its leaderboard"
	@echo "test     build with assertions and failpoints, run the fast tests"
	@echo "bench    measure against the peers, write docs/benchmarks.md"
	@echo "torture  run the long tests"
	@echo "format   format the sources (CHECK=1: only check)"
	@echo "lint     clang-tidy and the rules of tests/lint"

setup:
	@tools/setup.sh

# Ninja runs CMake again by itself; only a changed preset needs this rule.
build/%/build.ninja: CMakePresets.json | setup
	cmake --preset $*
	@touch $@

build: build/release/build.ninja
	cmake --build --preset release -j $(JOBS)

build-dev: build/dev/build.ninja
	cmake --build --preset dev -j $(JOBS)

demo: build
	@tools/demo.sh

test: build-dev
	ctest --preset dev -L fast --no-tests=error -j $(JOBS)

torture: build-dev
	ctest --preset dev -L torture --no-tests=error -j 1

bench: build
	@test -x bench/run.sh || { echo "bench/run.sh is missing: this tree has no benchmarks" >&2; exit 1; }
	bench/run.sh

format: setup
	@tools/format.sh $(if $(CHECK),--check)

lint: build-dev
	@tools/lint.sh
