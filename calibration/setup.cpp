#include "calibration/setup.hpp"

#include <array>
#include <iterator>

#include "scenarios/table_reader.hpp"
#include "scenarios/toml_text.hpp"
#include "support/errors.hpp"
#include "support/faults.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 5> kBreakdownNames{"age", "wealth", "ethnicity", "language",
                                                          "settlement"};
constexpr std::array<Factor, 5> kBreakdownFactors{Factor::age, Factor::wealth, Factor::ethnicity,
                                                  Factor::language, Factor::settlement};

void take(std::optional<double> value, double& target) {
    target = value.value_or(target);
}

void take(std::optional<int> value, int& target) {
    target = value.value_or(target);
}

void take(std::optional<bool> value, bool& target) {
    target = value.value_or(target);
}

void read_targets(const TomlValue& table, TargetSettings& settings, Faults& faults) {
    static constexpr std::array<std::string_view, 8> keys{
        "waves",        "general_by_group",   "breakdowns",          "education_indicators",
        "region_index", "macro_region_order", "assumed_respondents", "polls"};
    TableReader reader(table, "[targets]", keys, faults);
    if (reader.has("waves")) {
        settings.waves = reader.texts("waves", EmptyList::refused);
        settings.waves_place = reader.position_of("waves");
    }
    if (reader.has("breakdowns")) {
        settings.breakdowns.clear();
        for (const int factor : reader.codes("breakdowns", kBreakdownNames, EmptyList::allowed))
            settings.breakdowns.push_back(kBreakdownFactors[static_cast<std::size_t>(factor)]);
    }
    take(reader.truth("education_indicators"), settings.education_indicators);
    take(reader.truth("region_index"), settings.region_index);
    take(reader.truth("macro_region_order"), settings.macro_region_order);
    take(reader.truth("general_by_group"), settings.general_by_group);
    take(reader.truth("polls"), settings.polls);
    take(reader.number("assumed_respondents", 100, 1e6, "respondents"),
         settings.assumed_respondents);
}

void read_errors(const TomlValue& table, CalibrationSetup& setup, Faults& faults) {
    static constexpr std::array<std::string_view, 6> keys{
        "design_effect",   "shared_wave_bias",   "item_drift",
        "noise_countries", "region_methodology", "differential_item_functioning"};
    TableReader reader(table, "[errors]", keys, faults);
    take(reader.whole_number("noise_countries", 20, 100'000, "countries"), setup.noise_countries);
    CovarianceSettings& settings = setup.covariance;
    take(reader.number("design_effect", 1.0, 5.0, "ratio of variances"), settings.design_effect);
    take(reader.number("shared_wave_bias", 0.0, 0.2, "net"), settings.shared_wave_bias);
    take(reader.number("item_drift", 0.0, 0.3, "net"), settings.item_drift);
    take(reader.number("differential_item_functioning", 0.0, 0.3, "net"),
         settings.differential_item_functioning);
    take(reader.number("region_methodology", 0.0, 0.3, "index"), settings.region_methodology);
}

/// Parameters that a set-up may integrate over.
constexpr std::array<std::string_view, 14> kIntegrable{"social",
                                                       "social.susceptibility",
                                                       "social.confidence_width",
                                                       "memory",
                                                       "memory.anchor_rate",
                                                       "memory.personal_deviation",
                                                       "memory.noise",
                                                       "media",
                                                       "media.gain",
                                                       "media.tone_memory_weeks",
                                                       "media.slant_gain",
                                                       "event.half_life_weeks",
                                                       "event.attention_rarely",
                                                       "event.attention_very_rarely"};

void read_search(const TomlValue& table, CalibrationSetup& setup, Faults& faults) {
    static constexpr std::array<std::string_view, 9> keys{
        "scale",     "seed",    "starts",         "most_iterations", "difference_step",
        "tolerance", "members", "integrate_over", "also_fit"};
    static constexpr std::array<std::string_view, 2> fittable{"anchor.macro_region",
                                                              "anchor.region"};
    TableReader reader(table, "[search]", keys, faults);
    if (reader.has("integrate_over")) {
        setup.integrate_over.clear();
        for (const int name : reader.codes("integrate_over", kIntegrable, EmptyList::allowed))
            setup.integrate_over.emplace_back(kIntegrable[static_cast<std::size_t>(name)]);
    }
    if (reader.has("also_fit")) {
        setup.also_fit.clear();
        for (const int name : reader.codes("also_fit", fittable, EmptyList::allowed))
            setup.also_fit.emplace_back(fittable[static_cast<std::size_t>(name)]);
    }
    take(reader.number("scale", 1e-4, 1.0, "agents per adult"), setup.scale);
    int seed = static_cast<int>(setup.seed);
    take(reader.whole_number("seed", 1, 1'000'000'000, "number"), seed);
    setup.seed = static_cast<std::uint64_t>(seed);
    take(reader.whole_number("starts", 1, 20, "searches"), setup.starts);
    take(reader.whole_number("most_iterations", 1, 100, "iterations"),
         setup.search.most_iterations);
    take(reader.whole_number("members", 0, 1000, "draws"), setup.members);
    take(reader.number("difference_step", 1e-3, 1.0, "prior standard deviations"),
         setup.search.difference_step);
    take(reader.number("tolerance", 0.0, 100.0, "objective"), setup.search.tolerance);
}

void read_switches(const TomlValue& table, Switches& switches, Faults& faults) {
    static constexpr std::array<std::string_view, 5> keys{"social", "media", "events", "experience",
                                                          "influence"};
    TableReader reader(table, "[switches]", keys, faults);
    take(reader.truth("social"), switches.social);
    take(reader.truth("media"), switches.media);
    take(reader.truth("events"), switches.events);
    take(reader.truth("experience"), switches.experience);
    if (const auto place = reader.code("influence", kInfluenceCodes))
        switches.influence = static_cast<Influence>(*place);
}

/// The set-up that `path` starts from: defaults, or what it is based on.
CalibrationSetup read_based_on(const std::filesystem::path& path, int depth);

CalibrationSetup start_of(TableReader& reader, const std::filesystem::path& path, int depth) {
    constexpr int kDeepest = 5;
    const auto base = reader.text("based_on");
    if (!base)
        return {};
    if (depth == kDeepest)
        throw InputError(reader.position_of("based_on"),
                         "more than five set-ups in a row are based on another (or on itself)");
    return read_based_on(path.parent_path() / *base, depth + 1);
}

void read_further_waves(TableReader& reader, const std::filesystem::path& path,
                        CalibrationSetup& setup) {
    if (!reader.has("further_waves"))
        return;
    setup.further_waves.clear();
    for (const std::string& file : reader.texts("further_waves"))
        setup.further_waves.push_back(path.parent_path() / file);
}

CalibrationSetup read_based_on(const std::filesystem::path& path, int depth) {
    const TomlValue root =
        parse_toml(read_file(path, path.string(), kLargestScenarioFile), path.string());
    static constexpr std::array<std::string_view, 8> keys{
        "title",  "based_on", "survey_folder", "targets",
        "errors", "search",   "switches",      "further_waves"};
    Faults faults;
    TableReader reader(root, "the file", keys, faults);
    CalibrationSetup setup = start_of(reader, path, depth);
    reader.need("title");
    setup.title = reader.text("title").value_or("");
    if (const auto folder = reader.text("survey_folder"))
        setup.survey_folder = path.parent_path() / *folder;
    read_further_waves(reader, path, setup);
    if (const TomlValue* table = reader.table("targets"))
        read_targets(*table, setup.targets, faults);
    if (const TomlValue* table = reader.table("errors"))
        read_errors(*table, setup, faults);
    if (const TomlValue* table = reader.table("search"))
        read_search(*table, setup, faults);
    if (const TomlValue* table = reader.table("switches"))
        read_switches(*table, setup.switches, faults);
    faults.throw_if_any();
    return setup;
}

void check_waves(const TargetSettings& settings, const SurveyTables& survey) {
    std::vector<std::string_view> ids;
    for (const Wave& wave : survey.waves)
        ids.emplace_back(wave.id);
    for (const std::string& named : settings.waves.value_or(std::vector<std::string>{}))
        if (std::ranges::find(ids, named) == ids.end())
            throw InputError::unknown_name(settings.waves_place, "wave", named, ids);
}

} // namespace

InputData inputs_of(InputData inputs, const CalibrationSetup& setup) {
    if (!setup.survey_folder.empty()) {
        inputs.survey = load_survey_tables(setup.survey_folder, inputs.country);
        for (const auto& [file, hash] : table_hashes(setup.survey_folder))
            inputs.file_hashes["survey/" + file] = hash;
    }
    check_waves(setup.targets, inputs.survey);
    for (const std::string& family : setup.also_fit)
        for (PriorRow& prior : inputs.priors)
            if (prior.name == family)
                prior.fitted = true;
    return inputs;
}

CalibrationSetup read_setup(const std::filesystem::path& path) {
    return read_based_on(path, 0);
}

} // namespace kozqaras
