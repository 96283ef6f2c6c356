#include "output/page_names.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kozqaras {

std::string scenario_name(const std::string& id, const std::string& title, const PageWords& words) {
    const std::string file = "title." + id, name = "scenario." + id;
    if (words.first_language(name) == title || words.first_language(file) == title)
        return words.or_else(name, words.or_else(file, title));
    return title;
}

std::string factor_name(const std::string& factor, const PageWords& words) {
    return words.or_else("factor." + factor, factor);
}

std::string group_name(const GroupKey& group, const PageWords& words, const PageNames& names) {
    if (group.second == "all")
        return words.of("all.adults");
    if (const auto region = names.regions.find(group.second); region != names.regions.end())
        return region->second;
    return words.or_else(fmt::format("class.{}.{}", group.first, group.second), group.second);
}

std::string labelled_group(const FinishedRun& run, const std::string& label, const PageWords& words,
                           const PageNames& names) {
    const auto code = run.codes.find(label);
    const auto colon = code == run.codes.end() ? std::string::npos : code->second.find(':');
    if (colon == std::string::npos)
        return label;
    const GroupKey group{code->second.substr(0, colon), code->second.substr(colon + 1)};
    const auto name = group_name(group, words, names);
    if (name == group.second)
        return label;
    return names.regions.contains(group.second)
               ? name
               : fmt::format("{}: {}", factor_name(group.first, words), name);
}

std::string part_name(const PartEffect& part, const PageWords& words, const PageNames& names) {
    if (part.kind != "lever")
        return words.or_else("channel." + part.name, part.name);
    const auto colon = std::min(part.name.find(": "), part.name.size());
    const auto label = names.by_label.find(part.name.substr(0, colon));
    return label == names.by_label.end() ? part.name : label->second + part.name.substr(colon);
}

std::string grounds_in_words(const FinishedScenario& scenario, const PageWords& words,
                             const PageNames& names) {
    if (scenario.grounds.empty())
        return scenario.rests_on;
    std::vector<std::string> parts, levers;
    for (std::size_t k = 0; k < scenario.grounds.size(); ++k) {
        const EffectGround& ground = scenario.grounds[k];
        const auto label = names.levers.find(ground.lever);
        levers.push_back(label == names.levers.end() ? ground.lever : label->second);
        if (k + 1 < scenario.grounds.size() && scenario.grounds[k + 1].grade == ground.grade)
            continue;
        parts.push_back(fmt::format("{} ({})", words.or_else("grade." + ground.grade, ground.grade),
                                    fmt::join(levers, ", ")));
        levers.clear();
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

} // namespace kozqaras
