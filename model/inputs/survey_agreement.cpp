// data/survey: numbers that two tables have in common must agree. What is printed is rounded, and
// reports contradict themselves by a point; more than that is a slip of whoever typed the table.
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr double kTolerance = 0.03; ///< of shares and nets
constexpr std::string_view kRevised = "revised_2023";

std::string name_of(const PublishedIndicator& printed) {
    return std::string(printed.indicator
                           ? kIndicatorCodes[static_cast<std::size_t>(*printed.indicator)]
                           : kIndexNames.back());
}

/// Which row of a table is meant: values of columns.
using RowKey = std::vector<std::pair<std::string, std::string>>;

/// Where `column` of that row stands, or where the row would.
Position place_in(const DataFolder& survey, const std::string& file, const RowKey& key,
                  const std::string& column) {
    const auto table = CsvTable::read(survey.path() / file, survey.shown(file));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        bool is_meant = true;
        for (const auto& [name, value] : key)
            is_meant = is_meant && table.text(row, name) == value;
        if (is_meant)
            return table.position(row, column);
    }
    return table.end_position();
}

class Agreement {
  public:
    Agreement(const DataFolder& survey, const SurveyTables& tables)
        : survey_(survey), tables_(tables) {
        for (const QuestionNet& net : tables.nets)
            nets_[{net.question, net.wave}] = net.net;
    }

    void throw_if_any() const { faults_.throw_if_any(); }

    /// Of an indicator that is printed, all questions have a net, and it is their mean; the
    /// composite is that of the indicators.
    void check_indicators() {
        for (const PublishedIndicator& printed : tables_.indicators) {
            if (printed.methodology != kRevised)
                continue;
            const std::vector<double> parts =
                printed.indicator ? nets_of(printed) : indicators_of(printed.wave);
            if (!parts.empty())
                check_mean(printed, parts);
        }
    }

    /// The net of the last wave is the difference of its answers.
    void check_answers() {
        for (const QuestionAnswer& answer : tables_.answers) {
            const auto net = nets_.find({answer.question, kWaveCount - 1});
            const double difference = answer.positive - answer.negative;
            if (net == nets_.end() || std::abs(difference - net->second) <= kTolerance)
                continue;
            const auto& id = tables_.questions[static_cast<std::size_t>(answer.question)].id;
            faults_.add(
                place_in(survey_, "answers_2023.csv", {{"question_id", id}}, "positive_percent"),
                fmt::format("positive less negative is {:.3f}, but the net of {} is {:.2f} "
                            "in question_net.csv",
                            difference, id, net->second),
                "answers");
        }
    }

    /// No factor has more respondents than the wave, or less than half of them.
    void check_sizes() {
        const auto respondents = tables_.waves.back().respondents;
        std::map<Factor, int> sums;
        for (const GroupSize& group : tables_.groups)
            sums[group.factor] += group.respondents;
        for (const auto& [factor, sum] : sums)
            if (!respondents || sum > *respondents || 2 * sum < *respondents)
                faults_.add(place_in(survey_, "waves.csv", {{"wave", tables_.waves.back().id}},
                                     "respondents"),
                            fmt::format("the wave has {} respondents, but its groups by {} have {} "
                                        "in group_sizes_2023.csv",
                                        respondents ? fmt::format("{}", *respondents) : "no",
                                        kFactorCodes[static_cast<std::size_t>(factor)], sum),
                            "sizes");
    }

    /// Groups of a factor together answer as the whole sample, up to those who are in no group.
    void check_groups() {
        std::map<std::pair<Factor, int>, Sum> sums;
        for (const BreakdownShare& share : tables_.breakdowns)
            sums[{share.factor, share.question}].add(share.positive, share.respondents);
        for (const QuestionAnswer& answer : tables_.answers) {
            const auto& id = tables_.questions[static_cast<std::size_t>(answer.question)].id;
            for (const auto& [key, sum] : sums)
                if (key.second == answer.question)
                    check_whole(sum, {answer.positive, 0.0, id}, key.first,
                                {"breakdown_positive_2023.csv", "question_id", "positive_percent"});
        }
    }

    void check_group_indicators() {
        std::map<std::pair<Factor, Indicator>, Sum> sums;
        for (const BreakdownIndicator& value : tables_.breakdown_indicators)
            if (value.respondents)
                sums[{value.factor, value.indicator}].add(value.value, *value.respondents);
        for (const PublishedIndicator& printed : tables_.indicators) {
            if (printed.wave != kWaveCount - 1 || !printed.indicator)
                continue;
            for (const auto& [key, sum] : sums)
                if (key.second == *printed.indicator)
                    check_whole(sum, {printed.value, -1.0, name_of(printed)}, key.first,
                                {"breakdown_indicators_2023.csv", "indicator", "value"});
        }
    }

  private:
    struct Sum {
        double weighted = 0;
        int respondents = 0;

        void add(double value, int people) {
            weighted += value * people;
            respondents += people;
        }
    };

    /// A number of the whole sample, and the least that one respondent can add to it (at most: 1).
    struct Whole {
        double value = 0, least = 0;
        std::string id;
    };

    struct Column {
        std::string file, key, value;
    };

    /// The nets of the questions of an indicator; none, and a fault, if one is missing.
    std::vector<double> nets_of(const PublishedIndicator& printed) {
        const auto wave = static_cast<std::size_t>(printed.wave);
        std::vector<double> nets;
        for (int q = 0; q < kQuestionCount; ++q) {
            const Question& question = tables_.questions[static_cast<std::size_t>(q)];
            if (question.indicator != *printed.indicator || !question.asked[wave])
                continue;
            const auto net = nets_.find({q, printed.wave});
            if (net == nets_.end()) {
                faults_.add(
                    place_in(survey_, "question_net.csv",
                             {{"question_id", question.id}, {"wave", std::string(kWaveIds[wave])}},
                             "net"),
                    fmt::format("the row for question {}, wave {} is missing", question.id,
                                kWaveIds[wave]),
                    "missing");
                return {};
            }
            nets.push_back(net->second);
        }
        return nets;
    }

    [[nodiscard]] std::vector<double> indicators_of(int wave) const {
        std::vector<double> values;
        for (const PublishedIndicator& other : tables_.indicators)
            if (other.wave == wave && other.methodology == kRevised && other.indicator)
                values.push_back(other.value);
        return values;
    }

    void check_mean(const PublishedIndicator& printed, const std::vector<double>& parts) {
        const double mean =
            std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(parts.size());
        const auto& wave = kWaveIds[static_cast<std::size_t>(printed.wave)];
        if (std::abs(mean - printed.value) > kTolerance)
            faults_.add(
                place_in(survey_, "indicators.csv",
                         {{"wave", std::string(wave)},
                          {"methodology", std::string(kRevised)},
                          {"indicator", name_of(printed)}},
                         "value"),
                fmt::format("'{}' of {} is {:.2f}, but its {} have a mean of {:.3f}",
                            name_of(printed), wave, printed.value,
                            printed.indicator ? "questions in question_net.csv" : "indicators",
                            mean),
                "mean");
    }

    void check_whole(const Sum& sum, const Whole& whole, Factor factor, const Column& column) {
        const double all = tables_.waves.back().respondents.value_or(sum.respondents);
        const double others = std::max(0.0, all - sum.respondents); // in no group
        const double low = (sum.weighted + whole.least * others) / all - kTolerance,
                     high = (sum.weighted + others) / all + kTolerance;
        // shares of groups without a printed size are compared by no sum
        if ((whole.value >= low && whole.value <= high) || 2 * sum.respondents < all)
            return;
        const std::string factor_code(kFactorCodes[static_cast<std::size_t>(factor)]);
        faults_.add(
            place_in(survey_, column.file, {{"factor", factor_code}, {column.key, whole.id}},
                     column.value),
            fmt::format("the groups by {} have together {:.3f} in '{}', but the whole sample "
                        "has {:.3f}",
                        factor_code, sum.weighted / sum.respondents, whole.id, whole.value),
            "groups");
    }

    const DataFolder& survey_;
    const SurveyTables& tables_;
    std::map<std::pair<int, int>, double> nets_; ///< by question and wave
    Faults faults_;
};

} // namespace

void check_agreement(const DataFolder& survey, const SurveyTables& tables) {
    Agreement agreement(survey, tables);
    agreement.check_indicators();
    agreement.check_answers();
    agreement.check_sizes();
    agreement.check_groups();
    agreement.check_group_indicators();
    agreement.throw_if_any();
}

} // namespace kozqaras
