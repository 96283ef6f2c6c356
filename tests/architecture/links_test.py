"""links_test.py SOURCE_TREE: every relative link of every page leads to a file, and its anchor to a heading."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def prose(page):
    """Without code, in which brackets are no links."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = [line for line in text.split("\n") if not line.startswith("    ")]
    return re.sub(r"`[^`\n]*`", "", "\n".join(lines))


def anchors(page):
    """As web hosts make them: lower case, no punctuation, blanks as hyphens."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower().replace("`", "")).replace(" ", "-") for head in heads}


def faults_of(page):
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = page if not path else page.parent / path
        if not file.exists():
            yield f"{page.relative_to(ROOT)}: {target}: no such file"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield f"{page.relative_to(ROOT)}: {target}: no such heading"


names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT, check=True,
                       capture_output=True, text=True).stdout
pages = [ROOT / name for name in names.split("\0") if name and (ROOT / name).exists()]
assert len(pages) > 50, len(pages)
faults = [fault for page in sorted(set(pages)) for fault in faults_of(page)]
print("\n".join(faults))
sys.exit(bool(faults))
