#!/usr/bin/python3
"""check_serve.py ADDRESS PROGRAM TREE: asks the server of the what-if page as its page does, and as nobody should."""
import csv
import http.client
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS, PROGRAM, TREE = sys.argv[1], sys.argv[2], Path(sys.argv[3])
HOST = urlsplit(ADDRESS).netloc
PORT = int(HOST.split(":")[1])
TOML = "application/toml"
MORE_TRIPS = 'title = "More trips"\n\n[[lever]]\nname = "travel.trips_per_week"\nvalue = 17000\ndate = 2027-01-01\nramp_weeks = 8\n'

TWO_LEVERS = MORE_TRIPS + '\n[[lever]]\nname = "travel.visitors_per_week"\nvalue = 30000\ndate = 2027-01-01\n'


def ask(method, path, body=None, headers=None, timeout=120):
    """Status, headers, text."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    sent = {"Host": HOST, "X-Client": "test"}
    if body is not None:
        sent["Content-Type"] = TOML
    sent.update(headers or {})
    connection.request(method, path, body=body.encode() if isinstance(body, str) else body,
                       headers={name: value for name, value in sent.items() if value is not None})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, dict(answer.getheaders()), text


def events(text):
    """[(event, data), ...] of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def run(toml, query="", client="test"):
    status, _, text = ask("POST", "/api/run" + query, toml, {"X-Client": client})
    assert status == 200, (status, text)
    return events(text)


def status_of(*arguments, **named):
    return ask(*arguments, **named)[0]


def words_lacking(levers, texts):
    """Keys of what the page says of levers that have no words: units, words for the status quo, choices, fields."""
    wanted = []
    for lever in levers:
        wanted += [f"group.{lever['group']}"] + ([f"word.{lever['name']}"] if lever["kind"] == "table" and lever["name"] != "plant" else [])
        wanted += [f"unit.{lever['unit']}"] if lever["kind"] == "number" else []
        wanted += [f"quo.{lever['name']}"] if lever.get("status_quo_value") is None else []
        wanted += [f"word.{choice}" for choice in lever.get("choices") or []]
        for field in lever.get("fields") or []:
            wanted.append(f"field.{field['name']}")
            wanted += [f"word.{choice}" for choice in field.get("choices") or [] if not field["kind"].startswith("region")]
    return sorted({key for key in wanted if key not in texts})


def documents():
    status, headers, page = ask("GET", "/")
    assert status == 200 and headers["Content-Type"].startswith("text/html"), (status, headers)
    assert "default-src 'none'" in headers["Content-Security-Policy"] and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "http" not in page.replace("<!doctype html>", ""), "the page names no other address"
    for name in ("main.js", "charts.js", "page.css"):
        assert status_of("GET", "/" + name) == 200, name
    levers = json.loads(ask("GET", "/api/levers")[2])
    assert all({"label", "unit", "group", "source", "evidence_grade", "status_quo"} <= set(lever) for lever in levers)
    printed = json.loads(subprocess.run([PROGRAM, "levers", "--json"], capture_output=True, text=True, check=True).stdout)
    assert [lever["name"] for lever in levers] == [lever["name"] for lever in printed]
    assert len(json.loads(ask("GET", "/api/library")[2])) > 20
    texts = json.loads(ask("GET", "/api/texts")[2])
    assert texts["languages"] == ["en", "ru", "kk"]
    english = {key: words["en"] for key, words in texts["texts"].items()}
    stale = [f"{what}.{lever['name']}" for lever in levers for what in ("source", "limits") if english.get(f"{what}.{lever['name']}") != lever[what]]
    assert not stale, f"data/texts/texts.csv says something else than the registry, or nothing, of {stale}"
    lacking = words_lacking(levers, texts["texts"])
    assert not lacking, f"data/texts/texts.csv lacks {lacking}"
    model = json.loads(ask("GET", "/api/model")[2])
    assert model["record"]["polls"]["forecasts"] > 1000 and model["record"]["waves"], "earlier predictions"
    assert model["members"] == 6 and len(model["regions"]) == 20 and model["detectable"]["respondents"] > 0
    baseline = json.loads(ask("GET", "/api/baseline?date=2028-12-31")[2])
    assert len(baseline["level"]) == len(model["weeks"]) and len(baseline["dots"]) == 50
    table = ask("GET", "/api/baseline.csv")[2].splitlines()
    assert len(table) == 1 + len(model["weeks"]) * len(model["values"]), len(table)
    assert table[0] == "date,factor,group,value,quantity,unit,q05,q25,q50,q75,q95", table[0]
    column, last = table[0].split(",").index("q50"), table[-1].split(",")
    composite = json.loads(ask("GET", "/api/baseline?value=" + model["values"][-1])[2])["level"][-1]
    assert last[3] == model["values"][-1] and abs(float(last[column]) - composite[2]) < 0.006, (last, composite)
    return model


def same_as_the_command_line(toml, model):
    found = run(toml, "?date=2028-12-31")
    assert found[-1][0] == "done", found[-1]
    results = [data for event, data in found if event == "result"]
    assert [result["whole"] for result in results] == [False, True] and [result["members"] for result in results] == [4, 6], "first few members, then all"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mine.toml"
        file.write_text(toml, encoding="utf-8")
        printed = json.loads(subprocess.run([PROGRAM, "compare", file, "--seed", str(model["seed"]), "--members", "6", "--scale", str(model["scale"]),
                                             "--date", "2028-12-31", "--by", "everything", "--json", "--quiet"], capture_output=True, text=True, check=True).stdout)
    wanted = {(row["factor"], row["group"]): row for row in printed["rows"] if row["table"] == "difference" and row["value"] == "composite"}
    rows = results[-1]["rows"]
    assert len(rows) == len(wanted) > 40, (len(rows), len(wanted))
    for row in rows:
        other = wanted[row["factor"], row["group"]]
        for mine, theirs in ((row["difference"]["mean"], other["difference"]["mean"]), (row["difference"]["q05"], other["difference"]["q05"]),
                             (row["scenario"], other["scenario_mean"]), (row["share_above_zero"], other["share_above_zero"])):
            assert abs(mine - theirs) <= 0.00501, (row, other)
    assert any(abs(row["difference"]["mean"]) > 0.05 for row in rows), "the scenario matters"
    assert run(toml, "?date=2028-12-31")[0][1]["rows"] == rows, "asked again: the same, at once"


def course_as_csv(toml, model):
    """The course of a scenario has an address: as the baseline plus the difference that the page shows, and 0 where nothing changes."""
    status, headers, text = ask("POST", "/api/scenario.csv", toml)
    assert status == 200 and headers["Content-Type"].startswith("text/csv"), (status, text[:200])
    rows = list(csv.DictReader(text.splitlines()))
    weeks, values = len(model["weeks"]), model["values"]
    assert len(rows) == 2 * weeks * len(values), len(rows)
    shown = run(toml, "?date=2028-12-31")[-2][1]
    medians = [float(row["q50"]) for row in rows if row["quantity"] == "difference" and row["value"] == values[-1]]
    assert len(medians) == weeks and any(abs(median) > 0.05 for median in medians)
    drawn = [0.0] * shown["first"] + [course[2] for course in shown["difference"]]
    assert all(abs(median - other) < 0.006 for median, other in zip(medians, drawn, strict=True)), "as the page draws it"
    nothing = list(csv.DictReader(ask("POST", "/api/scenario.csv", 'title = "Nothing"\n')[2].splitlines()))
    assert len(nothing) == len(rows) and all(float(row[q]) == 0 for row in nothing if row["quantity"] == "difference" for q in ("q05", "q50", "q95"))
    assert status_of("POST", "/api/scenario.csv", toml, {"X-Client": None}) == 400
    assert status_of("POST", "/api/scenario.csv", "title = 3") == 422
    assert status_of("GET", "/api/scenario.csv") == 404


def other_views():
    view = run(MORE_TRIPS, "?value=economic&group=region:KZ-75&date=2029-06-01")[-2][1]
    assert view["value"] == "economic" and view["whole"]
    shares = json.loads(ask("GET", "/api/model")[2])["shares"]
    assert {"china_is_threat", "friendly_and_threat", "concern_land_sale", "project_car_plant"} <= {one["code"] for one in shares}, shares
    for one in shares:
        level = json.loads(ask("GET", "/api/baseline?value=" + one["code"])[2])
        assert level["value"] == one["code"] and len(level["groups"]) == 1, level["groups"]
        assert all(0 <= value <= 100 for spread in level["level"] for value in spread), one
    told = run(MORE_TRIPS, "?value=friendly_and_threat&date=2029-06-01")[-2][1]
    row, = told["rows"]
    assert abs(row["scenario"] - row["baseline"] - row["difference"]["mean"]) < 0.021, row
    assert status_of("GET", "/api/baseline?value=china_is_threat&group=age:18_34") == 422
    refused = events(ask("POST", "/api/explain?value=china_is_threat", "")[2])
    assert refused[-1][0] == "fault" and "index" in refused[-1][1]["error"], refused
    status, _, text = ask("POST", "/api/parts", TWO_LEVERS)
    parts = events(text)[-2][1]
    assert status == 200 and {part["kind"] for part in parts["parts"]} >= {"channel", "rest"}, text
    for when in ("peak", "end"):
        for kind in {part["kind"] for part in parts["parts"]} - {"rest"}:
            total = sum(part[when]["median"] for part in parts["parts"] if kind in (part["kind"], part["of"]))
            assert abs(total - parts[when]["median"]) < 0.3, (kind, when, total, parts[when])
    assert status_of("POST", "/api/parts", "titel = 1") == 422
    for query in ("?value=ecnomic", "?group=region:KZ-99", "?date=2031-01-01", "?date=yesterday"):
        assert status_of("POST", "/api/run" + query, MORE_TRIPS) == 422, query
        assert status_of("GET", "/api/baseline" + query) == 422, query
    unchanged = run('title = "As it is"\n')
    assert all(row["difference"]["mean"] == 0 for row in unchanged[-2][1]["rows"]) and unchanged[-2][1]["diverges"] is None


def refuses():
    status, _, text = ask("POST", "/api/run", 'title = "T"\n[[lever]]\nname = "travel.trip_per_week"\nvalue = 1\ndate = 2027-01-01\n')
    assert status == 422 and "page.toml:3" in text and "Did you mean" in text, text
    assert status_of("POST", "/api/read", "title = ") == 422
    assert status_of("POST", "/api/run", 'title = "T"\nbased_on = "../../etc/passwd"\n') == 422
    assert status_of("POST", "/api/wave", "a,b\n1,2\n", {"Content-Type": "text/csv"}) == 422
    assert status_of("POST", "/api/run", MORE_TRIPS, {"X-Client": None}) == 400
    assert status_of("POST", "/api/run", MORE_TRIPS, {"X-Client": "x" * 65}) == 400
    for headers in ({"Host": "evil.example"}, {"Host": f"evil.example:{PORT}"}, {"Origin": "http://evil.example"}, {"Origin": "null"},
                    {"Sec-Fetch-Site": "cross-site"}):
        assert status_of("POST", "/api/run", MORE_TRIPS, headers) == 403, headers
        assert status_of("GET", "/api/model", None, headers) == 403, headers
    assert status_of("POST", "/api/run", MORE_TRIPS, {"Content-Type": "text/plain"}) == 415
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert status_of(method, "/api/run", "") in (400, 405), method
    for path in ("/etc/passwd", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/main.js/..", "/mainXjs", "/api", "/api/", "/.git/config", "/index.html%00"):
        assert status_of("GET", path) in (400, 404), path
    assert status_of("POST", "/api/run", "#" * 300_000) == 413
    assert status_of("POST", "/api/read", "5\r\ntitle\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}) == 411
    assert status_of("POST", "/api/read", "title", {"Content-Encoding": "gzip"}) == 415
    assert status_of("GET", "/", None, {"Range": "bytes=0-9"}) == 206
    assert status_of("GET", "/", None, {"Range": "bytes=0-9,0-9"}) == 416


def raw(data, wait=5):
    """What the server says to bytes that need be no request."""
    with socket.create_connection(("127.0.0.1", PORT), timeout=wait) as link:
        try:
            link.sendall(data)
            link.shutdown(socket.SHUT_WR)
            return link.recv(4096)
        except OSError:
            return b""


def fuzz():
    chance = random.Random(28)
    for _ in range(150):
        answer = raw(bytes(chance.randrange(256) for _ in range(chance.randrange(1, 400))) + b"\r\n\r\n")
        assert not answer or answer.split(b" ")[1].startswith(b"4"), answer[:60]
    alphabet = ["[[lever]]", "[[plant]]", "name", "value", "=", '"', "travel.trips_per_week", "1e309", "-1", "nan", "2027-01-01", "\n", "{", "}", "[", "]", "date", "title", ",", "\u04d9", "'''"]
    for _ in range(300):
        text = "".join(chance.choice(alphabet) + chance.choice(["", " ", "\n"]) for _ in range(chance.randrange(1, 40)))
        assert status_of("POST", "/api/read", text) in (200, 422), text
    for cut in range(0, len(MORE_TRIPS), 7):
        assert status_of("POST", "/api/read", MORE_TRIPS[:cut]) in (200, 422)
    for line in (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 3, b"POST /api/run HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Type: application/toml\r\nContent-Length: 999999999999\r\n\r\n",
                 b"POST /api/run HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Type: application/toml\r\nContent-Length: -1\r\n\r\n",
                 b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\nHost: " + HOST.encode() + b"\r\n\r\n"):
        answer = raw(line)
        assert not answer or answer.split(b" ")[1][:1] == b"4", answer[:80]


def newest_wins():
    """An older run of the same client ends early, whoever asked; one that goes away leaves no work behind."""
    found = {}

    def older():
        found["older"] = run(MORE_TRIPS.replace("17000", "18000"), client="mover")

    thread = threading.Thread(target=older)
    blocker = threading.Thread(target=lambda: run(MORE_TRIPS.replace("17000", "16000"), client="other"))
    blocker.start()
    thread.start()
    time.sleep(0.02)
    newer = run(MORE_TRIPS.replace("17000", "19000"), client="mover")
    thread.join()
    blocker.join()
    assert newer[-1][0] == "done", newer[-1]
    assert found["older"][-1][0] in ("cancelled", "done")  # it may have been done already
    return found["older"][-1][0]


def many_at_once():
    """Slow clients and many clients: everyone else is still answered."""
    slow = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(20)]
    for link in slow:
        link.sendall(b"POST /api/run HTTP/1.1\r\nHost: ")
    begun = time.monotonic()
    assert status_of("GET", "/api/model") == 200 and time.monotonic() - begun < 3, "slow clients hold up the others"
    outcomes = []

    def client(number):
        for turn in range(3):
            try:
                outcomes.append(status_of("POST", "/api/run", MORE_TRIPS.replace("17000", str(10_000 + 10 * number + turn)), {"X-Client": f"client{number}"}))
            except ConnectionError:  # a full queue closes what it cannot take: refused, as by 503
                outcomes.append(503)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 72 and set(outcomes) <= {200, 429, 503} and outcomes.count(200) > 40, outcomes
    for link in slow:
        link.close()


def loopback_only():
    for name in {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}:
        with socket.socket() as link:
            link.settimeout(1)
            assert link.connect_ex((name, PORT)) != 0, f"answers at {name}"


MODEL = documents()
same_as_the_command_line(MORE_TRIPS, MODEL)
course_as_csv(MORE_TRIPS, MODEL)
same_as_the_command_line((TREE / "scenarios/library/worst_case.toml").read_text(encoding="utf-8"), MODEL)
other_views()
refuses()
fuzz()
print("older run:", newest_wins())
many_at_once()
loopback_only()
assert status_of("GET", "/api/model") == 200
print("passed")
