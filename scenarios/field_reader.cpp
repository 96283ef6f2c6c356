#include "scenarios/field_reader.hpp"

#include <fmt/format.h>

#include "support/numbers.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 6> kDistributionKeys{"distribution", "mean", "sd",
                                                            "low",          "mode", "high"};

/// The keys each shape needs; a key of another shape is a fault.
std::span<const std::string_view> keys_of(DistributionShape shape) {
    static constexpr std::array<std::string_view, 2> normal{"mean", "sd"}, uniform{"low", "high"};
    static constexpr std::array<std::string_view, 3> triangular{"low", "mode", "high"};
    switch (shape) {
    case DistributionShape::normal:
        return normal;
    case DistributionShape::uniform:
        return uniform;
    default:
        return triangular;
    }
}

bool in_order(const Distribution& d, TableReader& reader) {
    if (d.shape == DistributionShape::normal && d.standard_deviation <= 0.0) {
        reader.fault("sd", "'sd' must be above 0; for a certain value write the number alone");
        return false;
    }
    const bool triangular = d.shape == DistributionShape::triangular;
    if (d.shape != DistributionShape::normal &&
        (d.low >= d.high || (triangular && (d.mode < d.low || d.mode > d.high)))) {
        reader.fault("low", triangular ? "'low', 'mode' and 'high' must rise"
                                       : "'low' must be below 'high'");
        return false;
    }
    return true;
}

class FieldReader {
  public:
    FieldReader(const TomlValue& table, const std::string& name, const Lever& lever,
                const Country& country, Faults& faults)
        : table_(table),
          name_(name),
          country_(country),
          faults_(faults),
          keys_(key_names(lever)),
          reader_(table, name, keys_, faults) {}

    TableSetting read(const Lever& lever) {
        TableSetting setting;
        setting.lever = lever.name;
        setting.origin = table_.position;
        for (const Field& field : lever.fields) {
            if (field.required)
                reader_.need(field.name);
            if (reader_.has(field.name))
                read_field(field, lever, setting);
        }
        check_dates(setting);
        return setting;
    }

  private:
    static std::vector<std::string_view> key_names(const Lever& lever) {
        std::vector<std::string_view> names;
        for (const Field& field : lever.fields)
            names.push_back(field.name);
        return names;
    }

    void read_field(const Field& field, const Lever& lever, TableSetting& setting) {
        const auto put = [&](auto value) {
            if (value)
                setting.values.insert_or_assign(std::string(field.name), FieldValue(*value));
        };
        switch (field.kind) {
        case FieldKind::text:
            return put(reader_.text(field.name,
                                    field.high > 0 ? static_cast<std::size_t>(field.high) : 200));
        case FieldKind::number:
        case FieldKind::count:
            return read_number(field, setting);
        case FieldKind::whole: {
            const auto value = reader_.whole_number(field.name, static_cast<int>(field.low),
                                                    static_cast<int>(field.high), field.unit);
            return put(value ? std::optional(static_cast<double>(*value)) : std::nullopt);
        }
        case FieldKind::truth:
            return put(reader_.truth(field.name));
        case FieldKind::date:
            return put(reader_.date(field.name));
        case FieldKind::choice:
        case FieldKind::event_kind:
        case FieldKind::sector: {
            const auto words = words_of(field, lever, country_);
            const auto place = reader_.code(field.name, words);
            return put(place ? std::optional(std::string(words[static_cast<std::size_t>(*place)]))
                             : std::nullopt);
        }
        case FieldKind::region: {
            const auto region = reader_.region(field.name, country_.regions);
            return put(region ? std::optional(std::vector<int>{*region}) : std::nullopt);
        }
        case FieldKind::concern:
            return put(read_concern(reader_, field.name, name_, country_, faults_));
        default:
            return put(std::optional(read_list(field)));
        }
    }

    std::vector<int> read_list(const Field& field) {
        if (field.kind == FieldKind::regions)
            return reader_.region_list(field.name, country_.regions);
        return reader_.codes(field.name, codes_of(field.kind, country_));
    }

    void read_number(const Field& field, TableSetting& setting) {
        const auto& value = table_.find(field.name)->value;
        const std::string key(field.name);
        if (value.kind == TomlKind::table) {
            const auto spread = read_distribution(value, fmt::format("'{}' in {}", key, name_),
                                                  field.low, field.high, field.unit, faults_);
            if (spread) {
                setting.values.insert_or_assign(key, central_value(*spread));
                setting.spreads.insert_or_assign(key, *spread);
            }
            return;
        }
        const auto number = reader_.number(field.name, field.low, field.high, field.unit);
        if (number && field.kind == FieldKind::count && !is_whole(*number))
            reader_.fault(key, fmt::format("'{}' in {} must be a whole number ({}), not {}", key,
                                           name_, field.unit, *number));
        else if (number)
            setting.values.insert_or_assign(key, *number);
    }

    /// Ends before starts, and what needs another key.
    void check_dates(const TableSetting& setting) {
        for (const auto& [later, earlier] :
             {std::pair{"end", "start"}, {"correction", "start"}, {"pollution_date", "opening"}}) {
            const auto end = setting.date(later), start = setting.date(earlier);
            if (end && start && *end < *start)
                reader_.fault(later, fmt::format("'{}' ({}) comes before '{}' ({})", later,
                                                 to_string(*end), earlier, to_string(*start)));
        }
        for (const auto& [key, needed] : {std::pair{"correction_reach", "correction"},
                                          {"pollution_severity", "pollution_date"}})
            if (reader_.has(key) && !reader_.has(needed))
                reader_.fault(key, fmt::format("'{}' needs '{}'", key, needed));
        const auto national = setting.values.find("national");
        if (national != setting.values.end() && !std::get<bool>(national->second) &&
            !reader_.has("regions"))
            reader_.fault("national", "an event that is not national needs 'regions'");
    }

    const TomlValue& table_;
    const std::string& name_;
    const Country& country_;
    Faults& faults_;
    std::vector<std::string_view> keys_;
    TableReader reader_;
};

} // namespace

TableSetting read_table_setting(const TomlValue& table, const std::string& name, const Lever& lever,
                                const Country& country, Faults& faults) {
    return FieldReader(table, name, lever, country, faults).read(lever);
}

std::optional<Concern> read_concern(TableReader& parent, std::string_view key,
                                    const std::string& name, const Country& country,
                                    Faults& faults) {
    const auto* table = parent.table(key);
    if (!table)
        return std::nullopt;
    TableReader reader(*table, fmt::format("concern of {}", name), kConcernKeys, faults);
    if (table->entries.empty())
        parent.fault(
            key, fmt::format("'{}' names no group; leave it out if everyone is concerned", key));
    Concern concern;
    concern.settlements = reader.codes("settlement", country.codes_of(Factor::settlement));
    concern.ages = reader.codes("age", country.codes_of(Factor::age));
    concern.ethnicities = reader.codes("ethnicity", country.codes_of(Factor::ethnicity));
    concern.languages = reader.codes("language", country.codes_of(Factor::language));
    concern.wealth_classes = reader.codes("wealth", country.codes_of(Factor::wealth));
    return concern;
}

std::optional<Distribution> read_distribution(const TomlValue& table, const std::string& name,
                                              double low, double high, std::string_view unit,
                                              Faults& faults) {
    TableReader reader(table, name, kDistributionKeys, faults);
    reader.need("distribution");
    const auto shape = reader.code("distribution", kDistributionNames);
    if (!shape)
        return std::nullopt;
    Distribution result;
    result.shape = static_cast<DistributionShape>(*shape);
    const auto keys = keys_of(result.shape);
    bool whole = true;
    for (const auto key : kDistributionKeys) {
        if (key == "distribution")
            continue;
        if (!index_of(keys, key)) {
            if (reader.has(key))
                reader.fault(key,
                             fmt::format("'{}' does not belong to a {} distribution", key,
                                         kDistributionNames[static_cast<std::size_t>(*shape)]));
            continue;
        }
        reader.need(key);
        const auto value = key == "sd" ? reader.number(key, 0, high - low, unit)
                                       : reader.number(key, low, high, unit);
        whole = whole && value.has_value();
        (key == "mean"   ? result.mean
         : key == "sd"   ? result.standard_deviation
         : key == "low"  ? result.low
         : key == "mode" ? result.mode
                         : result.high) = value.value_or(0.0);
    }
    return whole && in_order(result, reader) ? std::optional(result) : std::nullopt;
}

} // namespace kozqaras
