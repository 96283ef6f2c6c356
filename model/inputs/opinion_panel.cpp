#include "model/inputs/opinion_panel.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kLeastRespondents = 50, kMostRespondents = 1e6, kMostDesignEffect = 20;
constexpr double kRounding = 0.011; ///< of two shares printed in whole points

TableRules panel_rules() {
    return with_origin_and_year()
        .text("pollster")
        .text("panel")
        .text("country")
        .text("iso3")
        .percent("favourable")
        .percent("unfavourable")
        .number("respondents", kLeastRespondents, kMostRespondents, "persons")
        .number("design_effect", 1.0, kMostDesignEffect)
        .code("transfer", kYesNo, "answer in 'transfer'")
        .key({"pollster", "country", "year"});
}

PanelPoll poll_of(const CsvTable& table, std::size_t row) {
    PanelPoll poll;
    poll.pollster = table.text(row, "pollster");
    poll.panel = table.text(row, "panel");
    poll.country = table.text(row, "country");
    poll.iso3 = table.text(row, "iso3");
    poll.year = static_cast<int>(table.number(row, "year"));
    poll.favourable = table.percent_as_share(row, "favourable");
    poll.unfavourable = table.percent_as_share(row, "unfavourable");
    poll.respondents = table.number(row, "respondents");
    poll.design_effect = table.number(row, "design_effect");
    poll.transfer = yes_or_no(table, row, "transfer");
    poll.status = status_of(table, row);
    poll.source = table.text(row, "source");
    const double together = poll.favourable + poll.unfavourable;
    if (together > 1.0 + kRounding)
        throw InputError(table.position(row, "unfavourable"),
                         fmt::format("favourable and unfavourable together are {:.1f} %; at most "
                                     "100 are allowed",
                                     100 * together));
    if (together <= 0.0)
        throw InputError(table.position(row, "favourable"),
                         "nobody is favourable and nobody unfavourable");
    return poll;
}

/// A country stands in one panel of a pollster, and a panel is one pollster's and of one mind.
void check_panels(const CsvTable& table, const std::vector<PanelPoll>& polls) {
    std::map<std::pair<std::string, std::string>, std::string> panel_of_country;
    std::map<std::string, std::pair<std::string, bool>> panels;
    Faults faults;
    for (std::size_t row = 0; row < polls.size(); ++row) {
        const PanelPoll& poll = polls[row];
        const auto& panel =
            panel_of_country.try_emplace({poll.pollster, poll.country}, poll.panel).first->second;
        if (panel != poll.panel)
            faults.add(table.position(row, "panel"),
                       fmt::format("{} stands in '{}' of {} above; one panel is allowed",
                                   poll.country, panel, poll.pollster));
        const auto& first =
            panels.try_emplace(poll.panel, poll.pollster, poll.transfer).first->second;
        if (first != std::pair{poll.pollster, poll.transfer})
            faults.add(table.position(row, "panel"),
                       fmt::format("'{}' has another pollster or another 'transfer' above; one of "
                                   "each is allowed",
                                   poll.panel));
    }
    faults.throw_if_any();
}

} // namespace

std::vector<PanelPoll> read_opinion_panel(const std::filesystem::path& data) {
    const auto table =
        DataFolder(data).below("panel").table("china_opinion_panel.csv", panel_rules());
    auto polls = rows_of(table, poll_of);
    check_panels(table, polls);
    std::ranges::sort(polls, {}, [](const PanelPoll& poll) {
        return std::tie(poll.pollster, poll.country, poll.year);
    });
    return polls;
}

} // namespace kozqaras
