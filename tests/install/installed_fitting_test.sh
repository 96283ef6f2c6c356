# installed_fitting_test.sh CMAKE BUILD_TREE COMPILER SOURCE_TREE: installs the fitting library, moves what was installed,
# and builds and runs a project outside of the tree with it.
set -euo pipefail
cmake=$1 build=$2 compiler=$3 source_tree=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
complain() { echo "$*" >&2; exit 1; }

"$cmake" --install "$build" --prefix "$work/first" --component fitting >"$work/install.txt"
mv "$work/first" "$work/installed"
cp -r "$source_tree/tests/install/outside" "$work/outside"

# Nothing installed leads back to where it was made.
for tree in "$source_tree" "$work/first"; do
    ! grep -rIlF "$tree" "$work/installed" || complain "the files above name $tree"
done

# Each header stands on its own, without a word of the compiler.
find "$work/installed/include/kozqaras" -name '*.hpp' | sort >"$work/headers.txt"
for header in support/errors model/population/{iterative_proportional_fitting,unit_weights,integerise,integerisation_methods,table_distances}; do
    grep -q "/$header.hpp\$" "$work/headers.txt" || complain "$header.hpp is not installed"
done
while read -r header; do
    "$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ -I "$work/installed/include/kozqaras" \
        -include "$header" /dev/null || complain "$header does not stand on its own"
done <"$work/headers.txt"

configure() {
    "$cmake" -S "$work/outside" -B "$work/outside/build" -DCMAKE_CXX_COMPILER="$compiler" \
        -DCMAKE_PREFIX_PATH="$work/installed" "$@" >"$work/configure.txt" 2>&1
}
configure || { cat "$work/configure.txt" >&2; complain "the project outside was not configured"; }
"$cmake" --build "$work/outside/build" >"$work/build.txt" 2>&1 || { cat "$work/build.txt" >&2; complain "the project outside was not built"; }
"$work/outside/build/fit" >"$work/out.txt" || complain "the program outside failed"
cat >"$work/expected.txt" <<'TEXT'
fitted 44.24535938 7.75464062 42.75464062 5.24535938
zero target 50 50 0 0
whole 44 8 43 5, misses 0
far 0.00491
refused: seed table: cell 2 is -1; counts must be finite and not negative
TEXT
diff "$work/expected.txt" "$work/out.txt" || complain "the program outside says something else"

# A version to come, or a part that there is not, is refused.
! configure -DWANTED_VERSION=99 || complain "version 99 was found"
! configure -DWANTED_PART=oracle || complain "a part that does not exist was found"
