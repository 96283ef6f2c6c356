#include "observations/table_wave.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "observations/survey_error.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

int place_of(const SurveyTables& survey, std::string_view wave) {
    const auto found = std::ranges::find(survey.waves, wave, &Wave::id);
    if (found != survey.waves.end())
        return static_cast<int>(found - survey.waves.begin());
    std::vector<std::string_view> ids;
    for (const Wave& known : survey.waves)
        ids.emplace_back(known.id);
    throw InputError::unknown_name({"command line"}, "wave, and no file of that name,",
                                   std::string(wave), ids);
}

std::string group_of(const Observation& one) {
    if (one.of_everyone())
        return "all";
    return fmt::format("{}:{}", kFactorCodes[static_cast<std::size_t>(one.population.factor)],
                       one.population.name);
}

bool by_first_methodology(const Observation& one, const SurveyTables& survey) {
    return one.quantity != Quantity::index || one.methodology == survey.methodologies.front().id;
}

} // namespace

ObservedWave wave_of_tables(const SurveyTables& survey, std::string_view wave) {
    const int place = place_of(survey, wave);
    const Wave& fielded = survey.waves[static_cast<std::size_t>(place)];
    ObservedWave result;
    std::size_t unsized = 0;
    const auto add = [&](const std::string& of, const std::string& group, double net,
                         std::optional<int> respondents, const Observation& one) {
        if (respondents)
            result.values.push_back(
                {of, group, net, *respondents, fielded.middle(), one.source, one.place});
        else
            ++unsized;
    };
    for (const Observation& one : survey.observations) {
        const bool group = one.of_group() && one.quantity == Quantity::index;
        if (one.wave != place || one.relation != Relation::equal ||
            !by_first_methodology(one, survey))
            continue;
        if (group)
            add(one.of, group_of(one), one.value,
                one.respondents
                    ? one.respondents
                    : survey.size_of(one.population.factor, one.population.group, place),
                one);
        else if (one.of_everyone() && one.quantity == Quantity::index)
            add(one.of, group_of(one), one.value, fielded.respondents, one);
    }
    for (int question = 0; question < std::ssize(survey.questions); ++question) {
        const auto* shown = survey.of_everyone(Quantity::net, question, place);
        if (shown == nullptr)
            shown = survey.of_everyone(Quantity::positive_percent, question, place);
        if (const auto net = printed_net(survey, question, place); net && shown != nullptr)
            add(shown->of, "all", *net, fielded.respondents, *shown);
    }
    if (unsized > 0)
        result.notes.push_back(fmt::format("{} numbers of {} are left out: their respondents are "
                                           "not printed",
                                           unsized, fielded.id));
    return result;
}

} // namespace kozqaras
