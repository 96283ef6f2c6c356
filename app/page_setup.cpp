#include "app/page_setup.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/session.hpp"
#include "model/inputs/survey.hpp"
#include "scenarios/lever.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

constexpr const char* kTextsFile = "texts/texts.csv";

/// Labels of a lever by the code of the language; English where there is none.
std::string_view label_in(const Lever& lever, std::string_view language) {
    return language == "ru" ? lever.label_ru : language == "kk" ? lever.label_kk : lever.label_en;
}

const std::string& name_in(const Region& region, std::string_view language) {
    return language == "ru" ? region.name_ru : language == "kk" ? region.name_kk : region.name_en;
}

} // namespace

Texts load_texts(const SharedOptions& shared) {
    const auto own = find_data_folder(shared) / kTextsFile;
    std::error_code error;
    if (std::filesystem::exists(own, error))
        return Texts::read(own);
    SharedOptions shipped = shared; // inputs of another country need not hold the words
    shipped.data.clear();
    return Texts::read(find_data_folder(shipped) / kTextsFile);
}

void check_language(const Texts& texts, const std::string& language) {
    const auto& languages = texts.languages();
    if (std::ranges::find(languages, language) == languages.end())
        throw UsageError(
            fmt::format("--lang {}: unknown. Allowed: {}.", language, fmt::join(languages, ", ")));
}

PageNames page_names(const SharedOptions& shared, const std::string& language) {
    const auto data = find_data_folder(shared);
    const auto country = load_country(data);
    PageNames names;
    for (const Lever& lever : lever_registry()) {
        const std::string label(label_in(lever, language));
        names.levers.emplace(lever.name, label);
        names.by_label.emplace(lever.label_en, label);
        names.sources.emplace(lever.name, fmt::format("{} {}", lever.source, lever.limits));
    }
    for (const Region& region : country->regions)
        names.regions.emplace(region.iso, name_in(region, language));
    for (const Question& question : load_survey_tables(data / "survey", country).questions)
        names.questions.emplace(question.id, question.wording);
    return names;
}

TrackRecord load_track_record(const SharedOptions& shared) {
    return read_track_record(find_data_folder(shared) / "record");
}

} // namespace kozqaras
