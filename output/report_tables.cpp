#include "output/report_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "output/claim_answers.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

using Kind = ObservedPopulation::Kind;
using TermQuantity = ClaimTerm::Quantity;
using Values = std::vector<double>; ///< one per member

constexpr std::string_view kMacroRegion = "macro_region";

/// A population with the codes of its factor and group.
struct TablePopulation {
    std::string factor, group;
    ObservedPopulation population;
};

std::vector<TablePopulation> macro_regions_of(const Country& country) {
    std::vector<TablePopulation> populations;
    for (const auto name : country.macro_regions)
        populations.push_back({std::string(kMacroRegion),
                               std::string(name),
                               {Kind::macro_region, {}, 0, std::string(name)}});
    return populations;
}

/// Everyone, the groups of every factor, the macro-regions.
std::vector<TablePopulation> populations_of(const Country& country) {
    std::vector<TablePopulation> populations{{"all", "all", {}}};
    for (const Factor factor : kReportedFactors) {
        const auto codes = country.reported_codes(factor);
        const std::string name(kFactorCodes[static_cast<std::size_t>(factor)]);
        for (std::size_t group = 0; group < codes.size(); ++group)
            populations.push_back(
                {name,
                 std::string(codes[group]),
                 {Kind::group, factor, static_cast<int>(group), std::string(codes[group])}});
    }
    for (auto& macro : macro_regions_of(country))
        populations.push_back(std::move(macro));
    return populations;
}

/// Places from 1, the highest value first; equal values share the better place.
std::vector<double> places_of(const std::vector<double>& values) {
    std::vector<double> places;
    for (const double value : values)
        places.push_back(1.0 + static_cast<double>(std::ranges::count_if(
                                   values, [&](double other) { return other > value; })));
    return places;
}

class TablesOfRun {
  public:
    TablesOfRun(const ReportStatements& statements, const World& world, const ResultView& view)
        : statements_(statements),
          world_(world),
          survey_(world.inputs.survey),
          country_(*world.inputs.country),
          view_(view) {}

    std::vector<TableNumber> all() {
        for (int wave = 0; wave < std::ssize(survey_.waves); ++wave) {
            if (std::isnan(simulated(share(TermQuantity::net, 0, wave, {})).front()))
                continue; // after the end of the run
            add_answers(wave);
            for (const TablePopulation& of : populations_of(country_))
                add_group(wave, of);
            add_orders(wave);
            if (wave + 1 == std::ssize(survey_.waves))
                add_factors(wave);
        }
        return std::move(numbers_);
    }

  private:
    [[nodiscard]] ClaimTerm share(TermQuantity quantity, int question, int wave,
                                  const ObservedPopulation& population) const {
        ClaimTerm term;
        term.quantity = quantity;
        term.question = question;
        term.of = survey_.questions[static_cast<std::size_t>(question)].id;
        term.wave = wave;
        term.population = population;
        return term;
    }

    [[nodiscard]] ClaimTerm index(int value, int wave, const ObservedPopulation& population) const {
        ClaimTerm term;
        term.quantity = TermQuantity::index;
        term.value = value;
        term.of = country_.index_values[static_cast<std::size_t>(value)];
        term.wave = wave;
        term.population = population;
        return term;
    }

    [[nodiscard]] Values simulated(const ClaimTerm& term) const {
        return simulated_values(term, world_, view_).value();
    }

    [[nodiscard]] std::optional<double> printed(const ClaimTerm& term) const {
        return printed_value(term, survey_, statements_.checks);
    }

    void add_term(ReportTable table, const TablePopulation& of, const ClaimTerm& term) {
        numbers_.push_back({table, term.wave, of.factor, of.group, term.of,
                            std::string(kClaimQuantities[static_cast<std::size_t>(term.quantity)]),
                            printed(term), spread_of(simulated(term)),
                            can_be_fitted(term, survey_)});
    }

    void add_shares(ReportTable table, const TablePopulation& of, int question, int wave) {
        for (const auto quantity : {TermQuantity::positive, TermQuantity::negative,
                                    TermQuantity::neither, TermQuantity::net})
            add_term(table, of, share(quantity, question, wave, of.population));
    }

    /// Share positive over share negative.
    void add_coefficient(int question, int wave) {
        const ClaimTerm positive = share(TermQuantity::positive, question, wave, {}),
                        negative = share(TermQuantity::negative, question, wave, {});
        auto ratios = simulated(positive);
        const auto below = simulated(negative);
        for (std::size_t member = 0; member < ratios.size(); ++member)
            ratios[member] /= below[member];
        const auto above_printed = printed(positive), below_printed = printed(negative);
        std::optional<double> ratio;
        if (above_printed && below_printed)
            ratio = *above_printed / *below_printed;
        numbers_.push_back({ReportTable::answers, wave, "all", "all", positive.of, "coefficient",
                            ratio, spread_of(std::move(ratios)), can_be_fitted(positive, survey_)});
    }

    /// Ranks by share positive of the questions of an indicator that counted in the wave.
    void add_ranks(int indicator, int wave) {
        std::vector<ClaimTerm> terms;
        for (int question = 0; question < std::ssize(survey_.questions); ++question) {
            const Question& asked = survey_.questions[static_cast<std::size_t>(question)];
            if (asked.indicator == static_cast<Indicator>(indicator) &&
                asked.counts_in(static_cast<std::size_t>(wave)))
                terms.push_back(share(TermQuantity::positive, question, wave, {}));
        }
        if (terms.size() < 2)
            return;
        std::vector<std::optional<double>> prints;
        for (const ClaimTerm& term : terms)
            prints.push_back(printed(term));
        add_rank_numbers(ReportTable::answers, terms, {}, printed_places(prints));
    }

    /// Places of the printed values; nothing unless all are printed.
    static std::vector<std::optional<double>>
    printed_places(const std::vector<std::optional<double>>& prints) {
        std::vector<std::optional<double>> places(prints.size());
        std::vector<double> values;
        for (const auto& value : prints)
            if (value)
                values.push_back(*value);
        if (values.size() == prints.size())
            std::ranges::copy(places_of(values), places.begin());
        return places;
    }

    /// The place of each term among them, member by member.
    void add_rank_numbers(ReportTable table, const std::vector<ClaimTerm>& terms,
                          const std::vector<TablePopulation>& of,
                          const std::vector<std::optional<double>>& printed_ranks) {
        std::vector<Values> values, places(terms.size());
        for (const ClaimTerm& term : terms)
            values.push_back(simulated(term));
        for (std::size_t member = 0; member < view_.result().members; ++member) {
            std::vector<double> of_member;
            for (const Values& one : values)
                of_member.push_back(one[member]);
            const auto ranks = places_of(of_member);
            for (std::size_t i = 0; i < terms.size(); ++i)
                places[i].push_back(ranks[i]);
        }
        for (std::size_t i = 0; i < terms.size(); ++i)
            numbers_.push_back({table, terms[i].wave, of.empty() ? "all" : of[i].factor,
                                of.empty() ? "all" : of[i].group, terms[i].of, "rank",
                                printed_ranks[i], spread_of(std::move(places[i])),
                                can_be_fitted(terms[i], survey_)});
    }

    void add_answers(int wave) {
        const TablePopulation everyone{"all", "all", {}};
        for (int question = 0; question < std::ssize(survey_.questions); ++question) {
            add_shares(ReportTable::answers, everyone, question, wave);
            add_coefficient(question, wave);
        }
        for (int indicator = 0; indicator < country_.composite(); ++indicator)
            add_ranks(indicator, wave);
    }

    /// The question that alone makes the indicator; nothing if there are several.
    [[nodiscard]] std::optional<int> only_question(int indicator) const {
        std::optional<int> only;
        for (int question = 0; question < std::ssize(survey_.questions); ++question)
            if (survey_.questions[static_cast<std::size_t>(question)].indicator ==
                static_cast<Indicator>(indicator)) {
                if (only)
                    return std::nullopt;
                only = question;
            }
        return only;
    }

    void add_group(int wave, const TablePopulation& of) {
        for (int value = 0; value <= country_.composite(); ++value)
            add_term(ReportTable::indicators, of, index(value, wave, of.population));
        for (int indicator = 0; indicator < country_.composite(); ++indicator)
            if (const auto question = only_question(indicator))
                add_shares(ReportTable::attitude, of, *question, wave);
    }

    /// Place in the printed order of macro-regions; nothing if there is none.
    [[nodiscard]] std::optional<double> printed_rank(const ClaimTerm& term) const {
        for (const Observation& one : survey_.observations)
            if (one.relation == Relation::rank && one.wave == term.wave && one.of == term.of &&
                one.population.kind == Kind::macro_region &&
                one.population.name == term.population.name)
                return one.value;
        return std::nullopt;
    }

    void add_order(const std::vector<TablePopulation>& macros,
                   const std::vector<ClaimTerm>& terms) {
        std::vector<std::optional<double>> ranks;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (terms[i].quantity != TermQuantity::index) // an index by group is in another table
                add_term(ReportTable::macro_regions, macros[i], terms[i]);
            ranks.push_back(printed_rank(terms[i]));
        }
        add_rank_numbers(ReportTable::macro_regions, terms, macros, ranks);
    }

    /// Macro-regions by every index and question.
    void add_orders(int wave) {
        const auto macros = macro_regions_of(country_);
        const auto add = [&](const auto& term_of) {
            std::vector<ClaimTerm> terms;
            for (const TablePopulation& macro : macros)
                terms.push_back(term_of(macro.population));
            add_order(macros, terms);
        };
        for (int value = 0; value <= country_.composite(); ++value)
            add([&](const ObservedPopulation& of) { return index(value, wave, of); });
        for (int question = 0; question < std::ssize(survey_.questions); ++question)
            add([&](const ObservedPopulation& of) {
                return share(TermQuantity::net, question, wave, of);
            });
    }

    /// Largest less smallest value of a factor's groups, in each member.
    [[nodiscard]] Values range_of(const FactorMark& mark, int wave) const {
        std::vector<Values> groups;
        const auto codes = country_.reported_codes(mark.factor);
        for (std::size_t group = 0; group < codes.size(); ++group)
            if (printed(index_of_class(mark, wave, static_cast<int>(group))))
                groups.push_back(simulated(index_of_class(mark, wave, static_cast<int>(group))));
        Values ranges;
        for (std::size_t member = 0; !groups.empty() && member < groups.front().size(); ++member) {
            const auto at = [&](const Values& left, const Values& right) {
                return left[member] < right[member];
            };
            const auto [low, high] = std::ranges::minmax_element(groups, at);
            ranges.push_back((*high)[member] - (*low)[member]);
        }
        return ranges;
    }

    [[nodiscard]] ClaimTerm index_of_class(const FactorMark& mark, int wave, int group) const {
        return index(
            static_cast<int>(mark.indicator), wave,
            {Kind::group, mark.factor, group,
             std::string(country_.reported_codes(mark.factor)[static_cast<std::size_t>(group)])});
    }

    [[nodiscard]] std::optional<double> printed_range(const FactorMark& mark, int wave) const {
        std::vector<double> values;
        for (int group = 0; group < country_.reported_classes(mark.factor); ++group)
            if (const auto value = printed(index_of_class(mark, wave, group)))
                values.push_back(*value);
        if (values.empty())
            return std::nullopt;
        const auto [low, high] = std::ranges::minmax(values);
        return high - low;
    }

    void add_factors(int wave) {
        for (const FactorMark& mark : statements_.marks) {
            const ClaimTerm upper = index_of_class(mark, wave, mark.higher),
                            lower = index_of_class(mark, wave, mark.lower);
            auto differences = simulated(upper);
            const auto subtracted = simulated(lower);
            for (std::size_t member = 0; member < differences.size(); ++member)
                differences[member] -= subtracted[member];
            const std::string factor(kFactorCodes[static_cast<std::size_t>(mark.factor)]);
            const bool fitted = can_be_fitted(upper, survey_) && can_be_fitted(lower, survey_);
            const auto add = [&](const char* statistic, std::optional<double> print,
                                 std::optional<Spread> model) {
                numbers_.push_back({ReportTable::factors, wave, factor, "", upper.of, statistic,
                                    print, model, fitted});
            };
            add("difference", mark.difference, spread_of(std::move(differences)));
            add("range", printed_range(mark, wave), spread_of(range_of(mark, wave)));
            add("mark", mark.marked ? 1.0 : 0.0, std::nullopt);
        }
    }

    const ReportStatements& statements_;
    const World& world_;
    const SurveyTables& survey_;
    const Country& country_;
    const ResultView& view_;
    std::vector<TableNumber> numbers_;
};

} // namespace

std::vector<TableNumber> report_tables(const ReportStatements& statements, const World& world,
                                       const ResultView& view) {
    return TablesOfRun(statements, world, view).all();
}

std::string tables_csv(const RunPlan& plan, const RunResult& result,
                       const RunDocumentation& documentation) {
    CsvText csv{"table",     "wave",      "factor",       "group",     "item",
                "statistic", "printed",   "model_median", "model_q25", "model_q75",
                "model_q05", "model_q95", "fitted"};
    const ReportStatements none;
    const auto& statements = documentation.statements ? *documentation.statements : none;
    const SurveyTables& survey = plan.world->inputs.survey;
    for (const TableNumber& one : report_tables(statements, *plan.world, ResultView(result))) {
        const auto model = [&](double Spread::*part) {
            return one.model ? number_cell((*one.model).*part) : "";
        };
        csv.add({kReportTables[static_cast<std::size_t>(one.table)],
                 survey.waves[static_cast<std::size_t>(one.wave)].id, one.factor, one.group,
                 one.item, one.statistic, number_cell(one.printed), model(&Spread::median),
                 model(&Spread::low50), model(&Spread::high50), model(&Spread::low90),
                 model(&Spread::high90),
                 one.printed ? (documentation.calibrated && one.fitted ? "yes" : "no") : ""});
    }
    return csv.text();
}

} // namespace kozqaras
