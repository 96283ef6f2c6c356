// data/parameters: the priors of the parameters.
#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "model/inputs/prior_rows.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 3> kTransforms{"identity", "log", "logit"};
constexpr std::array<std::string_view, 3> kGrades{"measured_here", "measured_elsewhere",
                                                  "judgement"};

/// The rows that the model needs besides a gap of thresholds for each question. A row for a family
/// ("event.war" for the attitudes of favour) is one of them only where no row of its own is asked
/// for.
constexpr std::array<std::string_view, 66> kRows{"social.susceptibility",
                                                 "social.confidence_width",
                                                 "memory.anchor_rate",
                                                 "memory.personal_deviation",
                                                 "memory.noise",
                                                 "media.gain",
                                                 "media.tone_memory_weeks",
                                                 "media.slant_gain",
                                                 "event.attention_very_rarely",
                                                 "event.attention_rarely",
                                                 "event.half_life_weeks",
                                                 "event.outside_concern",
                                                 "event.regional_amplification",
                                                 "event.regional_spillover",
                                                 "event.sovereignty",
                                                 "event.reassurance",
                                                 "event.pandemic",
                                                 "event.border_friction",
                                                 "event.diplomacy",
                                                 "event.war",
                                                 "event.goods",
                                                 "event.projects",
                                                 "event.travel",
                                                 "event.policy",
                                                 "event.later",
                                                 "experience.meetings_per_visitor",
                                                 "experience.trip",
                                                 "experience.trip.general",
                                                 "experience.trip.openness",
                                                 "experience.trip.engagement",
                                                 "experience.meeting",
                                                 "experience.job",
                                                 "experience.plant",
                                                 "experience.plant.general",
                                                 "experience.plant.economic",
                                                 "experience.worker_risk",
                                                 "anchor.settlement",
                                                 "anchor.age",
                                                 "anchor.ethnicity",
                                                 "anchor.language",
                                                 "anchor.wealth",
                                                 "anchor.education",
                                                 "anchor.macro_region",
                                                 "anchor.region",
                                                 "growth",
                                                 "threshold",
                                                 "response.persistent_share",
                                                 "exposure.message",
                                                 "exposure.study",
                                                 "exposure.course",
                                                 "exposure.institute",
                                                 "exposure.pollution",
                                                 "exposure.trade",
                                                 "exposure.investment",
                                                 "exposure.prices",
                                                 "exposure.quality",
                                                 "exposure.workers",
                                                 "exposure.competitor",
                                                 "exposure.message_negativity",
                                                 "exposure.message_lasting_share",
                                                 "exposure.message_half_life_weeks",
                                                 "exposure.lasting_half_life_weeks",
                                                 "exposure.correction_share",
                                                 "exposure.reading_contrast",
                                                 "national.size",
                                                 "national.step"};

/// Bounds on the transformed scale. A parameter on the identity scale is a shift of opinion, in
/// latent standard deviations; e^12 is beyond any number of weeks or adults.
constexpr double kLargestMean = 12.0, kLargestShift = 5.0, kSmallestDeviation = 1e-4,
                 kLargestDeviation = 3.0;

} // namespace

TableRules prior_rules() {
    return TableRules()
        .text("name")
        .text("unit")
        .code("transform", kTransforms, "transform")
        .number("mean", -kLargestMean, kLargestMean, "(on the transformed scale)")
        .number("standard_deviation", kSmallestDeviation, kLargestDeviation,
                "(on the transformed scale)")
        .code("fitted", kYesNo, "answer in 'fitted'")
        .code("grade", kGrades, "grade")
        .text("meaning")
        .text("source")
        .key({"name"});
}

PriorRow prior_row(const CsvTable& table, std::size_t row) {
    PriorRow prior;
    prior.name = table.text(row, "name");
    prior.unit = table.text(row, "unit");
    prior.transform = code_as<Transform>(table, row, "transform", kTransforms, "transform");
    const double largest = prior.transform == Transform::identity ? kLargestShift : kLargestMean;
    prior.mean = table.number(row, "mean", -largest, largest, prior.unit);
    prior.standard_deviation = table.number(row, "standard_deviation");
    prior.fitted = yes_or_no(table, row, "fitted");
    prior.grade = code_as<Grade>(table, row, "grade", kGrades, "grade");
    prior.meaning = table.text(row, "meaning");
    prior.source = table.text(row, "source");
    return prior;
}

namespace {

/// Rows that may be left out: what relatives hear of time in China, how sectors differ, and the
/// channels that questions may have, what news of a class, a project of a sector or an exposure
/// does to one of them.
std::vector<std::string> optional_rows(const std::vector<Question>& questions,
                                       const Country& country) {
    std::vector<std::string> names{"experience.kin", "exposure.sector_contrast"};
    for (const Question& question : questions) {
        for (const std::string_view event_class : kEventClassCodes)
            names.push_back(fmt::format("item.{}.{}", question.id, event_class));
        for (const std::string_view sector : country.sectors)
            names.push_back(fmt::format("item.{}.{}", question.id, sector));
        for (const std::string_view kind : kExposureKindCodes)
            names.push_back(fmt::format("item.{}.exposure_{}", question.id, kind));
    }
    return names;
}

/// Every row that the model needs is there; others are finer ones ("event.war.economic"), or may be
/// left out.
void check_names(const CsvTable& table, const std::vector<std::string>& needed,
                 const std::vector<std::string>& optional) {
    std::vector<std::string_view> known(needed.begin(), needed.end());
    known.insert(known.end(), optional.begin(), optional.end());
    std::set<std::string> missing(needed.begin(), needed.end());
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& name = table.text(row, "name");
        missing.erase(name);
        const bool belongs = std::ranges::any_of(known, [&](std::string_view family) {
            return name == family || name.starts_with(fmt::format("{}.", family));
        });
        const auto nearest = nearest_name(name, known);
        if (!belongs)
            faults.add(table.position(row, "name"),
                       fmt::format("the model has no parameter '{}'{}", shortened(name),
                                   nearest.empty() ? "" : fmt::format("; is '{}' meant?", nearest)),
                       "name");
    }
    for (const std::string& name : missing)
        faults.add(table.end_position(), fmt::format("the row for parameter '{}' is missing", name),
                   "missing");
    faults.throw_if_any();
}

constexpr const char* kResponsesFile = "lever_responses.csv";

/// Gives each family the responses measured of it.
void add_responses(const DataFolder& parameters, std::vector<PriorRow>& priors) {
    constexpr double kMostPoints = 200;
    std::vector<std::string_view> names;
    for (const PriorRow& prior : priors)
        names.emplace_back(prior.name);
    const auto table = parameters.table(
        kResponsesFile, TableRules()
                            .text("scenario")
                            .text("value")
                            .code("parameter", names, "parameter")
                            .number("response", -kMostPoints, kMostPoints, "points of net")
                            .number("published_mean", -kMostPoints, kMostPoints, "points of net")
                            .number("published_standard_deviation", 0, kMostPoints, "points of net")
                            .text("source")
                            .key({"scenario", "value"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto family =
            static_cast<std::size_t>(table.code(row, "parameter", names, "parameter"));
        priors[family].responses.push_back(
            {table.text(row, "scenario"), table.text(row, "value"), table.number(row, "response"),
             table.number(row, "published_mean"), table.number(row, "published_standard_deviation"),
             table.text(row, "source")});
    }
}

} // namespace

std::vector<PriorRow> load_priors(const DataFolder& parameters,
                                  const std::vector<Question>& questions, const Country& country) {
    std::vector<std::string> needed(kRows.begin(), kRows.end());
    for (const Question& question : questions)
        needed.push_back(fmt::format("threshold.{}.gap", question.id));
    const auto table = parameters.table("priors.csv", prior_rules());
    check_names(table, needed, optional_rows(questions, country));
    auto priors = rows_of(table, prior_row);
    if (std::filesystem::exists(parameters.path() / kResponsesFile))
        add_responses(parameters, priors);
    return priors;
}

} // namespace kozqaras
