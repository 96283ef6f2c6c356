#pragma once
// Reading the dense arrays of a RunResult by name of dimension, and quantiles over its draws.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/engine/draws.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Median, 50 % and 90 % interval over draws. A single one has no interval: its bounds are NaN.
struct Spread {
    double low90 = 0, low50 = 0, median = 0, high50 = 0, high90 = 0;
};

/// Quantiles (type 7) of `values` at `probabilities`; NaN throughout if a value is NaN. Of a single
/// value there is no quantile but the median: the others are NaN.
[[nodiscard]] std::vector<double> quantiles_of(std::vector<double> values,
                                               std::span<const double> probabilities);

/// Nothing if a value is NaN or there are none.
[[nodiscard]] std::optional<Spread> spread_of(std::vector<double> values);

/// Standard error of the median of `draws` by the choice of members ([member][path]): jackknife
/// over ten parts of them, or over single ones where there are fewer. What another seed would move
/// it by, at most: members are spread more evenly than at random. NaN of fewer than two members.
[[nodiscard]] double error_of_median(std::span<const double> draws, std::size_t draws_per_member);

/// Shares of values above and below 0; NaN of fewer than two values.
struct Signs {
    double higher = 0, lower = 0;
};

[[nodiscard]] Signs signs_of(std::span<const double> values);

/// Draws of a result's numbers, by their dimensions: every member on every path of the country's
/// own change, [member][path]; the expected change alone where the run holds no paths. BugError on
/// construction if the sizes of its arrays do not agree.
class ResultView {
  public:
    /// `most_paths`: of each member, as in draws.hpp.
    explicit ResultView(const RunResult& result, std::size_t most_paths = kEnoughPaths);

    [[nodiscard]] const RunResult& result() const { return *result_; }

    /// Draws of each member: 1 without paths.
    [[nodiscard]] std::size_t draws_per_member() const { return std::max<std::size_t>(1, paths_); }

    /// One value per draw: index `value` (of Country::index_values) of the adults of `group`.
    [[nodiscard]] std::vector<double> adults(std::size_t scenario, std::size_t week, int group,
                                             int value) const;
    /// One value per draw: index of the sample as fielded.
    [[nodiscard]] std::vector<double> sample(std::size_t scenario, std::size_t week,
                                             int value) const;
    /// One value per draw: net of a question, sample as fielded.
    [[nodiscard]] std::vector<double> question(std::size_t scenario, std::size_t week,
                                               std::size_t question) const;
    /// One value per draw: share of the adults positive on a place of share_questions, or on both
    /// questions of a pair of joints.
    [[nodiscard]] std::vector<double> share(std::size_t scenario, std::size_t week,
                                            std::size_t place) const;
    [[nodiscard]] std::vector<double> joint(std::size_t scenario, std::size_t week,
                                            std::size_t pair) const;
    /// One value per draw: `scenario` minus baseline, same member and path (paired), adults of
    /// `group`.
    [[nodiscard]] std::vector<double> adults_difference(std::size_t scenario, std::size_t week,
                                                        int group, int value) const;
    [[nodiscard]] std::vector<double> sample_difference(std::size_t scenario, std::size_t week,
                                                        int value) const;
    /// Expected answers of one member in a wave: baseline, sample as fielded.
    [[nodiscard]] AnswerShares wave_answer(std::size_t member, int wave, int group,
                                           int question) const;
    /// The same of everyone, among drawn respondents with drawn answers. NaN after the end.
    [[nodiscard]] AnswerShares drawn_answer(std::size_t member, int wave, int question) const;
    /// The same respondents weighted to the adults.
    [[nodiscard]] AnswerShares poststratified_answer(std::size_t member, int wave,
                                                     int question) const;

  private:
    const RunResult* result_;
    std::size_t paths_ = 0;
};

/// A reporting group in words and codes.
struct GroupName {
    std::string code;   ///< "all", "region:KZ-10", "language:kazakh"
    std::string factor; ///< "all", "region", ...
    std::string group;  ///< "all", "KZ-10", ...
    std::string label;  ///< "all adults", "Abai", "language at home: Kazakh"
    bool is_region = false;
};

/// The groups of Country::group_index, in order.
[[nodiscard]] std::vector<GroupName> group_names(const Country& country);

/// People for whom the agents of each group stand: weights for means over groups.
[[nodiscard]] std::vector<double> adults_by_group(const World& world);

/// The reported week that stands for the end of a year.
struct YearEnd {
    int year = 0;
    std::size_t week = 0; ///< position in RunResult::weeks
    bool whole = true;    ///< false: the run ends earlier in that year
};

/// For each year its last reported week.
[[nodiscard]] std::vector<YearEnd> year_ends(const RunResult& result);

[[nodiscard]] int year_of(Week week);

/// The reported week nearest to `wanted`.
[[nodiscard]] std::size_t nearest_reported_week(const RunResult& result, Week wanted);

} // namespace kozqaras
