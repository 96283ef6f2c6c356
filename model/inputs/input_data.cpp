#include "model/inputs/input_data.hpp"

#include "model/inputs/loading.hpp"
#include "model/inputs/national_law_table.hpp"
#include "model/inputs/projection_tables.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

std::map<std::string, std::string> table_hashes(const std::filesystem::path& directory) {
    const DataFolder data(directory);
    std::map<std::string, std::string> hashes;
    constexpr auto kThroughLinks = std::filesystem::directory_options::follow_directory_symlink;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(data.path(), kThroughLinks)) {
        const auto suffix = entry.path().extension();
        if (!entry.is_regular_file() || (suffix != ".csv" && suffix != ".geojson"))
            continue;
        const auto name = entry.path().lexically_relative(data.path()).generic_string();
        hashes[name] = hash_of(read_file(entry.path(), data.shown(name)));
    }
    return hashes;
}

InputData load_inputs(const std::filesystem::path& directory) {
    const DataFolder data(directory);
    const auto media = data.below("media"), events = data.below("events");
    InputData inputs;
    inputs.country = load_country(directory);
    const Country& country = *inputs.country;
    inputs.population = load_population(data.below("population"), inputs.country);
    if (std::filesystem::exists(directory / "population" / "projection"))
        inputs.projection = read_projection_tables(directory, country);
    inputs.news_sources = load_news_sources(media);
    inputs.contact = load_contact_ladder(media);
    inputs.internet = load_internet_use(media, country);
    inputs.survey = load_survey(data.below("survey"), inputs.country);
    check_sectors(data.below("survey"), country, inputs.survey.questions);
    inputs.events = load_events(events, country);
    inputs.recurring_events = load_recurring_events(events, inputs.events);
    inputs.drivers = load_drivers(events);
    inputs.priors = load_priors(data.below("parameters"), inputs.survey.questions, country);
    inputs.national_law = law_of_attitudes(read_national_law(directory));
    inputs.file_hashes = table_hashes(directory);
    return inputs;
}

SurveyTables load_survey_tables(const std::filesystem::path& directory,
                                const SharedCountry& country) {
    return load_survey(DataFolder(directory), country);
}

} // namespace kozqaras
