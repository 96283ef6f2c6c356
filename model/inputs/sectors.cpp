// data/survey/sectors.csv: fields of cooperation to which a project may belong, and which question
// asks about each.
#include <filesystem>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"
#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr const char* kSectorsFile = "sectors.csv";

TableRules sector_rules() {
    return with_origin().text("sector").text("question").key({"sector"});
}

} // namespace

void load_sectors(const DataFolder& survey, Country& country) {
    if (!std::filesystem::exists(survey.path() / kSectorsFile))
        return;
    const auto table = survey.table(kSectorsFile, sector_rules());
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& code = table.text(row, "sector");
        if (index_of(kEventClassCodes, code)) // both name channels of single questions
            throw InputError(table.position(row, "sector"),
                             fmt::format("'{}' is a class of events: take another name", code));
        codes.push_back(code);
        country.sector_questions.push_back(table.text(row, "question"));
    }
    country.sectors = CodeList(std::move(codes));
}

void check_sectors(const DataFolder& survey, const Country& country,
                   const std::vector<Question>& questions) {
    if (country.sectors.empty())
        return;
    std::vector<std::string_view> ids;
    for (const Question& question : questions)
        ids.emplace_back(question.id);
    const auto table = survey.table(kSectorsFile, sector_rules());
    for (std::size_t row = 0; row < table.rows(); ++row)
        (void)table.code(row, "question", ids, "question");
}

} // namespace kozqaras
