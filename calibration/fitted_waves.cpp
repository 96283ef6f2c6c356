#include "calibration/fitted_waves.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/content_hashes.hpp"
#include "support/csv_table.hpp"
#include "support/csv_text.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr const char *kWaves = "waves.csv", *kFurther = "further_waves.csv";
constexpr double kMostRespondents = 1e9;
/// Column `further`: of the tables, given by --wave, another pollster's.
constexpr std::array<std::string_view, 3> kOrigins{"no", "yes", "poll"};
constexpr std::size_t kPoll = 2;

void add(std::vector<std::string>& numbers, std::string_view code) {
    if (std::ranges::find(numbers, code) == numbers.end())
        numbers.emplace_back(code);
}

std::string_view code_of(Factor factor) {
    return kFactorCodes[static_cast<std::size_t>(factor)];
}

/// Whose numbers of a shipped wave are fitted.
std::vector<std::string> numbers_of(const SurveyTables& survey, std::size_t wave,
                                    const TargetSettings& settings) {
    using Kind = ObservedPopulation::Kind;
    std::vector<std::string> numbers;
    if (!settings.includes(survey.waves[wave]))
        return numbers;
    const auto prints = [&](const auto& what) {
        return std::ranges::any_of(survey.observations, [&](const Observation& one) {
            return one.wave == static_cast<int>(wave) && what(one);
        });
    };
    const auto prints_groups = [&](Factor factor) {
        return prints([&](const Observation& one) {
            return one.of_group() && one.population.factor == factor;
        });
    };
    add(numbers, "all");
    for (const Factor factor : settings.breakdowns)
        if (prints_groups(factor))
            add(numbers, code_of(factor));
    if (settings.education_indicators && prints_groups(Factor::education))
        add(numbers, code_of(Factor::education));
    const bool ranks =
        prints([](const Observation& one) { return one.relation == Relation::rank; });
    const bool units = prints([](const Observation& one) {
        return one.population.kind == Kind::former_unit ||
               one.population.kind == Kind::remaining_former_units;
    });
    if ((settings.macro_region_order && ranks) || (settings.region_index && units))
        add(numbers, code_of(Factor::region));
    return numbers;
}

/// "age" of "age:18_34", "all" of "all".
std::string_view factor_of(std::string_view group) {
    return group.substr(0, group.find(':'));
}

} // namespace

FittedWaves fitted_waves(const SurveyTables& survey, const TargetSettings& settings,
                         std::span<const FurtherWave> further) {
    FittedWaves result;
    for (std::size_t w = 0; w < survey.waves.size(); ++w) {
        const Wave& wave = survey.waves[w];
        result.waves.push_back({wave.id, wave.field_start, wave.field_end, wave.respondents, false,
                                numbers_of(survey, w, settings)});
    }
    if (settings.polls)
        for (const Poll& poll : survey.polls)
            result.polls.push_back(
                {poll.id, poll.field_start, poll.field_end, poll.respondents, false, {"all"}});
    for (const FurtherWave& wave : further) {
        FittedWave fitted{wave.name, wave.date, wave.date, std::nullopt, true, {}};
        for (const ObservedValue& value : wave.values) {
            add(fitted.numbers, factor_of(value.group));
            if (value.group == "all")
                fitted.respondents = std::max(fitted.respondents.value_or(0), value.respondents);
            result.further.push_back({wave.name, value.target, value.group, value.date, value.net,
                                      value.respondents, value.source});
        }
        result.waves.push_back(std::move(fitted));
    }
    std::ranges::stable_sort(result.waves, {}, &FittedWave::field_end);
    return result;
}

std::string waves_table(const FittedWaves& waves) {
    CsvText csv{"wave", "field_start", "field_end", "respondents", "further", "fitted"};
    const auto add_row = [&](const FittedWave& wave, std::string_view origin) {
        csv.add({wave.id, to_string(wave.field_start), to_string(wave.field_end),
                 wave.respondents ? std::to_string(*wave.respondents) : "", origin,
                 fmt::format("{}", fmt::join(wave.numbers, " "))});
    };
    for (const FittedWave& wave : waves.waves)
        add_row(wave, wave.further ? kOrigins[1] : kOrigins[0]);
    for (const FittedWave& poll : waves.polls)
        add_row(poll, kOrigins[kPoll]);
    return csv.text();
}

std::string further_waves_table(const FittedWaves& waves) {
    CsvText csv{"wave", "target", "group", "net", "respondents", "date", "source"};
    for (const FurtherNumber& number : waves.further)
        csv.add({number.wave, number.target, number.group, fmt::format("{}", number.net),
                 std::to_string(number.respondents), to_string(number.date), number.source});
    return csv.text();
}

namespace {

std::optional<int> respondents_of(const CsvTable& table, std::size_t row) {
    if (table.empty(row, "respondents"))
        return std::nullopt;
    return static_cast<int>(table.number(row, "respondents", 1, kMostRespondents));
}

FittedWave read_wave(const CsvTable& table, std::size_t row) {
    FittedWave wave;
    wave.id = table.text(row, "wave");
    wave.field_start = table.date(row, "field_start");
    wave.field_end = table.date(row, "field_end");
    wave.respondents = respondents_of(table, row);
    wave.further = table.code(row, "further", kOrigins, "origin") == 1;
    const std::string& fitted = table.text(row, "fitted");
    for (std::size_t at = 0; at < fitted.size();) {
        const auto end = std::min(fitted.find(' ', at), fitted.size());
        wave.numbers.push_back(fitted.substr(at, end - at));
        at = end + 1;
    }
    return wave;
}

FurtherNumber read_number(const CsvTable& table, std::size_t row) {
    return {table.text(row, "wave"),
            table.text(row, "target"),
            table.text(row, "group"),
            table.date(row, "date"),
            table.number(row, "net", -1.0, 1.0),
            respondents_of(table, row).value_or(1),
            table.text(row, "source")};
}

} // namespace

FittedWaves read_fitted_waves(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / kWaves))
        throw InputError({folder.string()},
                         fmt::format("holds no {}, which says what the posterior was fitted to: it "
                                     "is of an earlier version. Calibrate again",
                                     kWaves));
    check_content(folder, kCalibrationFolder, std::array<std::string_view, 1>{kWaves},
                  std::array<std::string_view, 1>{kFurther});
    FittedWaves waves;
    const CsvTable table = CsvTable::read(folder / kWaves);
    for (std::size_t row = 0; row < table.rows(); ++row)
        (table.text(row, "further") == kOrigins[kPoll] ? waves.polls : waves.waves)
            .push_back(read_wave(table, row));
    if (!std::filesystem::exists(folder / kFurther))
        return waves;
    const CsvTable further = CsvTable::read(folder / kFurther);
    for (std::size_t row = 0; row < further.rows(); ++row)
        waves.further.push_back(read_number(further, row));
    return waves;
}

} // namespace kozqaras
