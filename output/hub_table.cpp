#include "output/hub_table.hpp"

#include <array>
#include <cctype>

#include "model/engine/ensemble.hpp"

namespace kozqaras {

namespace {

constexpr std::array kHubLevels{0.01, 0.025, 0.05, 0.1, 0.15, 0.2,   0.25, 0.3,
                                0.35, 0.4,   0.45, 0.5, 0.55, 0.6,   0.65, 0.7,
                                0.75, 0.8,   0.85, 0.9, 0.95, 0.975, 0.99};

} // namespace

HubTable::HubTable()
    : csv_{"model_id",        "origin_date", "target",      "horizon",        "location",
           "target_end_date", "scenario_id", "output_type", "output_type_id", "value"} {}

void HubTable::add(const HubKey& key, const std::vector<double>& members) {
    const auto found = quantiles_of(members, kHubLevels);
    if (members.size() > 1) // one member has no spread
        add_quantiles(key, found);
    add_row(key, "median", "NA", found[kHubLevels.size() / 2]);
}

void HubTable::add(const HubKey& key, const std::function<double(double)>& quantile) {
    std::vector<double> found;
    for (const double level : kHubLevels)
        found.push_back(quantile(level));
    add_quantiles(key, found);
    add_row(key, "median", "NA", found[kHubLevels.size() / 2]);
}

void HubTable::add_quantiles(const HubKey& key, const std::vector<double>& found) {
    for (std::size_t i = 0; i < found.size(); ++i)
        add_row(key, "quantile", fmt::format("{:g}", kHubLevels[i]), found[i]);
}

void HubTable::add_row(const HubKey& key, std::string_view type, std::string_view type_id,
                       double value) {
    csv_.add({key.model, key.origin, key.target, key.horizon, key.location, key.date, key.scenario,
              type, type_id, number_cell(value)});
}

std::string hub_model_id(std::string posterior_name) {
    std::string name = posterior_name.empty() ? "abm" : std::move(posterior_name);
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) // hubs allow no others
            letter = '_';
    return "kozqaras-" + name;
}

std::string hub_year_end(int year) {
    return to_string(Date{std::chrono::year{year} / std::chrono::December / 31});
}

} // namespace kozqaras
