// data/survey: numbers that two rows have in common must agree. What is printed is rounded, and
// reports contradict themselves by a point; more than that is a slip of whoever typed the table.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr double kAgreementTolerance = 0.03; ///< of shares and nets

class Agreement {
  public:
    explicit Agreement(const SurveyTables& tables) : tables_(tables) {
        for (const Observation& one : tables.observations)
            if (one.of_everyone() && one.relation == Relation::equal && one.question >= 0) {
                if (one.quantity == Quantity::net)
                    nets_[{one.question, one.wave}] = one.value;
                else
                    answered_[{one.question, one.wave}] +=
                        one.quantity == Quantity::positive_percent ? one.value : -one.value;
            }
    }

    void throw_if_any() const { faults_.throw_if_any(); }

    /// Of an indicator that is printed, all questions have a net, and it is their mean; the
    /// composite is that of the indicators.
    void check_indicators() {
        for (const Observation& printed : tables_.observations) {
            if (!printed.of_everyone() || printed.quantity != Quantity::index ||
                printed.methodology != tables_.methodologies.front().id)
                continue;
            const std::vector<double> parts =
                printed.indicator ? nets_of(printed) : indicators_of(printed);
            if (!parts.empty())
                check_mean(printed, parts);
        }
    }

    /// The net of a question is the difference of its answers.
    void check_answers() {
        for (const Observation& one : tables_.observations) {
            if (!one.of_everyone() || one.quantity != Quantity::positive_percent)
                continue;
            const auto net = nets_.find({one.question, one.wave});
            const double difference = answered_[{one.question, one.wave}];
            if (net != nets_.end() && std::abs(difference - net->second) > kAgreementTolerance)
                faults_.add(one.place,
                            fmt::format("positive less negative is {:.3f}, but the net of {} in {} "
                                        "is {:.2f}",
                                        difference, one.of, id_of(one.wave), net->second),
                            "answers");
        }
    }

    /// No factor has more respondents than the wave, or less than half of them.
    void check_sizes(const DataFolder& survey) {
        for (const SampleComposition& sample : tables_.samples) {
            const auto wave = std::ranges::find(tables_.waves, sample.wave, &Wave::id);
            std::map<Factor, int> sums;
            for (const GroupSize& group : sample.groups)
                sums[group.factor] += group.respondents;
            for (const auto& [factor, sum] : sums)
                if (!wave->respondents || sum > *wave->respondents || 2 * sum < *wave->respondents)
                    faults_.add(
                        {survey.shown("samples.csv")},
                        fmt::format("the wave {} has {} respondents, but its groups by {} have {}",
                                    wave->id,
                                    wave->respondents ? fmt::format("{}", *wave->respondents)
                                                      : "no",
                                    kFactorCodes[static_cast<std::size_t>(factor)], sum),
                        "sizes");
        }
    }

    /// Groups of a factor together answer as the whole sample, up to those who are in no group.
    void check_groups() {
        std::map<std::tuple<int, Factor, Quantity, std::string, std::string>, Sum> sums;
        for (const Observation& one : tables_.observations)
            if (one.of_group() && one.relation == Relation::equal && respondents_of(one))
                sums[{one.wave, one.population.factor, one.quantity, one.of, one.methodology}].add(
                    one, *respondents_of(one));
        for (const auto& [key, sum] : sums)
            if (const Observation* whole = whole_of(*sum.first))
                check_whole(sum, *whole);
    }

  private:
    struct Sum {
        double weighted = 0;
        int respondents = 0;
        const Observation* first = nullptr;

        void add(const Observation& one, int people) {
            weighted += one.value * people;
            respondents += people;
            if (first == nullptr)
                first = &one;
        }
    };

    [[nodiscard]] const std::string& id_of(int wave) const {
        return tables_.waves[static_cast<std::size_t>(wave)].id;
    }

    [[nodiscard]] std::optional<int> respondents_of(const Observation& one) const {
        if (one.respondents || one.quantity == Quantity::index)
            return one.respondents;
        return tables_.size_of(one.population.factor, one.population.group, one.wave);
    }

    /// The same of everyone.
    [[nodiscard]] const Observation* whole_of(const Observation& one) const {
        if (one.quantity == Quantity::index)
            return tables_.index_of(one.indicator, one.wave, one.methodology);
        return tables_.of_everyone(one.quantity, one.question, one.wave);
    }

    /// The nets of the questions of an indicator; none, and a fault, if one is missing.
    std::vector<double> nets_of(const Observation& printed) {
        std::vector<double> nets;
        for (int q = 0; q < std::ssize(tables_.questions); ++q) {
            const Question& question = tables_.questions[static_cast<std::size_t>(q)];
            if (question.indicator != printed.indicator ||
                !question.counts_in(static_cast<std::size_t>(printed.wave)))
                continue;
            const auto net = nets_.find({q, printed.wave});
            const auto answered = answered_.find({q, printed.wave});
            if (net == nets_.end() && answered == answered_.end()) {
                faults_.add(printed.place,
                            fmt::format("the row for question {}, wave {} is missing, of which "
                                        "'{}' is a mean",
                                        question.id, id_of(printed.wave), printed.of),
                            "missing");
                return {};
            }
            nets.push_back(net != nets_.end() ? net->second : answered->second);
        }
        return nets;
    }

    [[nodiscard]] std::vector<double> indicators_of(const Observation& composite) const {
        std::vector<double> values;
        for (const Observation& other : tables_.observations)
            if (other.of_everyone() && other.quantity == Quantity::index && other.indicator &&
                other.wave == composite.wave && other.methodology == composite.methodology)
                values.push_back(other.value);
        return values;
    }

    void check_mean(const Observation& printed, const std::vector<double>& parts) {
        const double mean =
            std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(parts.size());
        if (std::abs(mean - printed.value) > kAgreementTolerance)
            faults_.add(printed.place,
                        fmt::format("'{}' of {} is {:.2f}, but its {} have a mean of {:.3f}",
                                    printed.of, id_of(printed.wave), printed.value,
                                    printed.indicator ? "questions" : "indicators", mean),
                        "mean");
    }

    /// Those in no group can add to the whole what one respondent can: 0 or -1 to 1.
    void check_whole(const Sum& sum, const Observation& whole) {
        const auto& wave = tables_.waves[static_cast<std::size_t>(whole.wave)];
        const double all = wave.respondents.value_or(sum.respondents);
        const double others = std::max(0.0, all - sum.respondents); // in no group
        const bool share = whole.quantity == Quantity::positive_percent ||
                           whole.quantity == Quantity::negative_percent;
        const double low =
                         (sum.weighted + (share ? 0.0 : -1.0) * others) / all - kAgreementTolerance,
                     high = (sum.weighted + others) / all + kAgreementTolerance;
        // shares of groups without a printed size are compared by no sum
        if ((whole.value >= low && whole.value <= high) || 2 * sum.respondents < all)
            return;
        faults_.add(
            sum.first->place,
            fmt::format("the groups by {} have together {:.3f} in '{}', but the whole sample "
                        "has {:.3f}",
                        kFactorCodes[static_cast<std::size_t>(sum.first->population.factor)],
                        sum.weighted / sum.respondents, whole.of, whole.value),
            "groups");
    }

    const SurveyTables& tables_;
    std::map<std::pair<int, int>, double> nets_;     ///< by question and wave
    std::map<std::pair<int, int>, double> answered_; ///< positive less negative
    Faults faults_;
};

} // namespace

void check_agreement(const DataFolder& survey, const SurveyTables& tables) {
    Agreement agreement(tables);
    agreement.check_indicators();
    agreement.check_answers();
    agreement.check_sizes(survey);
    agreement.check_groups();
    agreement.throw_if_any();
}

} // namespace kozqaras
