#include "forecast/panel_series.hpp"

#include <map>
#include <set>

#include "support/statistics.hpp"

namespace kozqaras {

namespace {

constexpr double kPoints = 100.0, kMiddleOfYear = 0.5;

Reading net_reading(const PanelPoll& poll) {
    const double net = poll.favourable - poll.unfavourable;
    const double variance = poll.favourable + poll.unfavourable - net * net;
    return {poll.year + kMiddleOfYear, kPoints * net,
            kPoints * kPoints * poll.design_effect * variance / poll.respondents};
}

Reading latent_reading(const PanelPoll& poll) {
    const double with_view = poll.respondents * (poll.favourable + poll.unfavourable);
    const double share = (poll.respondents * poll.favourable + 0.5) / (with_view + 1.0);
    const double latent = normal_quantile(share), slope = normal_density(latent);
    return {poll.year + kMiddleOfYear, latent,
            poll.design_effect * share * (1.0 - share) / (with_view * slope * slope)};
}

/// Polls come by pollster, country and year, so that each series comes in order.
void add_to(Panel& panel, const PanelPoll& poll, PanelUnit unit) {
    if (panel.countries.empty() || panel.countries.back().country != poll.country)
        panel.countries.push_back({poll.country, {}});
    panel.countries.back().readings.push_back(reading_of(poll, unit));
    panel.transfer = panel.transfer && poll.transfer;
}

} // namespace

Reading reading_of(const PanelPoll& poll, PanelUnit unit) {
    return unit == PanelUnit::net ? net_reading(poll) : latent_reading(poll);
}

std::vector<Panel> panels_of(std::span<const PanelPoll> polls, PanelUnit unit) {
    std::map<std::string, std::set<std::string>> parts;
    for (const PanelPoll& poll : polls)
        parts[poll.pollster].insert(poll.panel);
    std::map<std::string, Panel> panels;
    for (const PanelPoll& poll : polls) {
        const bool divided = parts[poll.pollster].size() > 1;
        const auto& whole_name = poll.pollster;
        add_to(panels.try_emplace(whole_name, whole_name, true, !divided, true).first->second, poll,
               unit);
        if (divided)
            add_to(panels.try_emplace(poll.panel, poll.panel, false, true, true).first->second,
                   poll, unit);
    }
    std::vector<Panel> result;
    for (auto& [name, panel] : panels)
        result.push_back(std::move(panel));
    return result;
}

} // namespace kozqaras
