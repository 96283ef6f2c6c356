"""A progress line for terminals and notebooks."""
from __future__ import annotations

import sys


def print_progress(stage: str, done: int, total: int) -> None:
    """Pass as `progress`: one line on standard error that is written anew."""
    end = "\n" if done >= total else ""
    print(f"\r{stage}: {100 * done // max(total, 1)} %  ", end=end, file=sys.stderr, flush=True)
