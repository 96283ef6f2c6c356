#!/usr/bin/python3
"""An analyst asks: what would 12,000 trips to China a week change, and who would feel it?

More trips than were ever observed, so the program warns. Quick settings: leave out members and scale for numbers to publish.
"""
# %% What if?
import kozqaras

QUICK = {"members": 8, "scale": 0.0005}
run = kozqaras.run("scenarios/library/baseline.toml", set={"travel.trips_per_week": 12000}, **QUICK)

# %% The composite of all adults at the end, and its difference from the status quo (paired by member), in points
composite = run.index_adults.sel(group="all", indicator="composite").isel(time=-1) * 100
change = composite.sel(scenario="set") - composite.sel(scenario="baseline")
low, middle, high = change.quantile([0.05, 0.5, 0.95], "member").values
print(f"composite {float(composite.sel(scenario='baseline').median()):.0f}, "
      f"change {middle:+.2f} points, 90 % of the members {low:+.2f} to {high:+.2f}")

# %% Who feels it most? Medians by home language
by_language = run.index_adults.sel(indicator="composite").isel(time=-1)
groups = [str(group) for group in run.group.values if str(group).startswith("language:")]
effect = 100 * (by_language.sel(scenario="set") - by_language.sel(scenario="baseline")).sel(group=groups).median("member")
for group, points in zip(groups, effect.values):
    print(f"{group:<24} {points:+.2f}")

# %% The same question as a table
table = kozqaras.compare("scenarios/library/visa_free.toml", by="language", **QUICK)
shown = table.where((table.table == "difference") & (table.value == "composite"), drop=True)
print(shown[["difference", "q05", "q95"]].to_dataframe()[["scenario", "date", "group", "difference", "q05", "q95"]].to_string(index=False))
