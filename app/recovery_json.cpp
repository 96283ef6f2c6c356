#include "app/recovery_json.hpp"

#include <nlohmann/json.hpp>

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

Json pooled_json(const PooledRecovery& pooled) {
    return {{"name", pooled.name},
            {"quantities", pooled.quantities},
            {"z_mean", pooled.z_mean},
            {"z_mean_standard_error", pooled.z_mean_error},
            {"z_sd", pooled.z_deviation},
            {"inside_50", pooled.coverage[0]},
            {"inside_80", pooled.coverage[1]},
            {"inside_90", pooled.coverage[2]},
            {"ranks_outside_bands", pooled.outside}};
}

Json list_json(const std::vector<PooledRecovery>& list) {
    Json json = Json::array();
    for (const PooledRecovery& pooled : list)
        json.push_back(pooled_json(pooled));
    return json;
}

} // namespace

std::string recovery_json(const RecoveryResult& result, const RecoverySummary& summary) {
    Json checks = Json::array();
    for (const RecoveryCheck& check : summary.checks)
        checks.push_back({{"asked", check.asked}, {"value", check.value}, {"met", check.met}});
    const Json json{{"title", result.title},
                    {"data_sets", result.data_sets.size()},
                    {"prior_width", result.settings.prior_width},
                    {"noise_countries", result.settings.noise_countries},
                    {"vary_others", result.settings.vary_others},
                    {"same_country", result.settings.same_country},
                    {"forecast", to_string(result.settings.forecast)},
                    {"scale", result.scale},
                    {"seed", result.seed},
                    {"draws", result.draws},
                    {"targets", result.targets},
                    {"fitted_parameters", result.parameters},
                    {"informed", pooled_json(summary.informed)},
                    {"informed_by_family", list_json(summary.families)},
                    {"other_parameters", pooled_json(summary.others)},
                    {"outcomes", pooled_json(summary.outcomes)},
                    {"outcome", list_json(summary.single)},
                    {"checks", checks}};
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

} // namespace kozqaras
