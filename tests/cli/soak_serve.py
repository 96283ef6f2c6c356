#!/usr/bin/python3
"""soak_serve.py ADDRESS PID SECONDS CLIENTS: many clients of the what-if page at once. Asked before the load, each of some scenarios
has one answer; under load every answer must be that one, none may fail, and the memory of the server may not grow by more than
MOST_GROWTH. Prints what was found."""
import http.client
import json
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

HOST, PID, SECONDS, CLIENTS = urlsplit(sys.argv[1]).netloc, sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
MOST_GROWTH = 200  # MB: the allocator keeps what its many threads have freed
SCENARIO = 'title = "T"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = {}\ndate = 2027-01-01\n'
VALUES = [9000 + 500 * k for k in range(12)]  # more than the server keeps finished
answers, faults, wrong, waits, lock = Counter(), Counter(), [], [], threading.Lock()


def ask(name, value):
    """Status, and what the whole result says; None if it is not there."""
    link = http.client.HTTPConnection(HOST, timeout=600)
    link.request("POST", "/api/run?date=2028-12-31", SCENARIO.format(value).encode(), {"Host": HOST, "X-Client": name, "Content-Type": "application/toml"})
    answer = link.getresponse()
    blocks = answer.read().decode().split("\n\n")
    link.close()
    whole = [block.split("data: ", 1)[1] for block in blocks if block.startswith("event: result") and '"whole":true' in block]
    return answer.status, whole[-1] if whole and any(block.startswith("event: done") for block in blocks) else None


def megabytes():
    with open(f"/proc/{PID}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def client(number, end):
    turn = number
    while time.monotonic() < end:
        value, begun, turn = VALUES[turn % len(VALUES)], time.monotonic(), turn + 1
        try:
            status, found = ask(f"soak{number}", value)
        except OSError as error:
            with lock:
                faults[type(error).__name__] += 1
            continue
        with lock:
            answers[status, "done" if found else "not done"] += 1
            waits.append(time.monotonic() - begun)
            if found is not None and found != wanted[value]:
                wrong.append(value)
        if status == 503:
            time.sleep(1)


wanted = {value: ask("before", value)[1] for value in VALUES}
assert all(wanted.values()) and len({json.dumps(json.loads(one)["difference"]) for one in wanted.values()}) == len(VALUES), "other scenarios, other answers"
before, sizes = megabytes(), []
until = time.monotonic() + SECONDS
threads = [threading.Thread(target=client, args=(number, until)) for number in range(CLIENTS)]
for thread in threads:
    thread.start()
while any(thread.is_alive() for thread in threads):
    sizes.append(megabytes())
    threads[0].join(1)
    time.sleep(1)
half, after = max(sizes[: len(sizes) // 2]), megabytes()
waits.sort()
print(f"{CLIENTS} clients, {SECONDS:.0f} s: {dict(answers)}, faults {dict(faults)}, {len(wrong)} wrong; waits: median {waits[len(waits) // 2]:.1f} s, "
      f"longest {waits[-1]:.1f} s; memory {before:.0f} MB before, at most {half:.0f} MB in the first half, {max(sizes):.0f} MB in all, {after:.0f} MB after")
bad = [f"{what}" for what, holds in (("faults", faults), ("wrong answers", wrong), ("not all done", set(answers) - {(200, "done")}),
                                     (f"grown by more than {MOST_GROWTH} MB", max(sizes) > before + MOST_GROWTH)) if holds]
sys.exit("; ".join(bad) if bad else 0)
