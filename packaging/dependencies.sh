# Sourced by run.sh and test.sh: what the programs are built from, and how it is installed when missing.
# shellcheck shell=bash

# package:why
readonly BUILD_DEPENDENCIES=(
    "g++:C++20 compiler"
    "cmake:build system"
    "ninja-build:build system"
    "ccache:keeps later builds short"
    "lld:links in a fifth of the time"
    "libtorch-dev:training of students and routers"
    "libopenblas0-pthread:fast matrix products; libtorch is 25 times slower without it"
    "qt6-base-dev:window, SQLite access, tests"
    "qt6-charts-dev:charts"
    "libqt6opengl6-dev:needed by the charts' build files"
    "qt6-svg-dev:icons"
    "libqt6svg6:icons"
    "qt6-tools-dev:translations' build files"
    "qt6-tools-dev-tools:translations"
    "qt6-l10n-tools:translations"
    "libqt6sql6-sqlite:workspace database"
    "qtkeychain-qt6-dev:keys of model servers in the desktop keyring"
    "libsecret-1-0:the keyring of GNOME and most other desktops"
    "libgl1-mesa-dev:needed by Qt's build files"
    "libvulkan-dev:needed by Qt's build files"
    "libxkbcommon-dev:needed by Qt's build files"
    "libspdlog-dev:logging"
    "nlohmann-json3-dev:JSON"
    "libcli11-dev:command lines"
    "libexpected-dev:results without exceptions"
    "libutfcpp-dev:UTF-8"
    "libicu-dev:text normalisation"
    "libssl-dev:checksums and TLS"
    "zlib1g-dev:compressed recordings"
    "libboost-dev:statistics, processes, HTTP"
    "libboost-iostreams-dev:compressed recordings"
    "libsqlite3-dev:backup of a live database"
    "libgoogle-perftools-dev:quick allocator of the programs"
    "fonts-inter:the window's typeface"
    "fonts-dejavu-core:monospaced figures"
)

STEP=0
START_SECONDS=$SECONDS

# step TEXT: prints "[n/m +elapsed] TEXT"; STEPS holds m.
step() {
    STEP=$((STEP + 1))
    local elapsed=$((SECONDS - START_SECONDS))
    printf '[%d/%d +%d:%02d] %s\n' "$STEP" "$STEPS" $((elapsed / 60)) $((elapsed % 60)) "$1"
}

fail() {
    printf 'error: %s\n' "$1" >&2
    exit 1
}

install_dependencies() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        fail "this script installs packages with apt and knows Debian 12 or Ubuntu 24.04; on another system install these yourself and run: cmake --preset release && cmake --build --preset release
$(printf '  %s\n' "${BUILD_DEPENDENCIES[@]%%:*}")"
    fi
    local missing=() entry package
    for entry in "${BUILD_DEPENDENCIES[@]}"; do
        package=${entry%%:*}
        if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
            missing+=("$package")
            printf '    needs %-22s %s\n' "$package" "${entry#*:}"
        fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "installing packages needs root; run as root, or install sudo"
        printf '    sudo is used for apt-get only\n'
        as_root=(sudo)
    fi
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -qq || fail "apt-get update failed; check the network and /etc/apt/sources.list"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
        || fail "apt-get could not install: ${missing[*]}"
}

# The test that drives the gateway with the official client needs node; where it cannot be had the test is skipped and
# says so.
install_official_client() {
    local folder=tests/app/official_client
    if ! command -v npm >/dev/null; then
        local as_root=()
        [ "$(id -u)" -eq 0 ] || as_root=(sudo)
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null \
            || { printf '    NOT TESTED: no npm, so the official client is not tried\n'; return 0; }
    fi
    [ -d "$folder/node_modules/openai" ] || npm ci --prefix "$folder" --no-audit --no-fund --silent \
        || printf '    NOT TESTED: npm ci failed in %s, so the official client is not tried\n' "$folder"
}

# build PRESET TARGET...: configures quietly and builds.
build() {
    local preset=$1
    shift
    local log
    log=$(mktemp)
    cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; fail "configuring failed"; }
    rm -f "$log"
    cmake --build --preset "$preset" --target "$@" || fail "building failed"
}
