#!/usr/bin/python3
"""A researcher asks: how near is the model to what each wave printed, and whom do the synthetic adults stand for?"""
# %% Expected answers in each wave, sample as fielded
import numpy

import kozqaras

run = kozqaras.run("scenarios/library/baseline.toml", members=8, scale=0.0005)
shares = run.wave_shares.sel(group="all").median("member")
net = shares.sel(answer="positive") - shares.sel(answer="negative")
print(net.to_pandas().T.round(2).to_string())

# %% Between members: what the waves leave open
spread = (run.wave_shares.sel(answer="positive") - run.wave_shares.sel(answer="negative")).sel(group="all").std("member")
print("s.d. over members, mean over questions:", spread.mean("question").values.round(3))

# %% The adults behind it, and their ties
country = kozqaras.synthesize(scale=0.001)
counts = numpy.bincount(country.language.values.astype(int), minlength=country.sizes["language_class"])
for code, count in zip(country.language_class.values, counts):
    print(f"{code:<12} {count / counts.sum():.1%} of the adults")
print("ties per adult:", round(country.sizes["tie_end"] / country.sizes["agent"], 1))
