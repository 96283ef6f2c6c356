#!/usr/bin/env bash
# approximate_instructions_test.sh PROGRAM: the program holds no approximate reciprocal or reciprocal square root
# (rcpps, vrsqrtps, vrcp14ps, ...). Their digits are the processor's own, so results would differ between makers.
set -euo pipefail
program="$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Mnemonics of such instructions in an object file, each with its number.
approximations() {
    objdump --disassemble --no-show-raw-insn "$1" >"$work/listing"
    grep -oE '[[:space:]]v?r(cp|sqrt)(14|28)?[ps][sdh][[:space:]]' "$work/listing" | sort | uniq -c || true
}

# A checker that finds nothing anywhere would pass, too: it must find what is known to be there.
printf 'float approximate(float x) { return __builtin_ia32_rsqrtss((float __attribute__((vector_size(16)))){x})[0]; }\n' \
    >"$work/known.cpp"
c++ -O2 -c "$work/known.cpp" -o "$work/known.o"
[ -n "$(approximations "$work/known.o")" ] || { echo "the checker does not see rsqrtss in an object that holds it" >&2; exit 1; }

found=$(approximations "$program")
grep -qE '[[:space:]]v?sqrt[ps][sd][[:space:]]' "$work/listing" || { echo "$program: no square root at all: was it disassembled?" >&2; exit 1; }
if [ -n "$found" ]; then
    echo "$program holds approximate instructions, whose digits differ between processors:" >&2
    echo "$found" >&2
    exit 1
fi
echo "no approximate reciprocals in $(wc -l <"$work/listing") lines of disassembly"
