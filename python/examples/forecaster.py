#!/usr/bin/python3
"""A forecaster asks: what will the next wave print, and how good was such a forecast before?

Few members and agents, so it is a draft; a forecast to be held to takes members=100 or more and the default scale.
"""
# %% The next wave
import kozqaras

QUICK = {"members": 8, "scale": 0.0005, "draft": True}
forecast = kozqaras.forecast(wave="2026-12-15", respondents=1600, **QUICK)
sample = (forecast.target == "composite") & (forecast.group == "all") & (forecast.population == "sample")
wave = 100 * forecast.wave_quantile.where(sample, drop=True).isel(number=0)
print("composite of the next wave, points:",
      ", ".join(f"{100 * level:.0f} % {points:.1f}" for level, points in zip(forecast["quantile"].values, wave.values)))

# %% Every draw, for scores of your own: end of 2030
draws = 100 * forecast.value.where(sample, drop=True).isel(number=0, date=-1)
print(f"end of 2030: {float(draws.quantile(0.05)):.0f} to {float(draws.quantile(0.95)):.0f} in 90 % of {draws.sizes['draw']} draws")

# %% Scores: a hindcast needs a posterior that has not seen the wave; from the prior, 2023 is such a wave
hindcast = kozqaras.forecast(posterior="prior", last_wave="2021", **QUICK)
scores = kozqaras.score(hindcast, 2023)
print(scores[["crps", "pit"]].to_dataframe().groupby("kind")[["crps", "pit"]].mean().round(3).to_string())
