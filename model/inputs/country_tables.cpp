// data/country: the classes of each characteristic; all parts of the country in order.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

constexpr int kFirstAge = 18, kLastAge = 120; ///< years, of adults
/// Sexes are two: couples are made of them.
constexpr std::size_t kSexes = 2;

TableRules country_rules() {
    return with_origin().text("code").text("name").key({"code"}).most_rows(1);
}

TableRules class_rules() {
    static constexpr std::span<const std::string_view> factors =
        std::span(kFactorCodes).subspan(1); // regions have a table of their own
    return with_origin()
        .code("factor", factors, "factor")
        .text("class")
        .text("reported_as")
        .text("label")
        .code("reference", kYesNo, "answer in 'reference'")
        .whole("from_age", kFirstAge, kLastAge, "years")
        .or_empty()
        .whole("to_age", kFirstAge, kLastAge, "years")
        .or_empty()
        .code("works", kYesNo, "answer in 'works'")
        .or_empty()
        .text("bridges")
        .or_empty()
        .key({"factor", "class"});
}

/// What is being gathered of one factor.
struct Gathered {
    std::vector<std::string> codes, reported, labels;
    std::vector<std::uint8_t> reported_as;
    std::vector<std::size_t> rows;
    std::vector<std::uint8_t> references; ///< reported groups
};

void add_class(const CsvTable& table, std::size_t row, Gathered& all) {
    const std::string &group = table.text(row, "reported_as"), &label = table.text(row, "label");
    auto place = std::ranges::find(all.reported, group);
    if (place == all.reported.end()) {
        all.labels.push_back(label);
        place = all.reported.insert(all.reported.end(), group);
    } else if (place + 1 != all.reported.end()) {
        throw InputError(table.position(row, "reported_as"),
                         fmt::format("classes of the group '{}' must stand together", group));
    }
    const auto reported = static_cast<std::uint8_t>(place - all.reported.begin());
    if (all.labels[reported] != label)
        throw InputError(
            table.position(row, "label"),
            fmt::format("the group '{}' is called '{}' before", group, all.labels[reported]));
    all.codes.push_back(table.text(row, "class"));
    all.reported_as.push_back(reported);
    all.rows.push_back(row);
    if (yes_or_no(table, row, "reference"))
        all.references.push_back(reported);
}

void check_count(const CsvTable& table, Factor factor, const Gathered& all) {
    const auto name = kFactorCodes[static_cast<std::size_t>(factor)];
    if (all.codes.empty())
        throw InputError(table.end_position(), fmt::format("no class of '{}'", name));
    if (all.codes.size() > kMostClasses)
        throw InputError(table.position(all.rows[kMostClasses], "class"),
                         fmt::format("'{}' has more than {} classes", name, kMostClasses));
    if (all.references.size() != 1)
        throw InputError(table.position(all.rows.front(), "reference"),
                         fmt::format("one class of '{}' must be the reference, {} are", name,
                                     all.references.size()));
    if (factor == Factor::sex && all.codes.size() != kSexes)
        throw InputError(table.position(all.rows.front(), "class"),
                         fmt::format("'sex' needs {} classes, the first that of men", kSexes));
}

FactorClasses classes_of(Gathered all) {
    FactorClasses classes;
    classes.reference = all.references.front();
    classes.codes = CodeList(std::move(all.codes));
    classes.reported = CodeList(std::move(all.reported));
    classes.labels = std::move(all.labels);
    classes.reported_as = std::move(all.reported_as);
    return classes;
}

/// Ages follow each other without a gap, from the first adult year on.
void read_ages(const CsvTable& table, const std::vector<std::size_t>& rows, Country& country) {
    int next = kFirstAge;
    for (const std::size_t row : rows) {
        for (const std::string_view column : {"from_age", "to_age", "works"})
            if (table.empty(row, column))
                throw InputError(table.position(row, column),
                                 fmt::format("an age class needs '{}'", column));
        const AgeClass age{static_cast<int>(table.number(row, "from_age")),
                           static_cast<int>(table.number(row, "to_age")),
                           yes_or_no(table, row, "works")};
        if (age.from != next)
            throw InputError(table.position(row, "from_age"),
                             fmt::format("age classes follow each other: {} was expected", next));
        if (age.to < age.from)
            throw InputError(table.position(row, "to_age"), "the class ends before it begins");
        next = age.to + 1;
        country.ages.push_back(age);
    }
}

void read_bridges(const CsvTable& table, const std::vector<std::size_t>& rows, Country& country) {
    for (const std::size_t row : rows)
        country.bridges.push_back(
            class_list(table, row, "bridges", country.codes_of(Factor::language), "language"));
}

void check_groups(const CsvTable& table, const Country& country) {
    if (country.group_count() > kMostReportedGroups)
        throw InputError(table.end_position(),
                         fmt::format("{} groups in reports; at most {} are possible",
                                     country.group_count(), kMostReportedGroups));
}

} // namespace

void load_classes(const DataFolder& folder, Country& country) {
    const auto table = folder.table("classes.csv", class_rules());
    std::array<Gathered, kFactorCount> all;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            const auto factor =
                static_cast<std::size_t>(table.code(row, "factor", kFactorCodes, "factor"));
            add_class(table, row, all[factor]);
        } catch (const InputError& error) {
            faults.add(table.position(row, "class"), error, "class");
        }
    faults.throw_if_any();
    for (std::size_t f = 1; f < all.size(); ++f) {
        const auto factor = static_cast<Factor>(f);
        check_count(table, factor, all[f]);
        const auto rows = all[f].rows;
        country.factors[f] = classes_of(std::move(all[f]));
        if (factor == Factor::age)
            read_ages(table, rows, country);
        if (factor == Factor::language)
            read_bridges(table, rows, country);
    }
    check_groups(table, country);
}

SharedCountry load_country(const std::filesystem::path& directory) {
    const DataFolder data(directory);
    auto country = std::make_shared<Country>();
    const auto folder = data.below("country"), events = data.below("events");
    load_regions(data.below("geography"), *country);
    const auto names = folder.table("country.csv", country_rules());
    if (names.rows() != 1)
        throw InputError(names.end_position(), "one row is needed: the country");
    country->code = names.text(0, "code");
    country->name = names.text(0, "name");
    load_classes(folder, *country);
    load_traits(folder, *country);
    load_source_codes(data.below("media"), *country);
    load_indicators(data.below("survey"), *country);
    load_sectors(data.below("survey"), *country);
    load_event_templates(events, *country);
    return country;
}

} // namespace kozqaras
