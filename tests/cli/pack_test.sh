# A small invented country (tests/packs): three regions, two languages, five questions, one index of two indicators, two
# waves. From margins to figures by --data alone: nothing of a country is known to the program.
. "$(dirname "$0")/helpers.sh"

pack="$source_tree/tests/packs/velmara"
# margins to adults
expect 0 synthesize --data "$pack" --scale 0.005 -o population --quiet
says population/summary.txt "Synthetic adults of Velmara"
says population/population_fit.csv "XV-03 town woman 65+"
says population/mixing.csv "velmari"
expect 3 synthesize --data "$pack" --scale 0.005 --year 2025 -o later --quiet
says err.txt "no population/projection"
# set-up, fit, posterior
# (six iterations follow the waves within a point or so, short of the strict rule of convergence: status 5)
expect 5 calibrate "$pack/setup.toml" --data "$pack" -o fitted --quiet
says fitted/targets.csv "img_friendly"
says fitted/posterior.csv "anchor.language.tessian.general"
says fitted/posterior.csv "threshold.tie_travel.centre"
grep -q kazakh fitted/*.csv && complain "a class of another country"
# scenario runs
expect 0 run "$pack/pastures.toml" --data "$pack" --posterior fitted --members 6 --scale 0.005 -o run --quiet
says run/index.csv "region,XV-02,ties"
says run/index.csv "as_fielded_second"
says run/waves.csv "second"
says run/hub.csv "XV"
says run/README.txt "all adults of Velmara"
says run/README.txt "index[3, 1"
/usr/bin/python3 - <<'PYTHON' || complain "the results are not those of the country"
import numpy, xarray
run = xarray.open_dataset("run/results.h5", engine="h5netcdf")
assert list(run.indicator.values) == ["image", "ties", "composite"], run.indicator.values
assert list(run.group.values) == ["all", "region:XV-01", "region:XV-02", "region:XV-03", "settlement:town", "settlement:village",
                                  "age:18_39", "age:40_plus", "ethnicity:velmari", "ethnicity:tessian", "language:velmari",
                                  "language:tessian", "wealth:poor", "wealth:middle", "wealth:rich", "education:basic",
                                  "education:advanced"], run.group.values
assert str(run.group_label.sel(group="age:40_plus").values) == "age: 40 and older"
index = run.index_adults
mean = (index.sel(indicator="image") + index.sel(indicator="ties")) / 2
assert float(abs(mean - index.sel(indicator="composite")).max()) < 1e-6
difference = index.sel(scenario="pastures") - index.sel(scenario="baseline")
assert float(abs(difference).max()) > 1e-4, "the scenario changes nothing"
# the fit follows the second wave: nets of the sample within the error of a survey of 1,000
second = run.question_net.sel(scenario="baseline").sel(time=numpy.datetime64("2024-03-13"), method="nearest").median("member")
for question, net in (("img_friendly", 0.30), ("tie_study", 0.02), ("tie_trade", 0.48)):
    assert abs(float(second.sel(question=question)) - net) < 0.15, (question, float(second.sel(question=question)))
PYTHON
# what the country does not have is refused by name
printf 'title = "t"\nstart = 2026-01-01\n[[lever]]\nname = "land.law"\nvalue = "sale_allowed"\n' >land.toml
expect 3 run land.toml --data "$pack" --posterior fitted --members 2 --scale 0.005 -o land
says err.txt "events/templates.csv does not say what 'sale_allowed' of land.law is"
sed 's/harbour_news/web_russian/' "$pack/pastures.toml" >other.toml
expect 3 run other.toml --data "$pack" --posterior fitted --members 2 --scale 0.005 -o other
says err.txt "Allowed: village_radio, harbour_news, chatter"
# a posterior of another country is refused
expect 3 run "$pack/pastures.toml" --data "$pack" --posterior "$source_tree/calibration/library/posterior_2020_2023" --members 2 \
    --scale 0.005 -o foreign
# forecast
expect 0 forecast --data "$pack" --posterior fitted --members 20 --scale 0.005 --draft -o forecast.json --quiet
says out.txt "China Perception Index in Velmara"
says forecast.json '"region:XV-03"'
expect 0 compare run --data "$pack" --by macro_region
says out.txt "BY macro_region"
# pictures
/usr/bin/python3 "$source_tree/viz-scripts/figures.py" run --geography "$pack/geography" >out.txt 2>err.txt ||
    complain "no pictures: $(tail -3 err.txt)"
for figure in projection difference_pastures appendix/breakdown_age map_regions map_macro_regions; do
    present "run/figures/$figure.png"
done
finish
