# Money and Kazakh letters in the title of a scenario come through to the pictures as they are written.
. "$(dirname "$0")/../cli/helpers.sh"
cat >money.toml <<'TOML'
title = "Зауыт: US$ 500 million, later US$ 700 million; Өңір, ұғым, һәм $x_1^2$"
start = 2027-01-01
[[lever]]
name = "travel.trips_per_week"
value = 12000
TOML
expect 0 run money.toml --scale 0.0002 --members 2 --quiet -o r
/usr/bin/python3 "$source_tree/viz-scripts/figures.py" r --formats svg >out.txt 2>err.txt || complain "figures: status $?"
silent err.txt
picture=r/figures/difference_money.svg
present "$picture"
# The library writes each text it draws beside it as a comment; mathematics would be broken into pieces of italics.
says "$picture" 'US$ 500 million, later US$ 700'
for letters in 'Зауыт' 'Өңір, ұғым, һәм $x_1^2$'; do
    tr '\n' ' ' <"$picture" | grep -qF -- "$letters" || complain "the picture lacks '$letters'"
done
for drawing in r/figures/*.svg; do
    ! grep -q -e Oblique -e mathdefault "$drawing" || complain "mathematics in $drawing"
done
/usr/bin/python3 - "$source_tree/viz-scripts" <<'P' || complain "labels of a logarithmic axis"
import sys
sys.path.insert(0, sys.argv[1])
from style import power_of_ten
assert [power_of_ten(v) for v in (0.001, 0.1, 1, 10, 1000, 250)] == ["10⁻³", "10⁻¹", "1", "10", "10³", "250"]
P
finish
