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
    inputs.regions = load_regions(data.below("geography"));
    inputs.population = load_population(data.below("population"));
    inputs.projection = read_projection_tables(directory);
    inputs.news_sources = load_news_sources(media);
    inputs.contact = load_contact_ladder(media);
    inputs.internet = load_internet_use(media);
    inputs.survey = load_survey(data.below("survey"));
    inputs.events = load_events(events);
    inputs.drivers = load_drivers(events);
    inputs.priors = load_priors(data.below("parameters"), inputs.survey.questions);
    inputs.national_law = law_of_attitudes(read_national_law(directory));
    inputs.file_hashes = table_hashes(directory);
    return inputs;
}

std::vector<Region> load_region_names(const std::filesystem::path& directory) {
    return load_regions(DataFolder(directory).below("geography"));
}

SurveyTables load_survey_tables(const std::filesystem::path& directory) {
    return load_survey(DataFolder(directory));
}

} // namespace kozqaras
