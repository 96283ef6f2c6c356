# installed_inference_test.sh CMAKE BUILD_TREE COMPILER SOURCE_TREE: installs the inference library alone, moves what was
# installed, and builds and runs a project outside of the tree with it.
set -euo pipefail
cmake=$1 build=$2 compiler=$3 source_tree=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
complain() { echo "$*" >&2; exit 1; }

"$cmake" --install "$build" --prefix "$work/first" --component inference >"$work/install.txt"
mv "$work/first" "$work/installed"
cp -r "$source_tree/tests/install/outside_inference" "$work/outside"
for tree in "$source_tree" "$work/first"; do
    ! grep -rIlF "$tree" "$work/installed" || complain "the files above name $tree"
done

# Each header stands on its own.
find "$work/installed/include/kozqaras" -name '*.hpp' | sort >"$work/headers.txt"
grep -q '/inference/infer.hpp$' "$work/headers.txt" || complain "infer.hpp is not installed"
sed "s/.*/#include \"&\"/" "$work/headers.txt" >"$work/all.cpp"
"$compiler" -std=c++20 -fsyntax-only -I "$work/installed/include/kozqaras" -isystem /usr/include/eigen3 "$work/all.cpp" ||
    complain "the headers need others that are not installed"

configure() {
    "$cmake" -S "$work/outside" -B "$work/outside/build" -DCMAKE_CXX_COMPILER="$compiler" \
        -DCMAKE_PREFIX_PATH="$work/installed" "$@" >"$work/configure.txt" 2>&1
}
configure || { cat "$work/configure.txt" >&2; complain "the project outside was not configured"; }
"$cmake" --build "$work/outside/build" >"$work/build.txt" 2>&1 || { cat "$work/build.txt" >&2; complain "the project outside was not built"; }
"$work/outside/build/cooling" >"$work/out.txt" || { cat "$work/out.txt" >&2; complain "the program outside failed"; }
# Truth: room 20, rate 0.05 (see main.cpp); the tolerance is 2 s.d. of the posterior.
awk '$1 == "room" && $2 > 18 && $2 < 22 {room = 1} $1 == "rate" && $2 > 0.045 && $2 < 0.055 {rate = 1}
     END {exit !(room && rate)}' "$work/out.txt" || { cat "$work/out.txt" >&2; complain "the program outside says something else"; }
grep -q '^refused: ' "$work/out.txt" || complain "a wrong prior was taken"

# The other library was not installed.
! configure -DWANTED_PART=fitting || complain "a part that is not installed was found"
