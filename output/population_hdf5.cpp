// population.h5: one value per adult and characteristic, ties in compressed sparse rows.

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/hdf5_writer.hpp"
#include "output/population_files.hpp"

namespace kozqaras {

namespace {

std::vector<std::string> strings(std::span<const std::string_view> codes) {
    return {codes.begin(), codes.end()};
}

/// The bytes of an enumeration stored in one byte each.
template <class Enumeration>
std::span<const std::uint8_t> bytes_of(std::span<const Enumeration> values) {
    static_assert(sizeof(Enumeration) == 1);
    return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size()};
}

void write_attributes(DatasetSink& file, const PopulationResult& result,
                      const PopulationDocumentation& documentation) {
    file.global_attribute("Conventions", std::string("CF-1.10"));
    file.global_attribute("title", fmt::format("{}: synthetic adults of {}, 1 January {}",
                                               documentation.name, result.population.country->name,
                                               result.year));
    file.global_attribute(
        "source", fmt::format("kozqaras {}, synthetic population", documentation.program_version));
    file.global_attribute("history",
                          fmt::format("{} {}", documentation.created, documentation.command_line));
    file.global_attribute(
        "comment", std::string("No row is a real person. Margins are data or estimates as "
                               "population_fit.csv says; whatever no margin holds is a "
                               "maximum-entropy guess, households and ties are assumptions."));
    file.global_attribute("format_version", std::string("1.1"));
    file.global_attribute("file_type", std::string("kozqaras_population"));
    file.global_attribute("program_version", documentation.program_version);
    file.global_attribute("git_revision", documentation.git_revision);
    file.global_attribute("year", static_cast<std::uint64_t>(result.year));
    file.global_attribute("seed", std::uint64_t{result.seed});
    file.global_attribute("scale", result.scale);
    file.global_attribute("adults_per_agent", result.population.adults_per_agent);
}

struct Column {
    std::string name, long_name;
    std::span<const std::uint8_t> values;
    std::vector<std::string> codes;
};

std::vector<Column> columns_of(const Population& population) {
    static constexpr std::array<std::string_view, kFactorCount> kLongNames{
        "region of residence, ISO 3166-2, division of June 2022",
        "settlement type",
        "sex",
        "age class, years",
        "ethnicity",
        "language spoken at home",
        "self-rated wealth, 1 lowest",
        "highest education"};
    static constexpr std::array<std::string_view, 5> kContactCodes{"none", "hears", "seeks",
                                                                   "has_talked", "has_visited"};
    std::vector<Column> columns;
    for (int index = 0; index < kFactorCount; ++index) {
        const auto factor = static_cast<Factor>(index);
        const auto place = static_cast<std::size_t>(index);
        columns.push_back({std::string(kFactorCodes[place]), std::string(kLongNames[place]),
                           population.classes(factor),
                           strings(population.country->codes_of(factor))});
    }
    columns.push_back({"attention", "how often news on China is met", population.attention,
                       strings(kAttentionCodes)});
    columns.push_back({"contact", "highest rung reached on the ladder of contact with China",
                       bytes_of(std::span<const Contact>(population.contact)),
                       strings(kContactCodes)});
    return columns;
}

void write_adults(DatasetSink& file, const PopulationResult& result) {
    const Population& population = result.population;
    file.bare_dimension("agent", population.size());
    for (const Column& column : columns_of(population)) {
        const std::string classes = column.name + "_class";
        file.dimension({classes, "codes of " + column.name, "", {}}, std::span(column.codes));
        file.variable(
            {column.name,
             column.long_name,
             "1",
             {{"flag_meanings", fmt::format("{}", fmt::join(column.codes, " "))},
              {"description", fmt::format("number, from 0, of the class in {}", classes)}}},
            {"agent"}, column.values);
    }
    file.dimension({"news_source", "source of news on China", "", {}},
                   std::span(result.news_sources));
    file.variable({"media_diet",
                   "news sources used, one bit each",
                   "1",
                   {{"description", "bit s (value 2^s) is set if the adult uses news_source s"}}},
                  {"agent"}, std::span(population.media_diet));
    file.variable({"household",
                   "number of the household",
                   "1",
                   {{"description", "agents of one household follow each other"}}},
                  {"agent"}, std::span(population.household));
}

/// The regions as they were before June 2022, if wanted.
void write_earlier_units(DatasetSink& file, const PopulationResult& result) {
    if (result.earlier_units.empty())
        return;
    const std::set<std::string> names(result.earlier_units.begin(), result.earlier_units.end());
    const std::vector<std::string> units(names.begin(), names.end());
    std::vector<std::uint8_t> number(result.earlier_units.size());
    for (std::size_t region = 0; region < number.size(); ++region)
        number[region] = static_cast<std::uint8_t>(
            std::ranges::find(units, result.earlier_units[region]) - units.begin());
    std::vector<std::uint8_t> unit(result.population.size());
    for (std::size_t agent = 0; agent < unit.size(); ++agent)
        unit[agent] = number[result.population.region[agent]];
    file.dimension({"earlier_unit_class", "codes of earlier_unit", "", {}}, std::span(units));
    file.variable({"earlier_unit",
                   "region of residence, ISO 3166-2, division of 2018 to June 2022",
                   "1",
                   {{"flag_meanings", fmt::format("{}", fmt::join(units, " "))}}},
                  {"agent"}, std::span<const std::uint8_t>(unit));
}

void write_ties(DatasetSink& file, const PopulationResult& result) {
    const Network& network = result.network;
    const auto starts = network.row_starts();
    const auto ends = network.targets();
    file.bare_dimension("agent_border", starts.size());
    file.bare_dimension("tie_end", ends.size());
    const auto codes = strings(kTieKindCodes);
    file.dimension({"tie_kind_class", "codes of tie_kind", "", {}}, std::span(codes));
    file.variable({"tie_start",
                   "where the ties of an agent start",
                   "1",
                   {{"description", "the neighbours of agent a are neighbour[tie_start[a]] up to, "
                                    "not including, neighbour[tie_start[a + 1]]"}}},
                  {"agent_border"}, starts);
    file.variable({"neighbour",
                   "agent at the other end of the tie",
                   "1",
                   {{"description", "every tie stands twice, once at each of its ends"}}},
                  {"tie_end"}, ends);
    file.variable({"tie_kind",
                   "kind of the tie",
                   "1",
                   {{"flag_meanings", fmt::format("{}", fmt::join(codes, " "))}}},
                  {"tie_end"}, bytes_of(network.all_tie_kinds()));
}

void write_reports(DatasetSink& file, const Country& country, const NetworkReport& report) {
    std::vector<double> degrees(report.degree_histogram.begin(), report.degree_histogram.end());
    std::vector<int> degree(degrees.size());
    for (std::size_t place = 0; place < degree.size(); ++place)
        degree[place] = static_cast<int>(place);
    file.dimension({"degree", "number of ties of an agent", "1", {}}, std::span<const int>(degree));
    file.variable({"agents_with_degree", "agents by number of ties", "1", {}}, {"degree"},
                  std::span<const double>(degrees));
    const auto languages = strings(country.codes_of(Factor::language));
    file.dimension({"other_language_class", "home language at the other end of a tie", "", {}},
                   std::span(languages));
    file.variable({"language_mixing",
                   "share of the ties of adults of one home language that lead to another",
                   "1",
                   {{"description", "each row adds up to 1"}}},
                  {"language_class", "other_language_class"},
                  std::span<const double>(report.language_mixing));
}

} // namespace

void write_population_file(const std::filesystem::path& path, const PopulationResult& result,
                           const PopulationDocumentation& documentation) {
    Hdf5Writer file(path);
    describe_population(file, result, documentation);
    file.finish();
}

void describe_population(DatasetSink& file, const PopulationResult& result,
                         const PopulationDocumentation& documentation) {
    write_attributes(file, result, documentation);
    write_adults(file, result);
    write_earlier_units(file, result);
    write_ties(file, result);
    write_reports(file, *result.population.country, result.network_report);
}

} // namespace kozqaras
