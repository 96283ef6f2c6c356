#include "calibration/further_wave.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "observations/group_names.hpp"
#include "observations/observed_wave.hpp"
#include "support/errors.hpp"
#include "support/faults.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

constexpr double kPrintedHalfDigit = 0.005; ///< nets and percentages to two digits

/// The file's name as it can stand in a label: letters of any script, digits, - and _ stay,
/// everything else becomes _.
std::string plain_name(const std::filesystem::path& path) {
    const std::string stem = path.stem().string();
    std::string name;
    for (std::size_t at = 0; at < stem.size();) {
        const std::size_t length = utf8_length(std::string_view(stem).substr(at, 4));
        const bool keeps = length > 1 || stem[at] == '-' ||
                           std::isalnum(static_cast<unsigned char>(stem[at])) != 0;
        name += length > 0 && keeps ? stem.substr(at, length) : "_";
        at += std::max<std::size_t>(length, 1);
    }
    return name;
}

template <class Names> int position_of(const Names& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    require(found != std::ranges::end(names), "a name that was read is not among the names");
    return static_cast<int>(found - std::ranges::begin(names));
}

void check_date(const ObservedValue& value, const ObservedValue& first,
                const SurveyTables& survey) {
    const Date known = survey.waves.back().field_end;
    if (value.date != first.date)
        throw InputError(value.place, fmt::format("the wave has two dates, {} and {}; give each "
                                                  "wave a file of its own",
                                                  to_string(first.date), to_string(value.date)));
    if (value.date <= known || value.date > date_of(last_week()))
        throw InputError(value.place,
                         fmt::format("{} must lie after {}, when the last shipped wave ended, and "
                                     "not after {}",
                                     to_string(value.date), to_string(known),
                                     to_string(date_of(last_week()))));
}

/// The target of one row.
Target target_of(const ObservedValue& value, int wave, const std::string& name,
                 const SurveyTables& survey, std::span<const std::string> groups) {
    Target target;
    target.wave = wave;
    target.group = position_of(groups, value.group);
    target.value = value.net;
    target.respondents = value.respondents;
    target.rounding = kPrintedHalfDigit;
    target.further = true;
    target.family = fmt::format("{} {}", name, target.group == 0 ? "all" : "groups");
    target.label = fmt::format("{}, {}, {}", value.target, value.group, name);
    if (value.target == "composite") {
        target.kind = TargetKind::group_composite;
    } else if (const auto found = index_of(survey.country->indicators, value.target)) {
        target.kind = TargetKind::group_indicator;
        target.indicator = static_cast<Indicator>(*found);
    } else {
        target.kind = TargetKind::net;
        target.question =
            static_cast<int>(std::ranges::find(survey.questions, value.target, &Question::id) -
                             survey.questions.begin());
        const Question& asked = survey.questions[static_cast<std::size_t>(target.question)];
        target.indicator = asked.indicator.value_or(Indicator{});
    }
    return target;
}

/// Whether another row of the same group says the same in more detail.
bool has_finer(const Target& target, const std::vector<Target>& targets) {
    return std::ranges::any_of(targets, [&](const Target& other) {
        if (other.group != target.group || target.kind == TargetKind::net)
            return false;
        if (target.kind == TargetKind::group_composite)
            return other.kind != TargetKind::group_composite;
        return other.kind == TargetKind::net && other.indicator == target.indicator;
    });
}

} // namespace

FurtherWave read_further_wave(const std::filesystem::path& path, int wave,
                              const SurveyTables& survey, std::span<const Region> regions) {
    std::vector<std::string_view> names{"composite"};
    const CodeList& indicators = survey.country->indicators;
    names.insert(names.end(), indicators.begin(), indicators.end());
    for (const Question& question : survey.questions)
        names.emplace_back(question.id);
    const auto groups = group_codes(*survey.country);
    const std::vector<std::string_view> group_views(groups.begin(), groups.end());
    auto [values, notes] = read_observed_wave(path, names, group_views, regions);
    FurtherWave result{plain_name(path), values.front().date, {}, {}, std::move(notes), values};
    std::vector<Target> all;
    Faults faults;
    for (const ObservedValue& value : values)
        try {
            check_date(value, values.front(), survey);
            all.push_back(target_of(value, wave, result.name, survey, groups));
        } catch (const InputError& error) {
            faults.add(value.place, error, "date");
        }
    faults.throw_if_any();
    for (const Target& target : all)
        if (has_finer(target, all))
            result.left_out.push_back(target.label);
        else
            result.targets.push_back(target);
    return result;
}

std::vector<FurtherWave> read_further_waves(const std::vector<std::filesystem::path>& paths,
                                            const SurveyTables& survey,
                                            std::span<const Region> regions) {
    std::vector<FurtherWave> waves;
    for (const auto& path : paths) {
        waves.push_back(read_further_wave(
            path, static_cast<int>(survey.waves.size() + survey.polls.size() + waves.size()),
            survey, regions));
        for (std::size_t i = 0; i + 1 < waves.size(); ++i)
            if (waves[i].name == waves.back().name)
                throw InputError({path.string()}, "two further waves have the same file name");
    }
    return waves;
}

std::shared_ptr<const ParameterRegistry>
registry_with(const InputData& inputs, const std::vector<std::filesystem::path>& further_waves) {
    std::vector<DatedWave> dated;
    for (const FurtherWave& wave :
         read_further_waves(further_waves, inputs.survey, inputs.country->regions)) {
        dated.push_back({wave.name, week_of(wave.date)});
        if (dated.size() > 1 && dated.back().week <= dated[dated.size() - 2].week)
            throw InputError({wave.name}, "further waves must be given in order of their dates, no "
                                          "two in one week");
    }
    return std::make_shared<const ParameterRegistry>(inputs, dated);
}

} // namespace kozqaras
