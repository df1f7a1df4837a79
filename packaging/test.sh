#!/usr/bin/env bash
# Installs what is missing, builds with warnings as errors, runs every test. Arguments go to ctest.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh
STEPS=4

step "Installing what is missing"
install_dependencies
step "Installing the official OpenAI client for its test"
install_official_client
step "Building with warnings as errors"
build check all
step "Running the tests"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
ctest --preset check --parallel 2 "$@"
