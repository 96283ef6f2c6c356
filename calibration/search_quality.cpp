#include "calibration/search_quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "calibration/stored_tables.hpp"
#include "inference/check/convergence.hpp"
#include "inference/sample/importance.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using inference::MaximumAPosteriori;

constexpr double kSameOptimum = 1.0;
constexpr double kMost = 1e9;
constexpr std::array<std::string_view, 2> kAnswers{"no", "yes"};

/// Converged ones first, lowest objective first.
std::vector<std::size_t> best_first(const std::vector<MaximumAPosteriori>& ends) {
    std::vector<std::size_t> order(ends.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        if (ends[a].converged != ends[b].converged)
            return ends[a].converged;
        return ends[a].objective() < ends[b].objective();
    });
    return order;
}

/// `held`: with the parameters integrated over at their posterior mean.
std::string ends_text(const SearchEnds& searches, bool held) {
    if (searches.ends.size() < 2)
        return {};
    std::string text = fmt::format(
        "Optima: {}, from {} searches for {} parameters{}\n"
        "  start       objective  converged  optimum  distance from the best, posterior s.d.\n",
        searches.optima(), searches.ends.size(), searches.parameters,
        held ? ", those integrated over at their posterior mean" : "");
    for (std::size_t k = 0; k < searches.ends.size(); ++k) {
        const SearchEnd& end = searches.ends[k];
        text += fmt::format("  {:<10} {:>10.1f} {:>10} {:>8}  {:>8.2f}\n",
                            k == 0 ? "prior mean" : "prior draw", end.objective,
                            end.converged ? "yes" : "no",
                            end.optimum > 0 ? fmt::format("{}", end.optimum) : "-", end.distance);
    }
    if (searches.optima() > 1)
        text += "  WARNING: more than one optimum; the posterior describes the surroundings of one "
                "of them.\n";
    return text;
}

/// Standard errors of so many independent normal draws, in their s.d.: of the mean, and of the 5
/// and 95 % quantiles, sqrt(p (1 - p)) / density there.
double error_of_mean(double draws) {
    return 1.0 / std::sqrt(draws);
}

double error_of_bound(double draws) {
    constexpr double kTail = 0.05, kDensity = 0.1031; // of the standard normal at 1.645
    return std::sqrt(kTail * (1.0 - kTail) / draws) / kDensity;
}

std::string sampling_text(const SamplingQuality& sampling) {
    if (sampling.r_hat.size() == 0)
        return {};
    Eigen::Index worst = 0;
    const double r_hat = sampling.r_hat.maxCoeff(&worst);
    const double limit =
        inference::pareto_k_limit(static_cast<Eigen::Index>(std::lround(sampling.proposals)));
    const auto& name = sampling.parameters[static_cast<std::size_t>(worst)];
    const bool sound = sampling.effective_size >= inference::kSoundEffectiveSize &&
                       r_hat < inference::kSoundRHat && sampling.pareto_k < limit;
    std::string text = fmt::format(
        "Sampling: {} by the usual thresholds. Effective size {:.0f} of {:.0f} weighted draws "
        "(wanted: {:.0f}),\n  R-hat of their four parts at most {:.3f}, in {} (wanted: below {}), "
        "Pareto k {:.2f} (sound below {:.2f}).\n",
        sound ? "sound" : "NOT SOUND", sampling.effective_size, sampling.proposals,
        inference::kSoundEffectiveSize, r_hat, name, inference::kSoundRHat, sampling.pareto_k,
        limit);
    if (!sound)
        text += fmt::format(
            "  A posterior mean is known to {:.2f} of its s.d., a bound of 90 % to {:.2f}.\n",
            error_of_mean(sampling.effective_size), error_of_bound(sampling.effective_size));
    if (!(sampling.pareto_k < limit))
        text += "  WARNING: a few draws carry the weight; means and s.d. may be far off.\n";
    return text;
}

} // namespace

int SearchEnds::optima() const {
    int count = 0;
    for (const SearchEnd& end : ends)
        count = std::max(count, end.optimum);
    return count;
}

SearchEnds search_ends(const std::vector<MaximumAPosteriori>& ends) {
    require(!ends.empty(), "no search");
    const auto order = best_first(ends);
    SearchEnds searches{static_cast<std::size_t>(ends.front().parameters.size()),
                        std::vector<SearchEnd>(ends.size())};
    std::vector<std::size_t> optima; // the best end of each
    for (const std::size_t k : order) {
        SearchEnd& end = searches.ends[k];
        end = {ends[k].objective(), ends[k].converged, 0,
               inference::optimum_distance(ends[order.front()], ends[k])};
        const auto known = std::ranges::find_if(optima, [&](std::size_t other) {
            return inference::optimum_distance(ends[other], ends[k]) < kSameOptimum;
        });
        if (known != optima.end())
            end.optimum = static_cast<int>(known - optima.begin()) + 1;
        else if (end.converged) {
            optima.push_back(k);
            end.optimum = static_cast<int>(optima.size());
        }
    }
    return searches;
}

std::string starts_table(const SearchEnds& searches) {
    std::string text = "start,parameters,objective,converged,optimum,distance\n";
    for (std::size_t k = 0; k < searches.ends.size(); ++k) {
        const SearchEnd& end = searches.ends[k];
        text += fmt::format("{},{},{:.3f},{},{},{:.4f}\n", k + 1, searches.parameters,
                            end.objective, end.converged ? "yes" : "no", end.optimum, end.distance);
    }
    return text;
}

std::string sampling_table(const SamplingQuality& sampling) {
    std::string text = "parameter,r_hat,effective_size,proposals,pareto_k\n";
    for (Eigen::Index k = 0; k < sampling.r_hat.size(); ++k)
        text += fmt::format("{},{:.4f},{:.2f},{:.0f},{:.4f}\n",
                            sampling.parameters[static_cast<std::size_t>(k)], sampling.r_hat[k],
                            sampling.effective_size, sampling.proposals, sampling.pareto_k);
    return text;
}

SearchEnds read_starts(const std::filesystem::path& folder) {
    SearchEnds searches;
    const CsvTable table = stored_table(folder, "starts.csv", {"start"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        searches.parameters = static_cast<std::size_t>(table.number(row, "parameters", 1.0, kMost));
        searches.ends.push_back({table.number(row, "objective", -kMost, kMost),
                                 table.code(row, "converged", kAnswers, "answer") == 1,
                                 static_cast<int>(table.number(row, "optimum", 0.0, kMost)),
                                 table.number(row, "distance", 0.0, kMost)});
    }
    return searches;
}

SamplingQuality read_sampling(const std::filesystem::path& folder) {
    SamplingQuality sampling;
    const auto table = stored_table_if_any(folder, "sampling.csv", {"parameter"});
    sampling.r_hat.resize(table ? static_cast<Eigen::Index>(table->rows()) : 0);
    for (std::size_t row = 0; table && row < table->rows(); ++row) {
        sampling.parameters.push_back(table->text(row, "parameter"));
        sampling.r_hat[static_cast<Eigen::Index>(row)] = table->number(row, "r_hat", 0.0, kMost);
        sampling.effective_size = table->number(row, "effective_size", 1.0, kMost);
        sampling.proposals = table->number(row, "proposals", 1.0, kMost);
        sampling.pareto_k = table->number(row, "pareto_k", -kMost, kMost);
    }
    return sampling;
}

std::string search_quality_text(const SearchEnds& searches, const SamplingQuality& sampling) {
    return sampling_text(sampling) + ends_text(searches, sampling.r_hat.size() > 0);
}

} // namespace kozqaras
