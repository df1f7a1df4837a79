#!/usr/bin/env bash
# Takes the pictures of the documentation, docs/images/*.png, from a demo workspace of its own.
# packaging/pictures.sh [CONSOLE]: CONSOLE is the built program, by default that of the release preset, built if needed.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh
STEPS=3
readonly TRAINED_AFTER=${TRAINED_AFTER:-180} # seconds until every student of the demo serves; give more on a busy machine
readonly SETTLED_AFTER=8
readonly MOST_BYTES=153600

console=${1:-build/release/bin/routenlp-console}
step "Building what is missing"
if [ $# -eq 0 ]; then
    build release routenlp routenlp-console
fi
[ -x "$console" ] || fail "there is no $console"

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC USER=operator XDG_RUNTIME_DIR=$directory
chmod 700 "$directory"

# picture_after AFTER FILE OPTION...: of the window on the demo workspace, AFTER seconds after its start
picture_after() {
    local after=$1 file=$2
    shift 2
    "$console" --workspace "$directory/demo" --demo --language en --size 1280x800 --after "$after" \
        --screenshot "$file" "$@" 2>>"$directory/log" || { cat "$directory/log" >&2; fail "no picture $file"; }
}

picture() { picture_after "$SETTLED_AFTER" "$@"; }

step "Training the demo's students ($TRAINED_AFTER s)"
picture_after "$TRAINED_AFTER" "$directory/first.png"

step "Taking the pictures"
picture docs/images/overview.png --view overview --theme light
picture docs/images/requests.png --view requests --theme light
picture docs/images/request-dark.png --request escalated --theme dark
picture docs/images/policy.png --view policy --task cs_intent --theme light
picture docs/images/coverage.png --view coverage --task cs_intent --theme dark
picture docs/images/clusters.png --view clusters --task cs_intent --theme light
picture docs/images/review.png --view review --theme dark
picture docs/images/runs.png --view runs --theme light
picture docs/images/costs.png --view costs --theme dark
picture docs/images/portfolio.png --view portfolio --theme light
for file in docs/images/*.png; do
    bytes=$(stat -c %s "$file")
    printf '    %s %s bytes\n' "$file" "$bytes"
    [ "$bytes" -le "$MOST_BYTES" ] || fail "$file is larger than $MOST_BYTES bytes"
done
