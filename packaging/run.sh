#!/usr/bin/env bash
# Builds RouteNLP Console and opens it on the demo workspace. Arguments go to the program.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh
STEPS=3

step "Installing what is missing"
install_dependencies
step "Building (the first time takes some minutes, later seconds)"
build release routenlp routenlp-console

program=build/release/bin/routenlp-console
arguments=("$@")
wants_screenshot=no
for argument in "${arguments[@]}"; do
    case $argument in --screenshot | --screenshot=* | --help | --version) wants_screenshot=yes ;; esac
done
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${QT_QPA_PLATFORM:-}" != offscreen ] && [ "$wants_screenshot" = no ]; then
    step "There is no display to open a window on"
    cat <<TEXT
    Take a picture of the window instead:
        packaging/run.sh --demo --view overview --screenshot overview.png
    or run the engine without a window:
        build/release/bin/routenlp serve --workspace demo --demo
TEXT
    exit 0
fi
if [ "$wants_screenshot" = yes ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    export QT_QPA_PLATFORM=offscreen
fi
if [ ${#arguments[@]} -eq 0 ]; then
    arguments=(--demo)
fi
step "Opening the console"
exec "$program" "${arguments[@]}"
