#include "scenarios/scenario_parts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/lever.hpp"

namespace kozqaras {
namespace {

/// What a part of the world is of an environment: copies it from one into another.
struct WorldPart {
    std::string name;
    std::function<void(const Environment&, Environment&)> copy;
};

std::string exposure_in_words(ExposureKind kind) {
    static constexpr std::array<std::string_view, kExposureKindCount> kWords{
        "messages",        "studies in China",    "language courses",
        "institutes",      "pollution",           "trade",
        "investment",      "prices of goods",     "quality of goods",
        "foreign workers", "the image of a rival"};
    return std::string(kWords[static_cast<std::size_t>(kind)]);
}

void copy_exposures(ExposureKind kind, const Environment& from, Environment& to) {
    std::erase_if(to.exposures, [&](const Exposure& one) { return one.kind == kind; });
    std::ranges::copy_if(from.exposures, std::back_inserter(to.exposures),
                         [&](const Exposure& one) { return one.kind == kind; });
}

/// All parts in which `whole` may differ: the members of Environment, exposures by kind.
std::vector<WorldPart> world_parts() {
    std::vector<WorldPart> parts;
    visit_environment_fields([&](const auto& field) {
        if constexpr (std::is_same_v<decltype(field.member), std::vector<Exposure> Environment::*>)
            for (std::size_t kind = 0; kind < kExposureKindCount; ++kind)
                parts.push_back({exposure_in_words(static_cast<ExposureKind>(kind)),
                                 [kind](const Environment& from, Environment& to) {
                                     copy_exposures(static_cast<ExposureKind>(kind), from, to);
                                 }});
        else
            parts.push_back({std::string(field.words),
                             [member = field.member](const Environment& from, Environment& to) {
                                 to.*member = from.*member;
                             }});
    });
    return parts;
}

/// `whole` with nothing changed but `part`, also for each member.
ScenarioSetting only(const WorldPart& part, const ScenarioSetting& whole,
                     const Environment& baseline) {
    const auto alone = [&](const Environment& environment) {
        Environment mixed = baseline;
        part.copy(environment, mixed);
        return mixed;
    };
    ScenarioSetting setting{whole.id + "/" + part.name, part.name, alone(whole.environment), {}};
    for (const Environment& member : whole.member_environments)
        setting.member_environments.push_back(alone(member));
    return setting;
}

bool changes_something(const ScenarioSetting& setting, const Environment& baseline) {
    return !(setting.environment == baseline) ||
           std::ranges::any_of(setting.member_environments,
                               [&](const Environment& member) { return !(member == baseline); });
}

std::string name_of(const TableSetting& setting) {
    const auto label = find_lever(setting.lever)->label_en;
    const std::string own = setting.has("title") ? setting.text("title") : setting.text("name");
    return own.empty() ? std::string(label) : fmt::format("{}: {}", label, own);
}

/// All settings of a lever together, every table by itself.
std::vector<ScenarioLine> by_lever(const ScenarioLine& line) {
    std::vector<ScenarioLine> parts;
    for (const LeverSetting& setting : line.changes.levers) {
        const std::string name(find_lever(setting.lever)->label_en);
        auto found = std::ranges::find(parts, name, &ScenarioLine::title);
        if (found == parts.end())
            found = parts.insert(parts.end(), {line.id + "/" + setting.lever, name, {}});
        found->changes.levers.push_back(setting);
    }
    for (const TableSetting& setting : line.changes.tables)
        parts.push_back(
            {fmt::format("{}/{}", line.id, parts.size()), name_of(setting), {{}, {setting}}});
    return parts;
}

} // namespace

std::vector<ScenarioLine> lines_of(const Scenario& scenario) {
    std::vector<ScenarioLine> lines;
    if (scenario.variants.empty() || !scenario.changes.empty())
        lines.push_back({scenario.id, scenario.title, scenario.changes});
    for (const auto& variant : scenario.variants)
        lines.push_back({fmt::format("{}.{}", scenario.id, variant.id), variant.title,
                         overlaid(scenario.changes, variant.changes)});
    return lines;
}

std::vector<ScenarioPart> parts_of(const ScenarioLine& line, const ScenarioSetting& whole,
                                   const Environment& baseline, const LeverDraws& draws) {
    std::vector<ScenarioPart> channels, levers;
    for (const WorldPart& part : world_parts())
        if (auto setting = only(part, whole, baseline); changes_something(setting, baseline))
            channels.push_back({line.id, PartKind::channel, part.name, std::move(setting)});
    for (const ScenarioLine& part : by_lever(line))
        levers.push_back({line.id, PartKind::lever, part.title,
                          setting_of(part.id, part.title, part.changes, baseline, draws)});
    std::vector<ScenarioPart> parts;
    for (auto* some : {&channels, &levers})
        if (some->size() > 1)
            std::ranges::move(*some, std::back_inserter(parts));
    return parts;
}

std::vector<LeverGrade> grades_of(const Changes& changes) {
    std::vector<LeverGrade> grades;
    const auto add = [&](const std::string& name, bool judged) {
        const Lever* lever = find_lever(name);
        const Grade grade = judged ? Grade::judgement : lever->grade;
        const auto place = std::ranges::find(grades, lever, &LeverGrade::lever);
        if (place == grades.end())
            grades.push_back({lever, grade});
        else
            place->grade = std::max(place->grade, grade);
    };
    for (const auto& setting : changes.levers) {
        const auto* const word = std::get_if<std::string>(&setting.value);
        const auto judged = find_lever(setting.lever)->judged_choices;
        add(setting.lever, word != nullptr && std::ranges::find(judged, *word) != judged.end());
    }
    for (const auto& setting : changes.tables)
        add(setting.lever, false);
    std::ranges::stable_sort(grades, std::greater<>{}, &LeverGrade::grade); // judgement is last
    return grades;
}

std::string evidence_in_words(const Changes& changes, const Country& country) {
    const auto grades = grades_of(changes);
    std::vector<std::string> parts;
    for (const Grade grade : {Grade::judgement, Grade::measured_elsewhere, Grade::measured_here}) {
        std::vector<std::string_view> labels;
        for (const LeverGrade& one : grades)
            if (one.grade == grade)
                labels.push_back(one.lever->label_en);
        if (!labels.empty())
            parts.push_back(
                fmt::format("{} ({})", describe_grade(grade, country), fmt::join(labels, ", ")));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

} // namespace kozqaras
