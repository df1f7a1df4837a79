#!/usr/bin/env bash
# Fuzzes the parsers that are ours under AddressSanitizer: run.sh [SECONDS_EACH] [TARGET...]
# With clang and its libFuzzer guided by coverage; otherwise by seeded mutation of the corpus, and says so.
# Inputs that break something are left in build/fuzz/crashes. KEEP=1 adds what libFuzzer found to the corpus.
set -euo pipefail
cd "$(dirname "$0")"
SECONDS_EACH=${1:-30}
shift || true
TARGETS=("$@")
[ ${#TARGETS[@]} -gt 0 ] || TARGETS=(http_request chat_request model_answer event_stream journal_record)
BUILD=${ROUTENLP_FUZZ_BUILD:-../../build/fuzz}

compiler=
for candidate in clang++ clang++-19 clang++-16 clang++-14; do
    if command -v "$candidate" >/dev/null \
        && echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' \
            | "$candidate" -x c++ -fsanitize=fuzzer,address - -o /dev/null 2>/dev/null; then
        compiler=$candidate
        break
    fi
done
if [ -z "$compiler" ]; then
    compiler=${CXX:-g++}
    echo "NOTE: no clang with libFuzzer (clang, libclang-rt-14-dev): $compiler and seeded mutation instead, not guided by coverage"
fi
mkdir -p "$BUILD/crashes"
cmake -S . -B "$BUILD" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_COMPILER_LAUNCHER="$(command -v ccache || true)" >"$BUILD/configure.log"
cmake --build "$BUILD" --target "${TARGETS[@]/#/fuzz_}" >"$BUILD/build.log" || { cat "$BUILD/build.log"; exit 1; }
for target in "${TARGETS[@]}"; do
    echo "== $target, $SECONDS_EACH s with $compiler"
    found="$BUILD/found-$target"
    mkdir -p "$found"
    # The first directory takes what is new; the corpus that is kept is only read.
    directories=("corpus/$target")
    case $compiler in clang*) directories=("$found" "corpus/$target") ;; esac
    "$BUILD/fuzz_$target" -max_total_time="$SECONDS_EACH" -max_len=65536 -timeout=10 -rss_limit_mb=1024 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$BUILD/crashes/$target-" "${directories[@]}" 2>&1 | tail -8
    if [ "${KEEP:-0}" = 1 ] && [ "${#directories[@]}" -eq 2 ]; then
        "$BUILD/fuzz_$target" -merge=1 -max_len=4096 "corpus/$target" "$found" 2>&1 | tail -1
    fi
done
