#!/usr/bin/python3
"""soak_serve.py ADDRESS SECONDS CLIENTS: many clients of the what-if page at once; prints what they were answered. Not one of the
tests that run by themselves: 50 clients for 5 minutes are asked for before a release."""
import http.client
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

HOST, SECONDS, CLIENTS = urlsplit(sys.argv[1]).netloc, float(sys.argv[2]), int(sys.argv[3])
SCENARIO = 'title = "T"\n[[lever]]\nname = "travel.trips_per_week"\nvalue = {}\ndate = 2027-01-01\n'
answers, faults, waits, lock = Counter(), Counter(), [], threading.Lock()


def client(number, end):
    turn = 0
    while time.monotonic() < end:
        turn += 1
        begun = time.monotonic()
        try:
            link = http.client.HTTPConnection(HOST, timeout=120)
            link.request("POST", "/api/run", SCENARIO.format(9000 + 50 * number + turn).encode(),
                         {"Host": HOST, "X-Client": f"soak{number}", "Content-Type": "application/toml"})
            answer = link.getresponse()
            text = answer.read().decode()
            with lock:
                answers[answer.status, "done" if "event: done" in text else "not done"] += 1
                waits.append(time.monotonic() - begun)
            link.close()
        except OSError as error:
            with lock:
                faults[type(error).__name__] += 1


until = time.monotonic() + SECONDS
threads = [threading.Thread(target=client, args=(number, until)) for number in range(CLIENTS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
waits.sort()
print(dict(answers), dict(faults), f"median {waits[len(waits) // 2]:.1f} s, longest {waits[-1]:.1f} s")
sys.exit(1 if faults or any(status >= 500 and status != 503 for status, _ in answers) else 0)
