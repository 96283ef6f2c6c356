"""behaviour_test.py PROGRAM SOURCE_TREE: Ctrl-C, progress, other threads, faults, warnings; nothing is written."""
import os
import signal
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

import kozqaras

SOURCE = Path(sys.argv[2])
BASELINE = SOURCE / "scenarios" / "library" / "baseline.toml"
SMALL = {"scale": 0.0003, "members": 2}


def raised(kind, call, *words):
    try:
        call()
    except kind as fault:
        for word in words:
            assert word in str(fault), (word, str(fault))
        return
    raise AssertionError(f"no {kind.__name__}")


def check_ctrl_c():
    """A run of many minutes ends soon after SIGINT, in the middle of the simulation; the next one works."""
    simulating = threading.Event()

    def interrupt():
        simulating.wait(300)
        os.kill(os.getpid(), signal.SIGINT)

    def watch(stage, done, total):
        if done > 0:
            simulating.set()

    threading.Thread(target=interrupt, daemon=True).start()
    try:
        kozqaras.run(BASELINE, scale=0.01, members=100, progress=watch)
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("a run of 100 members at scale 0.01 was not interrupted")
    assert simulating.is_set()
    before = time.monotonic()
    assert kozqaras.run(BASELINE, **SMALL).sizes["member"] == 2
    assert time.monotonic() - before < 120


def check_progress():
    seen = []
    kozqaras.run(BASELINE, **SMALL, progress=lambda *step: seen.append((threading.current_thread(), step)))
    assert seen and all(thread is threading.main_thread() for thread, _ in seen)
    stage, done, total = seen[-1][1]
    assert stage and done == total > 0

    def refuse(stage, done, total):
        raise RuntimeError("enough")

    raised(RuntimeError, lambda: kozqaras.run(BASELINE, **SMALL, progress=refuse), "enough")


def check_other_threads():
    """While a run works, another thread of Python goes on: it is never held up for as long as half a second."""
    ended, pauses = threading.Event(), []

    def count():
        last = time.monotonic()
        while not ended.is_set():
            time.sleep(0.01)
            pauses.append(time.monotonic() - last)
            last = time.monotonic()

    counter = threading.Thread(target=count)
    counter.start()
    before = time.monotonic()
    kozqaras.run(BASELINE, scale=0.001, members=4)
    passed = time.monotonic() - before
    ended.set()
    counter.join()
    assert sum(pauses) > 0.5 * passed and max(pauses) < max(0.5, 0.25 * passed), (max(pauses), passed)


def check_several_at_once():
    """Two threads of Python run side by side, to the same numbers as one alone."""
    alone, results = kozqaras.run(BASELINE, **SMALL), [None, None]

    def work(place):
        results[place] = kozqaras.run(BASELINE, **SMALL)

    threads = [threading.Thread(target=work, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        assert (result.index_adults.values == alone.index_adults.values).all()


def check_faults():
    wrong = Path("wrong.toml")
    wrong.write_text('title = "x"\n[[lever]]\nname = "visa.regim"\nvalue = "required"\n')
    raised(ValueError, lambda: kozqaras.run(wrong, **SMALL), "wrong.toml:3", "visa.regime")
    wrong.unlink()
    raised(OSError, lambda: kozqaras.run("nowhere.toml", **SMALL), "nowhere.toml")
    raised(ValueError, lambda: kozqaras.run(BASELINE, members=0), "--members")
    raised(ValueError, lambda: kozqaras.run(BASELINE, scale=2), "--scale")
    raised(ValueError, lambda: kozqaras.run(BASELINE, set={"travel.trips": 1}, **SMALL), "travel.trips")
    raised(ValueError, lambda: kozqaras.compare(BASELINE, **SMALL), "only the baseline")
    raised(OSError, lambda: kozqaras.run(BASELINE, data="nowhere", **SMALL), "nowhere")
    raised(ValueError, lambda: kozqaras.forecast(members=3, scale=0.0003, wave="2026-12-15"), "--draft")
    raised(ValueError, lambda: kozqaras.calibrate(BASELINE), "baseline.toml")


def check_warnings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        hindcast = kozqaras.forecast(posterior="prior", last_wave="2021", draft=True, **SMALL)
        kozqaras.score(hindcast, 2023)
    texts = [str(one.message) for one in caught]
    assert any("draft" in text for text in texts) and any("not calibrated" in text for text in texts), texts
    assert all(one.filename == __file__ for one in caught), [one.filename for one in caught]


def check_shipped_names():
    assert kozqaras.run("scenarios/library/baseline.toml", **SMALL).sizes["scenario"] == 1
    assert kozqaras.__version__


def check_documentation():
    for name in kozqaras.__all__:
        function = getattr(kozqaras, name)
        assert function.__doc__ and "return" in function.__annotations__, name


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for check in (check_ctrl_c, check_progress, check_other_threads, check_several_at_once, check_faults, check_warnings,
                  check_shipped_names, check_documentation):
        check()
        assert os.listdir(folder) == [], (check.__name__, os.listdir(folder))
        print(check.__name__, "passed", flush=True)
    os.chdir("/")
