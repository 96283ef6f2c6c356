#include "observations/claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/index/index.hpp"
#include "model/inputs/loading.hpp"
#include "observations/claim_terms.hpp"
#include "observations/survey_error.hpp"

namespace kozqaras {

namespace {

using Kind = ObservedPopulation::Kind;
using TermQuantity = ClaimTerm::Quantity;

TableRules claim_rules() {
    constexpr double kFarthest = 1e6;
    return TableRules()
        .text("claim")
        .text("topic")
        .text("statement")
        .text("formula")
        .or_empty()
        .number("low", -kFarthest, kFarthest)
        .or_empty()
        .number("high", -kFarthest, kFarthest)
        .or_empty()
        .code("unit", kClaimUnits, "unit")
        .or_empty()
        .text("reading", "say how the words became a formula, or why nothing is asked")
        .text("source")
        .remark("note")
        .key({"claim"});
}

void require_bounds(const CsvTable& table, std::size_t row, const Claim& claim) {
    if (!claim.low && !claim.high)
        throw InputError(table.position(row, "low"),
                         "a formula needs a bound, low or high or both: the claim holds between");
    if (claim.low && claim.high && *claim.low > *claim.high)
        throw InputError(table.position(row, "high"), "high must not be below low");
    if (table.empty(row, "unit"))
        throw InputError(table.position(row, "unit"), "a formula needs a unit");
}

Claim claim_row(const CsvTable& table, std::size_t row, const SurveyTables& survey) {
    Claim claim;
    claim.id = table.text(row, "claim");
    claim.topic = table.text(row, "topic");
    claim.statement = table.text(row, "statement");
    claim.source = table.text(row, "source");
    claim.reading = table.text(row, "reading");
    claim.formula = table.text(row, "formula");
    if (!table.empty(row, "low"))
        claim.low = table.number(row, "low");
    if (!table.empty(row, "high"))
        claim.high = table.number(row, "high");
    if (claim.formula.empty()) {
        if (claim.low || claim.high)
            throw InputError(table.position(row, "formula"), "bounds without a formula");
        return claim;
    }
    require_bounds(table, row, claim);
    claim.unit = code_as<ClaimUnit>(table, row, "unit", kClaimUnits, "unit");
    const Position place = table.position(row, "formula");
    auto [text, terms] = read_claim_formula(claim.formula, survey, place);
    claim.terms = std::move(terms);
    claim.number = std::make_shared<const Formula>(text, claim.terms.size(), place);
    return claim;
}

TableRules check_rules() {
    return with_origin()
        .text("wave")
        .text("population")
        .code("quantity", kClaimQuantities, "quantity")
        .text("of")
        .number("value", -1, 1)
        .key({"wave", "population", "quantity", "of"});
}

CheckValue check_row(const CsvTable& table, std::size_t row, const SurveyTables& survey) {
    const auto term = fmt::format("{} {} {} {}", table.text(row, "quantity"), table.text(row, "of"),
                                  table.text(row, "wave"), table.text(row, "population"));
    return {read_claim_term(term, survey, table.position(row, "of")), table.number(row, "value"),
            status_of(table, row), table.text(row, "source")};
}

TableRules mark_rules(const Country& country) {
    return with_origin()
        .code("factor", kFactorCodes, "factor")
        .code("indicator", country.indicators, "indicator")
        .code("marked", kYesNo, "answer in 'marked'")
        .number("difference", -2, 2)
        .text("upper")
        .text("lower")
        .key({"factor", "indicator"});
}

FactorMark mark_row(const CsvTable& table, std::size_t row, const SurveyTables& survey) {
    const Country& country = *survey.country;
    FactorMark mark;
    mark.factor = code_as<Factor>(table, row, "factor", kFactorCodes, "factor");
    const auto groups = country.reported_codes(mark.factor);
    mark.indicator = code_as<Indicator>(table, row, "indicator", country.indicators, "indicator");
    mark.marked = yes_or_no(table, row, "marked");
    mark.difference = table.number(row, "difference");
    mark.higher = table.code(row, "upper", groups, "group");
    mark.lower = table.code(row, "lower", groups, "group");
    mark.source = table.text(row, "source");
    return mark;
}

TableRules level_rules() {
    constexpr int kMostLevels = 100;
    return TableRules()
        .whole("level", 1, kMostLevels)
        .text("members")
        .text("statement")
        .text("source")
        .key({"level"});
}

RegionLevel level_row(const CsvTable& table, std::size_t row) {
    return {static_cast<int>(table.number(row, "level")), table.text(row, "members"),
            table.text(row, "statement"), table.text(row, "source")};
}

/// All rows of a table that need not be there.
template <class Read>
auto rows_if_there(const DataFolder& folder, const std::string& file, const TableRules& rules,
                   const Read& read) {
    std::vector<decltype(read(std::declval<const CsvTable&>(), std::size_t{0}))> none;
    if (!std::filesystem::exists(folder.path() / file))
        return none;
    return rows_of(folder.table(file, rules), read);
}

bool same_population(const ObservedPopulation& left, const ObservedPopulation& right) {
    return left.kind == right.kind && left.factor == right.factor && left.group == right.group &&
           (left.kind != Kind::macro_region || left.name == right.name);
}

std::optional<Quantity> observed_quantity(TermQuantity quantity) {
    switch (quantity) {
    case TermQuantity::positive:
        return Quantity::positive_percent;
    case TermQuantity::negative:
        return Quantity::negative_percent;
    case TermQuantity::net:
        return Quantity::net;
    case TermQuantity::index:
        return Quantity::index;
    case TermQuantity::neither:
        break;
    }
    return std::nullopt;
}

/// Does the row speak of what the term speaks of?
bool is_of(const Observation& one, const ClaimTerm& term, const SurveyTables& survey) {
    if (one.wave != term.wave || one.quantity != observed_quantity(term.quantity) ||
        !same_population(one.population, term.population))
        return false;
    if (term.quantity != TermQuantity::index)
        return one.of == term.of;
    const int value =
        one.indicator ? static_cast<int>(*one.indicator) : survey.country->composite();
    return value == term.value &&
           (one.relation == Relation::rank || one.relation == Relation::growth_rank ||
            one.methodology == survey.methodologies.front().id);
}

/// Does the row say who grew more, from or to what the term speaks of?
bool is_of_growth(const Observation& one, ClaimTerm term, const SurveyTables& survey) {
    if (one.relation != Relation::growth_rank)
        return false;
    if (term.wave == one.since)
        term.wave = one.wave;
    return is_of(one, term, survey);
}

/// Mean of the printed nets; nothing if one is missing.
std::optional<double> index_of_printed_nets(const ClaimTerm& term, const SurveyTables& survey) {
    std::vector<AnswerShares> answers;
    for (int question = 0; question < std::ssize(survey.questions); ++question) {
        const Question& asked = survey.questions[static_cast<std::size_t>(question)];
        const bool needed = asked.counts_in(static_cast<std::size_t>(term.wave)) &&
                            asked.indicator == static_cast<Indicator>(term.value);
        const auto net = needed ? printed_net(survey, question, term.wave) : std::optional(0.0);
        if (!net)
            return std::nullopt;
        answers.push_back({*net, 0.0});
    }
    return index_of_answers(answers, survey.questions, static_cast<std::size_t>(term.wave))
        .indicators[static_cast<std::size_t>(term.value)];
}

std::optional<double> printed_of_everyone(const ClaimTerm& term, const SurveyTables& survey) {
    if (!term.answered())
        return std::nullopt;
    if (term.quantity == TermQuantity::net)
        return printed_net(survey, term.question, term.wave);
    if (term.quantity == TermQuantity::index)
        return term.value == survey.country->composite() ? std::nullopt
                                                         : index_of_printed_nets(term, survey);
    const auto answers = printed_answers(survey, term.question, term.wave);
    if (!answers)
        return std::nullopt;
    return term.quantity == TermQuantity::positive   ? answers->positive
           : term.quantity == TermQuantity::negative ? answers->negative
                                                     : 1.0 - answers->positive - answers->negative;
}

std::optional<double> observed_value(const ClaimTerm& term, const SurveyTables& survey) {
    for (const Observation& one : survey.observations)
        if (one.relation == Relation::equal && is_of(one, term, survey))
            return one.value;
    return term.population.kind == Kind::everyone ? printed_of_everyone(term, survey)
                                                  : std::nullopt;
}

} // namespace

namespace {

/// In the order of kFunnelRungs; empty without the table.
std::vector<FunnelRung> read_funnel(const DataFolder& folder) {
    if (!std::filesystem::exists(folder.path() / "funnel.csv"))
        return {};
    const auto rules = with_origin()
                           .code("rung", kFunnelRungs, "rung")
                           .text("label")
                           .percent("percent", 0.1, 99.9)
                           .code("attitude", kAttitudeCodes, "attitude")
                           .or_empty()
                           .complete_key({"rung"});
    const auto table = folder.table("funnel.csv", rules);
    std::vector<FunnelRung> rungs(kFunnelRungs.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        FunnelRung& rung = rungs[rules.place_of(table, row)];
        rung.label = table.text(row, "label");
        rung.share = table.percent_as_share(row, "percent");
        if (!table.empty(row, "attitude"))
            rung.attitude = code_as<Attitude>(table, row, "attitude", kAttitudeCodes, "attitude");
        rung.status = status_of(table, row);
    }
    return rungs;
}

std::vector<ProjectRow> read_projects(const DataFolder& folder, const SurveyTables& survey) {
    if (!std::filesystem::exists(folder.path() / "projects.csv"))
        return {};
    std::vector<std::string_view> ids;
    for (const Question& question : survey.questions)
        ids.emplace_back(question.id);
    const auto rules = with_origin()
                           .code("project", ids, "question")
                           .text("label")
                           .percent("known_percent", 0.1, 99.9)
                           .code("known_status", kStatusCodes, "status")
                           .percent("neutral_percent", 0.1)
                           .percent("unsure_percent", 0.1)
                           .code("sector", survey.country->sectors, "sector")
                           .or_empty()
                           .or_absent()
                           .key({"project"});
    return rows_of(folder.table("projects.csv", rules), [&](const CsvTable& table,
                                                            std::size_t row) {
        return ProjectRow{table.code(row, "project", ids, "question"),
                          table.text(row, "label"),
                          table.percent_as_share(row, "known_percent"),
                          code_as<Status>(table, row, "known_status", kStatusCodes, "status"),
                          table.percent_as_share(row, "neutral_percent"),
                          table.percent_as_share(row, "unsure_percent"),
                          status_of(table, row),
                          table.has_column("sector") ? table.text(row, "sector") : std::string()};
    });
}

} // namespace

ReportStatements load_report_statements(const std::filesystem::path& directory,
                                        const SurveyTables& survey) {
    const DataFolder folder(directory);
    const auto with_survey = [&](auto read) {
        return [&survey, read](const CsvTable& table, std::size_t row) {
            return read(table, row, survey);
        };
    };
    return {rows_if_there(folder, "claims.csv", claim_rules(), with_survey(claim_row)),
            rows_if_there(folder, "checks.csv", check_rules(), with_survey(check_row)),
            rows_if_there(folder, "factor_marks.csv", mark_rules(*survey.country),
                          with_survey(mark_row)),
            rows_if_there(folder, "region_levels.csv", level_rules(), level_row),
            read_funnel(folder),
            read_projects(folder, survey)};
}

std::string in_words(const ClaimTerm& term, const SurveyTables& survey) {
    std::string text =
        fmt::format("{} {} {}", kClaimQuantities[static_cast<std::size_t>(term.quantity)], term.of,
                    survey.waves[static_cast<std::size_t>(term.wave)].id);
    if (term.population.kind == Kind::macro_region)
        text += fmt::format(" macro_region:{}", term.population.name);
    if (term.population.kind == Kind::group)
        text +=
            fmt::format(" {}:{}", kFactorCodes[static_cast<std::size_t>(term.population.factor)],
                        term.population.name);
    return text + (term.scenario.empty() ? "" : fmt::format(" in {}", term.scenario));
}

std::optional<double> printed_value(const ClaimTerm& term, const SurveyTables& survey,
                                    std::span<const CheckValue> checks) {
    if (!term.scenario.empty())
        return std::nullopt;
    if (const auto observed = observed_value(term, survey))
        return observed;
    for (const CheckValue& check : checks)
        if (check.of.quantity == term.quantity && check.of.of == term.of &&
            check.of.wave == term.wave && same_population(check.of.population, term.population))
            return check.value;
    return std::nullopt;
}

bool can_be_fitted(const ClaimTerm& term, const SurveyTables& survey) {
    if (!term.scenario.empty())
        return false;
    if (!term.answered())
        return false;
    return observed_value(term, survey) ||
           std::ranges::any_of(survey.observations, [&](const Observation& one) {
               return (one.relation == Relation::rank && is_of(one, term, survey)) ||
                      is_of_growth(one, term, survey);
           });
}

} // namespace kozqaras
