// data/parameters: the priors of the parameters.
#include <limits>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 3> kTransforms{"identity", "log", "logit"};
constexpr std::array<std::string_view, 3> kGrades{"measured_here", "measured_elsewhere",
                                                  "judgement"};

PriorRow prior_row(const CsvTable& table, std::size_t row) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    PriorRow prior;
    prior.name = filled_text(table, row, "name");
    prior.unit = table.text(row, "unit");
    prior.transform = code_as<Transform>(table, row, "transform", kTransforms, "transform");
    prior.mean = table.number(row, "mean", -infinity, infinity);
    prior.standard_deviation = table.number(row, "standard_deviation", 0.0, infinity);
    prior.fitted = yes_or_no(table, row, "fitted");
    prior.grade = code_as<Grade>(table, row, "grade", kGrades, "grade");
    prior.meaning = filled_text(table, row, "meaning");
    prior.source = filled_text(table, row, "source");
    return prior;
}

} // namespace

std::vector<PriorRow> load_priors(const DataFolder& parameters) {
    const auto table = parameters.table("priors.csv");
    std::vector<PriorRow> priors;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        priors.push_back(prior_row(table, row));
        keys.add(table.position(row, "name"), fmt::format("parameter '{}'", priors.back().name));
    }
    if (priors.empty())
        throw InputError({table.name(), 0, 0}, "the table has no parameter");
    return priors;
}

} // namespace kozqaras
