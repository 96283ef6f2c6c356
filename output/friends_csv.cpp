// friends.csv: the friendly countries that the sample names, member by member summed up.

#include <algorithm>

#include "model/engine/ensemble.hpp"
#include "model/engine/partner_shifts.hpp"
#include "model/survey/partner_choice.hpp"
#include "output/csv_files.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

/// A number of the table in each member.
struct FriendNumber {
    std::string statistic, base, also;
    std::vector<double> members;
};

void add_numbers(const PartnerTables& tables, const Mentions& mentions, std::size_t member,
                 std::vector<FriendNumber>& numbers) {
    std::size_t place = 0;
    const auto put = [&](std::string_view statistic, const std::string& base,
                         const std::string& also, double value) {
        if (member == 0)
            numbers.push_back({std::string(statistic), base, also, {}});
        numbers[place++].members.push_back(value);
    };
    const auto& partners = tables.partners;
    for (std::size_t p = 0; p < partners.size(); ++p)
        put("named", partners[p].id, "", mentions.named[p]);
    for (std::size_t p = 1; p < partners.size(); ++p)
        put("relative", partners[p].id, partners[0].id, mentions.named[p] / mentions.named[0]);
    for (std::size_t base = 0; base < partners.size(); ++base)
        for (std::size_t also = 0; also < partners.size(); ++also)
            if (also != base)
                put("also_named", partners[base].id, partners[also].id, mentions.of(base, also));
    for (std::size_t count = 0; count < mentions.how_many.size(); ++count)
        put("how_many", std::to_string(count), "", mentions.how_many[count]);
}

std::vector<FriendNumber> friend_numbers_in(const PartnerTables& tables, const RunResult& result,
                                            std::size_t scenario, std::size_t time) {
    const auto shares = view_of(result, &RunResult::partner_share);
    std::vector<FriendNumber> numbers;
    for (std::size_t member = 0; member < result.members; ++member)
        add_numbers(tables,
                    mentions_of(shares.behind(scenario, member, time), tables.partners.size()),
                    member, numbers);
    return numbers;
}

/// The table of the medians, by which links are read.
Mentions median_mentions(const PartnerTables& tables, const std::vector<FriendNumber>& numbers) {
    const std::size_t partners = tables.partners.size();
    Mentions mentions;
    mentions.also.assign(partners * partners, 1.0);
    std::size_t cell = 0;
    for (const FriendNumber& number : numbers) {
        const auto spread = spread_of(number.members);
        const double median = spread ? spread->median : 0.0;
        if (number.statistic == "named")
            mentions.named.push_back(median);
        if (number.statistic != "also_named")
            continue;
        const std::size_t base = cell / (partners - 1), place = cell % (partners - 1);
        mentions.also[base * partners + place + (place >= base ? 1 : 0)] = median;
        ++cell;
    }
    return mentions;
}

CsvText friends_heading() {
    return {"scenario",       "date",      "statistic",      "base",         "also",
            "model_median",   "model_q05", "model_q95",      "difference",   "difference_q05",
            "difference_q95", "printed",   "printed_status", "printed_error"};
}

class FriendsCsv {
  public:
    FriendsCsv(const PartnerTables& tables, const RunResult& result)
        : tables_(tables),
          result_(result),
          survey_(nearest_reported_week(result, week_of(tables.middle()))) {}

    void add(std::size_t scenario, std::size_t time) {
        const auto numbers = friend_numbers_in(tables_, result_, scenario, time);
        const auto baseline =
            scenario == 0 ? numbers : friend_numbers_in(tables_, result_, 0, time);
        const Mentions medians = median_mentions(tables_, numbers);
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            auto difference = numbers[k].members;
            std::ranges::transform(difference, baseline[k].members, difference.begin(),
                                   std::minus{});
            add_row(scenario, time, numbers[k], medians,
                    scenario == 0 ? std::nullopt : spread_of(difference));
        }
        for (const PrintedLinks& links : links_of(medians)) {
            add_links(scenario, time, links, "links_one_way", &PrintedLinks::one_way);
            add_links(scenario, time, links, "links_two_way", &PrintedLinks::two_way);
        }
    }

    [[nodiscard]] const std::string& text() const { return csv_.text(); }

  private:
    [[nodiscard]] bool of_survey(std::size_t time) const {
        return time == survey_ && week_of(tables_.middle()) <= result_.weeks.back();
    }

    [[nodiscard]] std::string date_at(std::size_t time) const {
        return to_string(date_of(result_.weeks[time]));
    }

    /// The printed cell of a number; null if there is none.
    [[nodiscard]] const PrintedMention* printed_of(const FriendNumber& number) const {
        for (const PrintedMention& cell : tables_.mentions)
            if (number.statistic == "also_named" && tables_.partners[cell.base].id == number.base &&
                tables_.partners[cell.also].id == number.also)
                return &cell;
        return nullptr;
    }

    void add_row(std::size_t scenario, std::size_t time, const FriendNumber& number,
                 const Mentions& medians, const std::optional<Spread>& difference) {
        const auto model = spread_of(number.members);
        const auto* printed = of_survey(time) ? printed_of(number) : nullptr;
        std::string error;
        if (printed != nullptr && model)
            error =
                number_cell(mention_error(tables_, model->median, medians.named[printed->base]));
        const auto cells = [](const std::optional<Spread>& spread) {
            return spread ? std::array{number_cell(spread->median), number_cell(spread->low90),
                                       number_cell(spread->high90)}
                          : std::array<std::string, 3>{};
        };
        const auto of_model = cells(model), of_difference = cells(difference);
        csv_.add({result_.scenario_ids[scenario], date_at(time), number.statistic, number.base,
                  number.also, of_model[0], of_model[1], of_model[2], of_difference[0],
                  of_difference[1], of_difference[2],
                  printed != nullptr ? number_cell(printed->share) : "",
                  printed != nullptr ? std::string(status_code(printed->status)) : "", error});
    }

    void add_links(std::size_t scenario, std::size_t time, const PrintedLinks& links,
                   std::string_view statistic, int PrintedLinks::*count) {
        std::string printed;
        for (const PrintedLinks& one : tables_.links)
            if (of_survey(time) && one.partner == links.partner)
                printed = std::to_string(one.*count);
        csv_.add({result_.scenario_ids[scenario], date_at(time), statistic,
                  tables_.partners[links.partner].id, "", std::to_string(links.*count), "", "", "",
                  "", "", printed, printed.empty() ? "" : "seen", ""});
    }

    const PartnerTables& tables_;
    const RunResult& result_;
    std::size_t survey_;
    CsvText csv_ = friends_heading();
};

} // namespace

std::string friends_csv(const RunPlan& plan, const RunResult& result) {
    if (!plan.partners)
        return friends_heading().text();
    FriendsCsv csv(*plan.partners, result);
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        for (const std::size_t time : partner_times(*plan.partners, result))
            csv.add(scenario, time);
    return csv.text();
}

} // namespace kozqaras
