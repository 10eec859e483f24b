#!/bin/sh
# Dieharder on the draws of a study, in orders that put neighbouring draws side by side (docs/draws.md).
#   sh bench/battery/run.sh [ORDER ...]        after `npm run build`; needs dieharder (apt-get install dieharder)
# Each test reads a stream of its own seed. -Y 1: a weak p-value is followed up with more samples until it is clear.
set -eu
cd "$(dirname "$0")/../.."
tests="${TESTS:-0 1 2 3 4 8 9 10 11 12 13 15 16 100 101 102 205 206 207 208 209}"
[ $# -gt 0 ] || set -- replications subjects repeats counters mixed mixed-low
for order in "$@"; do
  for test in $tests; do
    node bench/battery/stream.mjs "$order" "battery/$order/$test" | dieharder -g 200 -d "$test" -Y 1 | grep -E '\|(  PASSED|   WEAK|  FAILED)' | sed "s/^/$order |/"
  done
done
