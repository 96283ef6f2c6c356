#include "observations/claim_terms.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace kozqaras {

namespace {

using Views = std::vector<std::string_view>;

int place_among(std::string_view name, std::span<const std::string_view> allowed,
                std::string_view kind, const Position& place) {
    const auto found = index_of(allowed, name);
    if (!found)
        throw InputError::unknown_name(place, kind, name, allowed);
    return *found;
}

Views question_ids(const SurveyTables& survey) {
    Views ids;
    for (const Question& question : survey.questions)
        ids.emplace_back(question.id);
    return ids;
}

Views ids_of_waves(const SurveyTables& survey) {
    Views ids;
    for (const Wave& wave : survey.waves)
        ids.emplace_back(wave.id);
    return ids;
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

/// The questions that "each:INDICATOR" or "each:INDICATOR:WAVE" stands for; `wave` is the term's.
std::vector<std::string> questions_meant(std::string_view word, std::size_t wave,
                                         const SurveyTables& survey, const Position& place) {
    const auto end = word.find(':');
    if (end != std::string_view::npos)
        wave = static_cast<std::size_t>(
            place_among(word.substr(end + 1), ids_of_waves(survey), "wave", place));
    const int indicator =
        place_among(word.substr(0, end), survey.country->indicators, "indicator", place);
    std::vector<std::string> ids;
    for (const Question& question : survey.questions)
        if (question.indicator == static_cast<Indicator>(indicator) && question.counts_in(wave))
            ids.push_back(question.id);
    return ids;
}

/// The terms that the words in brackets stand for.
std::vector<std::string> expanded(const std::string& text, const SurveyTables& survey,
                                  const Position& place) {
    constexpr std::string_view kEach = "each:";
    auto words = words_of(text);
    if (words.size() < 3 || !words[1].starts_with(kEach))
        return {text};
    const int wave = place_among(words[2], ids_of_waves(survey), "wave", place);
    std::vector<std::string> terms;
    const auto meant = questions_meant(std::string_view(words[1]).substr(kEach.size()),
                                       static_cast<std::size_t>(wave), survey, place);
    for (const std::string& id : meant) {
        words[1] = id;
        terms.push_back(fmt::format("{}", fmt::join(words, " ")));
    }
    return terms;
}

} // namespace

ObservedPopulation read_population(const std::string& text, const SurveyTables& survey,
                                   const Position& place) {
    using Kind = ObservedPopulation::Kind;
    if (text == "all")
        return {Kind::everyone, {}, 0, {}};
    const auto colon = text.find(':');
    const std::string_view factor = std::string_view(text).substr(0, colon);
    const std::string name = colon == std::string::npos ? "" : text.substr(colon + 1);
    constexpr std::string_view kMacroRegion = "macro_region";
    Views allowed{"all", kMacroRegion};
    for (const Factor reported : kReportedFactors)
        allowed.push_back(kFactorCodes[static_cast<std::size_t>(reported)]);
    place_among(factor, allowed, "population", place);
    if (factor == kMacroRegion) {
        place_among(name, survey.country->macro_regions, "macro-region", place);
        return {Kind::macro_region, {}, 0, name};
    }
    const auto which = static_cast<Factor>(*index_of(kFactorCodes, factor));
    const int group = place_among(name, survey.country->reported_codes(which),
                                  fmt::format("group of {}", factor), place);
    return {Kind::group, which, group, name};
}

ClaimTerm read_claim_term(const std::string& text, const SurveyTables& survey,
                          const Position& place) {
    constexpr std::size_t kFewest = 3, kMost = 5;
    const auto words = words_of(text);
    if (words.size() < kFewest || words.size() > kMost)
        throw InputError(place, fmt::format("[{}] is no term: a quantity, of what, which wave, and "
                                            "if need be which population and scenario",
                                            text));
    ClaimTerm term;
    term.quantity = static_cast<ClaimTerm::Quantity>(
        place_among(words[0], kClaimQuantities, "quantity", place));
    term.of = words[1];
    if (term.quantity == ClaimTerm::Quantity::index)
        term.value = place_among(words[1], survey.country->index_values, "indicator", place);
    else if (std::ranges::find(survey.not_modelled, words[1]) == survey.not_modelled.end())
        term.question = place_among(words[1], question_ids(survey), "question", place);
    term.wave = place_among(words[2], ids_of_waves(survey), "wave", place);
    term.population = read_population(words.size() > 3 ? words[3] : "all", survey, place);
    if (words.size() == kMost) {
        const bool known = term.quantity == ClaimTerm::Quantity::net ||
                           term.quantity == ClaimTerm::Quantity::index;
        if (!known || term.population.kind != ObservedPopulation::Kind::everyone)
            throw InputError(place, fmt::format("[{}]: of a scenario only a net or an index of all "
                                                "is known at a wave",
                                                text));
        term.scenario = words[4];
    }
    return term;
}

ClaimFormula read_claim_formula(const std::string& text, const SurveyTables& survey,
                                const Position& place) {
    ClaimFormula formula;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find('[', at);
        formula.text += text.substr(at, open - at);
        if (open == std::string::npos)
            break;
        const auto close = text.find(']', open);
        if (close == std::string::npos)
            throw InputError(place, fmt::format("'{}': a bracket is not closed", text));
        std::string names;
        for (const auto& term : expanded(text.substr(open + 1, close - open - 1), survey, place)) {
            names += fmt::format("{}v{}", names.empty() ? "" : ", ", formula.terms.size());
            formula.terms.push_back(read_claim_term(term, survey, place));
        }
        formula.text += names;
        at = close + 1;
    }
    if (formula.terms.empty())
        throw InputError(place, fmt::format("'{}' speaks of no answer: terms stand in brackets, "
                                            "[index composite {}]",
                                            text, survey.waves.back().id));
    return formula;
}

} // namespace kozqaras
