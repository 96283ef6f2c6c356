#include "scenarios/scenario_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/changes_reader.hpp"
#include "scenarios/expectation_reader.hpp"
#include "scenarios/lever.hpp"
#include "support/file_bytes.hpp"
#include "support/numbers.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

/// Keys of a file or a variant: its own, and the tables of the registry.
std::vector<std::string_view> keys_with_tables(std::vector<std::string_view> own) {
    own.emplace_back("lever");
    for (const auto name : table_lever_names())
        own.push_back(name);
    return own;
}

constexpr std::size_t kLongestDescription = 4000;

/// Letters, digits, '_' and '-' make an id that is safe in file names and column values.
bool is_plain_id(std::string_view id) {
    return !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// The file without links and dots; a pipe, as of <(...), has no other name than the one given.
std::filesystem::path place_of(const std::filesystem::path& path) {
    std::error_code error;
    auto place = std::filesystem::weakly_canonical(path, error);
    return error ? path : place;
}

class ScenarioReader {
  public:
    ScenarioReader(const InputData& inputs, Faults& faults) : inputs_(inputs), faults_(faults) {}

    Scenario read(const std::filesystem::path& path) {
        const auto tree =
            parse_toml(read_file(path, path.string(), kLargestScenarioFile), path.string());
        open_.push_back(place_of(path));
        Scenario scenario = read_tree(tree, path);
        open_.pop_back();
        return scenario;
    }

    /// `path`: of the file, or a name for a text that lies in no file (then `open_` is empty).
    Scenario read_tree(const TomlValue& tree, const std::filesystem::path& path) {
        const auto keys =
            keys_with_tables({"title", "description", "based_on", "start", "variant", "expected"});
        TableReader reader(tree, "the scenario", keys, faults_);
        Scenario scenario = read_base(reader, path);
        scenario.id = printable(path.stem().string());
        scenario.files.push_back(path);
        reader.need("title");
        scenario.title = reader.text("title").value_or("");
        scenario.description = reader.text("description", kLongestDescription).value_or("");
        if (const auto start = reader.date("start"))
            scenario.start = start;
        scenario.changes =
            overlaid(std::move(scenario.changes),
                     read_changes(reader, "", scenario.start, *inputs_.country, faults_));
        read_variants(reader, scenario);
        scenario.expected = read_expectations(reader, scenario.variants, *inputs_.country, faults_);
        return scenario;
    }

  private:
    /// The scenario named by based_on, or an empty one. Faults there are collected with the others.
    Scenario read_base(TableReader& reader, const std::filesystem::path& path) {
        const auto name = reader.text("based_on", 1000);
        if (!name)
            return {};
        const auto base = path.parent_path() / *name;
        std::error_code error;
        if (open_.empty())
            reader.fault("based_on", "a text that lies in no file cannot be based on one");
        else if (std::filesystem::path(*name).is_absolute())
            reader.fault("based_on", "'based_on' must be a path relative to this file");
        else if (std::ranges::count(open_, place_of(base)) > 0)
            reader.fault("based_on", fmt::format("'{}' is based on itself", *name));
        else if (open_.size() >= kLongestOverlayChain)
            reader.fault("based_on", fmt::format("more than {} files are based on one another",
                                                 kLongestOverlayChain));
        else if (!std::filesystem::is_regular_file(base, error))
            reader.fault("based_on", fmt::format("there is no file '{}'", base.string()));
        else
            return read_below(reader, base);
        return {};
    }

    Scenario read_below(const TableReader& reader, const std::filesystem::path& base) {
        try {
            return read(base);
        } catch (const InputError& error) { // not TOML at all
            faults_.add(reader.position_of("based_on"), error);
            return {};
        }
    }

    void read_variants(TableReader& reader, Scenario& scenario) {
        constexpr std::string_view kName = "[[variant]]";
        const auto keys = keys_with_tables({"id", "title", "description"});
        std::vector<std::string> seen;
        for (const auto* table : reader.tables("variant")) {
            TableReader entry(*table, std::string(kName), keys, faults_);
            entry.need("id");
            entry.need("title");
            Variant variant;
            variant.id = entry.text("id", 40).value_or("");
            if (entry.has("id") && !variant.id.empty() && !is_plain_id(variant.id))
                entry.fault("id", "'id' may hold small letters a-z, digits, '_' and '-'");
            if (!variant.id.empty() && std::ranges::count(seen, variant.id) > 0)
                entry.fault("id", fmt::format("a variant '{}' stands above already", variant.id));
            seen.push_back(variant.id);
            variant.title = entry.text("title").value_or("");
            variant.description = entry.text("description", kLongestDescription).value_or("");
            variant.changes =
                read_changes(entry, "variant.", scenario.start, *inputs_.country, faults_);
            std::erase_if(scenario.variants,
                          [&](const Variant& old) { return old.id == variant.id; });
            scenario.variants.push_back(std::move(variant));
        }
    }

    const InputData& inputs_;
    Faults& faults_;
    std::vector<std::filesystem::path> open_; ///< files being read, the outermost first
};

} // namespace

Scenario read_scenario(const std::filesystem::path& path, const InputData& inputs) {
    Faults faults;
    auto scenario = ScenarioReader(inputs, faults).read(path);
    faults.throw_if_any();
    return scenario;
}

Scenario read_scenario_text(std::string_view text, const std::string& name,
                            const InputData& inputs) {
    if (text.size() > kLargestScenarioFile)
        throw InputError({name}, fmt::format("is larger than {} bytes", kLargestScenarioFile));
    Faults faults;
    auto scenario = ScenarioReader(inputs, faults).read_tree(parse_toml(text, name), name);
    faults.throw_if_any();
    return scenario;
}

Date default_start() {
    return Date{std::chrono::year{2027} / std::chrono::January / 1};
}

Date read_scenario_date(std::string_view text, const Position& origin) {
    const auto date = parse_date(text);
    if (!date || *date < first_scenario_day() || *date > last_scenario_day())
        throw InputError(origin, fmt::format("the date '{}' must lie between {} and {}, written "
                                             "2027-01-01",
                                             shortened(text), to_string(first_scenario_day()),
                                             to_string(last_scenario_day())));
    return *date;
}

LeverSetting read_setting(std::string_view text, Date start, const Country& country) {
    const Position origin{fmt::format("--set {}", text)};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        throw InputError(origin, "write name=value or name=value@2027-01-01");
    const auto name = text.substr(0, equals);
    const auto names = settable_lever_names();
    if (!index_of(names, name))
        throw InputError::unknown_name(origin, "lever", name, names);
    const auto at = text.find('@', equals);
    auto value = text.substr(equals + 1);
    LeverSetting setting{std::string(name), {}, start, std::nullopt, 0, origin};
    if (at != std::string_view::npos) {
        value = text.substr(equals + 1, at - equals - 1);
        setting.date = read_scenario_date(text.substr(at + 1), origin);
    }
    if (const auto number = read_real(value))
        setting.value = *number;
    else
        setting.value = std::string(value);
    if (const auto fault = value_fault(setting))
        throw InputError(origin, *fault);
    if (const auto fault = setting_fault(setting, country))
        throw InputError(origin, fault->second);
    return setting;
}

} // namespace kozqaras
