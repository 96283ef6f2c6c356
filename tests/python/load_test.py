"""load_test.py SOURCE_TREE [RUNS]: many runs in one process need no more memory than few. Prints the figures.

Every fourth run is refused or given up half way, as others are, so that what such a run held is looked at too.
"""
import gc
import os
import resource
import sys
import time
from pathlib import Path

import kozqaras

SOURCE = Path(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
SCENARIOS = [SOURCE / "scenarios" / "library" / f"{name}.toml" for name in ("baseline", "land_scandal")]
SMALL = {"scale": 0.0002, "members": 2}
SETTLED = RUNS // 4  # runs until caches and the allocator's pools are full
MOST_GROWTH = 8.0  # MiB from then on: 150 runs that leave 64 kB each are 9; a run holds some 10


def resident():
    """MiB of this process."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


class Enough(Exception):
    pass


def give_up(stage, done, total):
    if done > 0:
        raise Enough


def one(number):
    if number % 4 == 3:
        try:
            if number % 8 == 3:
                kozqaras.run(SCENARIOS[0], **SMALL, progress=give_up)
            else:
                kozqaras.run(SOURCE / "README.md", **SMALL)
        except (Enough, ValueError):
            return
        raise AssertionError(f"run {number} was not refused")
    data = kozqaras.run(SCENARIOS[number % 2], **SMALL, seed=1 + number % 5)
    assert data.sizes["member"] == SMALL["members"]


sizes, before = [], time.monotonic()
for number in range(RUNS):
    one(number)
    sizes.append(resident())
    if number % max(1, RUNS // 10) == 0 or number == RUNS - 1:
        print(f"after run {number + 1}: {sizes[-1]:.1f} MiB", flush=True)
growth = max(sizes[-SETTLED:]) - max(sizes[:SETTLED])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{RUNS} runs in {time.monotonic() - before:.0f} s; the last {SETTLED} against the first {SETTLED}: {growth:+.1f} MiB; peak {peak:.0f} MiB")
assert growth <= MOST_GROWTH, "memory grows from run to run"
