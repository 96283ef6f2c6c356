// data/survey/observations.csv: every published figure, one row each.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

using Kind = ObservedPopulation::Kind;

constexpr std::array<std::string_view, 4> kQuantities{"positive_percent", "negative_percent", "net",
                                                      "index"};
constexpr std::array<std::string_view, 5> kRelations{"=", "<", ">", "rank", "growth_rank"};
constexpr std::array<std::string_view, 4> kObservationStatus{"seen", "derived", "estimate", "lost"};
constexpr std::string_view kLost = kObservationStatus[3], kEveryone = "all",
                           kFormerUnit = "former_unit", kOthers = "others",
                           kMacroRegion = "macro_region";
constexpr double kRoundingOfShares = 0.002; ///< two percentages printed to one decimal

std::vector<std::string_view> subjects(const SurveyTables& tables, const Country& country) {
    std::vector<std::string_view> names(country.index_values.begin(), country.index_values.end());
    for (const auto& question : tables.questions)
        names.push_back(question.id);
    names.insert(names.end(), tables.not_modelled.begin(), tables.not_modelled.end());
    return names;
}

TableRules rules_for(const std::vector<std::string_view>& waves,
                     const std::vector<std::string_view>& names,
                     const std::vector<std::string_view>& methodologies) {
    constexpr int kFewest = 1, kMost = 100'000;
    return TableRules()
        .code("wave", waves, "wave")
        .text("population")
        .code("quantity", kQuantities, "quantity")
        .code("of", names, "question or indicator")
        .code("methodology", methodologies, "methodology")
        .or_empty()
        .code("relation", kRelations, "relation")
        .number("value", -1.0, 100.0)
        .or_empty()
        .code("since", waves, "wave")
        .or_empty()
        .or_absent()
        .whole("respondents", kFewest, kMost, "persons")
        .or_empty()
        .code("status", kObservationStatus, "status")
        .text("source", "say where the number is from")
        .remark("note")
        .key({"wave", "population", "quantity", "of", "methodology", "relation"});
}

/// "age:18_34", "former_unit:KZ-15", "macro_region:North", "all".
ObservedPopulation population_of(const CsvTable& table, std::size_t row, const Country& country) {
    const std::string& text = table.text(row, "population");
    const Position place = table.position(row, "population");
    if (text == kEveryone)
        return {Kind::everyone, {}, 0, ""};
    const auto colon = text.find(':');
    const std::string_view kind = std::string_view(text).substr(0, colon);
    if (colon == std::string::npos)
        throw InputError(place, fmt::format("'{}' is no population: write all, age:{}, "
                                            "macro_region:{}, former_unit:{}",
                                            text, country.reported_codes(Factor::age)[0],
                                            country.macro_regions[0],
                                            country.codes_of(Factor::region)[0]));
    const std::string name = text.substr(colon + 1);
    if (kind == kFormerUnit) {
        if (name == kOthers)
            return {Kind::remaining_former_units, {}, 0, name};
        const auto regions = country.codes_of(Factor::region);
        if (!index_of(regions, name))
            throw InputError::unknown_name(place, "region", name, regions);
        return {Kind::former_unit, {}, 0, name};
    }
    if (kind == kMacroRegion) {
        if (!index_of(country.macro_regions, name))
            throw InputError::unknown_name(place, "macro-region", name, country.macro_regions);
        return {Kind::macro_region, {}, 0, name};
    }
    const auto* const factor = std::ranges::find(kFactorCodes, kind);
    if (factor == kFactorCodes.end())
        throw InputError::unknown_name(place, "factor", std::string(kind), kFactorCodes);
    const auto which = static_cast<Factor>(factor - kFactorCodes.begin());
    const auto codes = country.reported_codes(which);
    const auto group = std::ranges::find(codes, name);
    if (group == codes.end())
        throw InputError::unknown_name(place, "group", name, codes);
    return {Kind::group, which, static_cast<int>(group - codes.begin()), name};
}

/// What of a question or an index the row is about.
void read_subject(const CsvTable& table, std::size_t row, const SurveyTables& tables,
                  const Country& country, Observation& one) {
    one.of = table.text(row, "of");
    one.methodology = table.text(row, "methodology");
    const auto name = index_of(country.index_values, one.of);
    if (name.has_value() != (one.quantity == Quantity::index))
        throw InputError(table.position(row, "of"),
                         fmt::format("'{}' has no '{}'", one.of, table.text(row, "quantity")));
    if (one.methodology.empty() == (one.quantity == Quantity::index))
        throw InputError(table.position(row, "methodology"),
                         "an index needs a methodology, and nothing else has one");
    if (one.quantity == Quantity::index) {
        if (*name != country.composite())
            one.indicator = static_cast<Indicator>(*name);
        return;
    }
    const auto question = std::ranges::find(tables.questions, one.of, &Question::id);
    if (question == tables.questions.end())
        return; // not modelled
    one.question = static_cast<int>(question - tables.questions.begin());
    if (!question->counts_in(static_cast<std::size_t>(one.wave)))
        throw InputError(table.position(row, "wave"),
                         fmt::format("questions.csv says that {} does not count in {}", one.of,
                                     table.text(row, "wave")));
}

void read_value(const CsvTable& table, std::size_t row, Observation& one) {
    const Position& place = one.place = table.position(row, "value");
    if (table.empty(row, "value"))
        throw InputError(place, "'value' is empty; where no number is known, the status is lost");
    one.value = table.number(row, "value");
    one.rounding = 0.5 * std::pow(10.0, -table.decimals(row, "value"));
    if (one.relation == Relation::rank || one.relation == Relation::growth_rank) {
        if (one.value < 1.0 || one.value != std::floor(one.value))
            throw InputError(place, "a rank counts from 1");
        one.rounding = 0.0;
        return;
    }
    const bool percent =
        one.quantity == Quantity::positive_percent || one.quantity == Quantity::negative_percent;
    if (percent) {
        one.value = table.percent_as_share(row, "value");
        one.rounding /= 100.0;
    }
    if (one.value > 1.0 || (percent && one.value < 0.0))
        throw InputError(place, fmt::format("{} is outside {}", table.text(row, "value"),
                                            percent ? "0 to 100 %" : "-1 to 1"));
}

/// The earlier wave of a growth; nothing else has one.
void read_since(const CsvTable& table, std::size_t row, const SurveyTables& tables,
                Observation& one) {
    const bool given = table.has_column("since") && !table.empty(row, "since");
    const Position place = table.position(row, table.has_column("since") ? "since" : "relation");
    if (given != (one.relation == Relation::growth_rank))
        throw InputError(place, "a growth_rank says since which wave, and nothing else does");
    if (one.relation != Relation::growth_rank)
        return;
    one.since = table.code(row, "since", wave_ids(tables), "wave");
    if (*one.since >= one.wave)
        throw InputError(place, fmt::format("growth since {} cannot end in {}",
                                            table.text(row, "since"), table.text(row, "wave")));
    const auto earlier = static_cast<std::size_t>(*one.since);
    if (one.question >= 0 &&
        !tables.questions[static_cast<std::size_t>(one.question)].counts_in(earlier))
        throw InputError(place, fmt::format("questions.csv says that {} does not count in {}",
                                            one.of, table.text(row, "since")));
}

Observation observation_row(const CsvTable& table, std::size_t row, const SurveyTables& tables,
                            const Country& country) {
    Observation one;
    one.wave = table.code(row, "wave", wave_ids(tables), "wave");
    one.population = population_of(table, row, country);
    one.quantity = code_as<Quantity>(table, row, "quantity", kQuantities, "quantity");
    read_subject(table, row, tables, country, one);
    one.relation = code_as<Relation>(table, row, "relation", kRelations, "relation");
    read_value(table, row, one);
    read_since(table, row, tables, one);
    one.status = status_of(table, row);
    one.source = table.text(row, "source");
    if (!table.empty(row, "respondents"))
        one.respondents = static_cast<int>(table.number(row, "respondents"));
    if (!one.of_group() || one.population.factor == Factor::education)
        return one;
    const auto size = tables.size_of(one.population.factor, one.population.group, one.wave);
    if (one.respondents && size && *size != *one.respondents)
        throw InputError(
            table.position(row, "respondents"),
            fmt::format("{} has {} respondents here, but {} in samples.csv",
                        described(country, one.population.factor, one.population.group),
                        *one.respondents, *size));
    if (one.quantity != Quantity::index && !one.respondents && !size)
        throw InputError(table.position(row, "population"),
                         described(country, one.population.factor, one.population.group) +
                             " is not in samples.csv, and 'respondents' is empty");
    return one;
}

/// Percentages of everyone: both (outside the index the positive one may stand alone), at most all
/// respondents, and of all questions of the index or of none.
void check_answers(const CsvTable& table, const SurveyTables& tables, Faults& faults) {
    std::map<int, std::set<int>> answered;
    for (const Observation& positive : tables.observations) {
        if (!positive.of_everyone() || positive.quantity != Quantity::positive_percent ||
            positive.question < 0)
            continue;
        const Observation* negative =
            tables.of_everyone(Quantity::negative_percent, positive.question, positive.wave);
        const auto& wave = tables.waves[static_cast<std::size_t>(positive.wave)].id;
        const auto& asked = tables.questions[static_cast<std::size_t>(positive.question)];
        if (asked.indicator)
            answered[positive.wave].insert(positive.question);
        if (negative == nullptr && asked.indicator)
            faults.add(table.end_position(),
                       fmt::format("the row for negative_percent of {}, {}, is missing",
                                   positive.of, wave),
                       "missing");
        else if (negative != nullptr && positive.value + negative->value > 1.0 + kRoundingOfShares)
            faults.add(negative->place,
                       fmt::format("positive and negative of {}, {}, add up to {:.1f} %, more "
                                   "than all respondents",
                                   positive.of, wave, 100.0 * (positive.value + negative->value)),
                       "sum");
    }
    for (const auto& [wave, found] : answered)
        for (int q = 0; q < std::ssize(tables.questions); ++q) {
            const Question& question = tables.questions[static_cast<std::size_t>(q)];
            if (question.indicator && question.counts_in(static_cast<std::size_t>(wave)) &&
                !found.contains(q))
                faults.add(table.end_position(),
                           fmt::format("the row for positive_percent of {}, {}, is missing",
                                       question.id,
                                       tables.waves[static_cast<std::size_t>(wave)].id),
                           "missing");
        }
}

using GroupKey = std::pair<Factor, int>;

/// Groups of the factors of which a wave prints `quantity`, with what it prints of each.
std::map<GroupKey, std::set<std::string>> printed_by_group(const SurveyTables& tables, int wave,
                                                           Quantity quantity) {
    std::map<GroupKey, std::set<std::string>> printed;
    for (const Observation& one : tables.observations)
        if (one.of_group() && one.wave == wave && one.quantity == quantity &&
            one.relation != Relation::growth_rank)
            printed[{one.population.factor, one.population.group}].insert(one.of);
    const auto& sample = tables.samples[tables.waves[static_cast<std::size_t>(wave)].sample];
    std::set<Factor> factors;
    for (const auto& [group, found] : printed)
        factors.insert(group.first);
    for (const GroupSize& size : sample.groups)
        if (factors.contains(size.factor))
            printed[{size.factor, size.group}];
    return printed;
}

/// Questions of `wave` in an indicator of which some group's answers are printed.
std::set<std::string>
questions_of_groups(const SurveyTables& tables, int wave,
                    const std::map<GroupKey, std::set<std::string>>& printed) {
    std::set<std::optional<Indicator>> indicators;
    for (const Question& question : tables.questions)
        for (const auto& [group, found] : printed)
            if (found.contains(question.id))
                indicators.insert(question.indicator);
    std::set<std::string> ids;
    for (const Question& question : tables.questions)
        if (question.indicator && indicators.contains(question.indicator) &&
            question.counts_in(static_cast<std::size_t>(wave)))
            ids.insert(question.id);
    return ids;
}

void require_printed(const CsvTable& table, const Country& country,
                     const std::map<GroupKey, std::set<std::string>>& groups,
                     const std::set<std::string>& needed, std::string_view kind, Faults& faults) {
    for (const auto& [group, found] : groups)
        for (const std::string& id : needed)
            if (!found.contains(id))
                faults.add(table.end_position(),
                           fmt::format("the row for {}, {} {} is missing",
                                       described(country, group.first, group.second), kind, id),
                           "missing");
}

/// A wave that prints answers of groups prints every question of those indicators for every group;
/// a group that has one indicator has all four.
void check_groups(const CsvTable& table, const SurveyTables& tables, const Country& country,
                  Faults& faults) {
    const std::set<std::string> indicators(country.indicators.begin(), country.indicators.end());
    for (int wave = 0; wave < std::ssize(tables.waves); ++wave) {
        const auto shares = printed_by_group(tables, wave, Quantity::positive_percent);
        require_printed(table, country, shares, questions_of_groups(tables, wave, shares),
                        "question", faults);
        auto indices = printed_by_group(tables, wave, Quantity::index);
        std::erase_if(indices, [](const auto& group) { return group.second.empty(); });
        require_printed(table, country, indices, indicators, "indicator", faults);
    }
}

/// A wave whose percentages are all at most 1.5 holds shares.
void check_shares(const CsvTable& table, const SurveyTables& tables, Faults& faults) {
    constexpr double kLargestShare = 0.015;
    std::map<int, double> largest;
    for (const Observation& one : tables.observations)
        if (one.quantity == Quantity::positive_percent)
            largest[one.wave] = std::max(largest[one.wave], one.value);
    for (const auto& [wave, value] : largest)
        if (value <= kLargestShare)
            faults.add(table.header_position("value"),
                       fmt::format("no positive_percent of {} is above 1.5, so these are shares; "
                                   "write 86 for 86 %, not 0.86",
                                   tables.waves[static_cast<std::size_t>(wave)].id),
                       "shares");
}

/// A topic with one macro-region, or with equal ranks only, says nothing: a row is lost.
void check_ranks(const CsvTable& table, const SurveyTables& tables, Faults& faults) {
    std::map<std::pair<int, std::string>, std::set<double>> ranks;
    for (const Observation& one : tables.observations)
        if (one.relation == Relation::rank)
            ranks[{one.wave, one.of}].insert(one.value);
    for (const auto& [topic, found] : ranks)
        if (found.size() < 2 || *found.begin() != 1.0)
            faults.add(table.end_position(),
                       fmt::format("the order of '{}' lacks rank 1 or any other rank; a row is "
                                   "missing",
                                   topic.second),
                       "order");
}

/// A wave that prints an index by a methodology has a row for each, printed or lost.
void check_indices(const CsvTable& table, const Country& country, Faults& faults) {
    std::map<std::pair<std::string, std::string>, std::set<std::string>> known;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (table.text(row, "population") == kEveryone && !table.empty(row, "methodology"))
            known[{table.text(row, "wave"), table.text(row, "methodology")}].insert(
                table.text(row, "of"));
    for (const auto& [key, found] : known)
        for (const auto name : country.index_values)
            if (!found.contains(std::string(name)))
                faults.add(table.end_position(),
                           fmt::format("the row for wave {}, methodology {}, indicator {} is "
                                       "missing; if it was never printed, its status is lost",
                                       key.first, key.second, name),
                           "missing");
}

} // namespace

void load_observations(const DataFolder& survey, const Country& country, SurveyTables& tables) {
    std::vector<std::string_view> methodologies;
    methodologies.reserve(tables.methodologies.size());
    for (const auto& methodology : tables.methodologies)
        methodologies.emplace_back(methodology.id);
    const auto waves = wave_ids(tables), names = subjects(tables, country);
    const auto table = survey.table("observations.csv", rules_for(waves, names, methodologies));
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            if (table.text(row, "status") != kLost)
                tables.observations.push_back(observation_row(table, row, tables, country));
            else if (!table.empty(row, "value"))
                throw InputError(table.position(row, "value"),
                                 "was never printed or is lost; it must not be filled in");
        } catch (const InputError& error) {
            faults.add(table.position(row, "of"), error, "row");
        }
    faults.throw_if_any();
    check_answers(table, tables, faults);
    check_groups(table, tables, country, faults);
    check_ranks(table, tables, faults);
    check_indices(table, country, faults);
    check_shares(table, tables, faults);
    faults.throw_if_any();
}

} // namespace kozqaras
