#include "model/engine/draws.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "model/survey/answer_curves.hpp"
#include "support/bivariate_normal.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// What a shift of one attitude adds to a value.
struct Response {
    std::size_t attitude = 0;
    std::array<float, kShiftPowers> coefficients{};
};

/// Responses of index `value`, from [part][power].
std::vector<Response> responses_of(const RunResult& result, std::span<const float> parts,
                                   int value) {
    std::vector<Response> responses;
    for (std::size_t part = 0; part < result.parts.size(); ++part) {
        const auto [indicator, attitude] = result.parts[part];
        if (value != result.composite() && indicator != value)
            continue;
        const auto wanted = static_cast<std::size_t>(attitude);
        auto place = std::ranges::find(responses, wanted, &Response::attitude);
        if (place == responses.end())
            place = responses.insert(responses.end(), {wanted, {}});
        const float share = value == result.composite() ? 1.0F / static_cast<float>(value) : 1.0F;
        for (std::size_t power = 0; power < kShiftPowers; ++power)
            place->coefficients[power] += share * parts[part * kShiftPowers + power];
    }
    return responses;
}

/// Draws of one week, member by member.
class DrawBuilder {
  public:
    DrawBuilder(const RunResult& result, std::size_t week, std::size_t most_paths)
        : result_(result), week_(week), paths_(paths_taken(result, most_paths)) {
        draws_.reserve(result.members * std::max<std::size_t>(1, paths_));
    }

    [[nodiscard]] bool has_paths() const { return paths_ > 0; }

    /// Blocks of paths, so that the members together meet all of them. Where they divide evenly
    /// each block is a whole piece of the quasi-random sequence, spread as the whole is.
    [[nodiscard]] std::size_t first_path(std::size_t member) const {
        const std::size_t count = result_.national.count;
        if (count % paths_ == 0)
            return member * paths_ % count;
        const std::size_t even = member * paths_ % (count - paths_ + 2) / 2 * 2; // mirrored pairs
        return std::min(even, count - paths_);
    }

    /// Adds the draws of the next member around `expected`.
    void add(float expected, std::span<const Response> responses) {
        const std::size_t member = member_++;
        if (paths_ == 0) {
            draws_.push_back(static_cast<double>(expected));
            return;
        }
        values_.assign(paths_, expected);
        const std::size_t from = first_path(member);
        const float scale =
            static_cast<float>(result_.national_size[member]) / static_cast<float>(kLargestShift);
        for (const Response& response : responses) {
            const auto change = result_.national.at(week_, response.attitude).subspan(from, paths_);
            const auto& c = response.coefficients;
            for (std::size_t path = 0; path < paths_; ++path) {
                const float x = std::clamp(scale * change[path], -1.0F, 1.0F);
                values_[path] +=
                    x * (c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5])))));
            }
        }
        draws_.insert(draws_.end(), values_.begin(), values_.end());
    }

    [[nodiscard]] std::vector<double> take() { return std::move(draws_); }

  private:
    const RunResult& result_;
    std::size_t week_, paths_, member_ = 0;
    std::vector<float> values_;
    std::vector<double> draws_;
};

} // namespace

std::size_t paths_taken(const RunResult& result, std::size_t most_paths) {
    constexpr std::size_t kDraws = 4096, kFewest = 64;
    if (most_paths != kEnoughPaths)
        return std::min(result.national.count, most_paths);
    const std::size_t members = std::max<std::size_t>(1, result.members);
    return std::min(result.national.count,
                    std::max(kFewest, std::bit_ceil((kDraws + members - 1) / members)));
}

std::vector<double> adults_draws(const RunResult& result, std::size_t scenario, std::size_t week,
                                 int group, int value, std::size_t most_paths) {
    const auto index = view_of(result, &RunResult::index_adults);
    DrawBuilder draws(result, week, most_paths);
    for (std::size_t member = 0; member < result.members; ++member) {
        std::vector<Response> responses;
        if (draws.has_paths())
            responses = responses_of(
                result,
                view_of(result, &RunResult::adults_response).behind(scenario, member, week, group),
                value);
        draws.add(index(scenario, member, week, group, value), responses);
    }
    return draws.take();
}

std::vector<double> sample_draws(const RunResult& result, std::size_t scenario, std::size_t week,
                                 int value, std::size_t most_paths) {
    const auto index = view_of(result, &RunResult::index_sample);
    DrawBuilder draws(result, week, most_paths);
    for (std::size_t member = 0; member < result.members; ++member) {
        std::vector<Response> responses;
        if (draws.has_paths())
            responses = responses_of(
                result, view_of(result, &RunResult::sample_response).behind(scenario, member, week),
                value);
        draws.add(index(scenario, member, week, value), responses);
    }
    return draws.take();
}

std::vector<double> question_draws(const RunResult& result, std::size_t scenario, std::size_t week,
                                   std::size_t question, std::size_t most_paths) {
    const auto nets = view_of(result, &RunResult::question_net);
    DrawBuilder draws(result, week, most_paths);
    for (std::size_t member = 0; member < result.members; ++member) {
        Response own;
        if (draws.has_paths()) {
            own.attitude = result.question_attitudes[question];
            std::ranges::copy(view_of(result, &RunResult::question_response)
                                  .behind(scenario, member, week, question),
                              own.coefficients.begin());
        }
        draws.add(nets(scenario, member, week, question), {&own, 1});
    }
    return draws.take();
}

std::vector<double> share_draws(const RunResult& result, std::size_t scenario, std::size_t week,
                                std::size_t place, std::size_t most_paths) {
    const auto shares = view_of(result, &RunResult::positive_share);
    DrawBuilder draws(result, week, most_paths);
    for (std::size_t member = 0; member < result.members; ++member) {
        Response own;
        if (draws.has_paths()) {
            own.attitude = result.question_attitudes[result.share_questions[place]];
            std::ranges::copy(view_of(result, &RunResult::positive_response)
                                  .behind(scenario, member, week, place),
                              own.coefficients.begin());
        }
        draws.add(shares(scenario, member, week, place), {&own, 1});
    }
    return draws.take();
}

std::vector<double> joint_draws(const RunResult& result, std::size_t scenario, std::size_t week,
                                std::size_t joint, std::size_t most_paths) {
    constexpr double kLeast = 1e-4; // below it, and above 1 less it, a share tells no distance
    const auto clipped = [kLeast](double share) { return std::clamp(share, kLeast, 1.0 - kLeast); };
    const auto [first, second] = result.joints[joint];
    const auto of_both = view_of(result, &RunResult::joint_share);
    const auto shares = view_of(result, &RunResult::positive_share);
    auto x = share_draws(result, scenario, week, first, most_paths);
    const auto y = share_draws(result, scenario, week, second, most_paths);
    const std::size_t paths = result.members == 0 ? 0 : x.size() / result.members;
    for (std::size_t member = 0; member < result.members; ++member) {
        const auto expected = [&](std::size_t place) {
            return clipped(static_cast<double>(shares(scenario, member, week, place)));
        };
        const auto both = static_cast<double>(of_both(scenario, member, week, joint));
        const double correlation = tetrachoric_correlation(expected(first), expected(second), both);
        for (std::size_t at = member * paths; at < (member + 1) * paths; ++at)
            x[at] = paths == 1 ? both
                               : bivariate_normal_cdf(normal_quantile(clipped(x[at])),
                                                      normal_quantile(clipped(y[at])), correlation);
    }
    return x;
}

} // namespace kozqaras
