#include "app/forecast_hub.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/forecast_text.hpp"
#include "model/core/week.hpp"
#include "output/hub_table.hpp"
#include "support/errors.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {
namespace {

int year_of(Date date) {
    return static_cast<int>(std::chrono::year_month_day(date).year());
}

/// The code of the country or a region, or nothing: hubs know places only.
std::string location_of(const ForecastTarget& target, const std::string& country) {
    constexpr std::string_view kRegion = "region:";
    if (target.group == "all")
        return country;
    return target.group.starts_with(kRegion) ? target.group.substr(kRegion.size()) : "";
}

bool is_missing(const std::vector<double>& members) {
    return std::ranges::any_of(members, [](double value) { return std::isnan(value); });
}

class HubOfForecast {
  public:
    HubOfForecast(const ForecastRecord& record, std::string country)
        : record_(record), country_(std::move(country)), origin_(origin_of(record)) {
        key_.model = hub_model_id(record.posterior_name);
        key_.origin = to_string(origin_);
        key_.scenario = "baseline";
    }

    std::string text() {
        for (const ForecastTarget& target : record_.targets) {
            key_.location = location_of(target, country_);
            if (key_.location.empty() || target.kind == "question")
                continue;
            add_year_ends(target);
            if (record_.wave && target.population == "sample")
                add_wave(target);
        }
        return table_.text();
    }

  private:
    static Date origin_of(const ForecastRecord& record) {
        if (record.kind == "hindcast")
            return record.known_until;
        const auto issued = parse_date(record.issued);
        require(issued.has_value(), "a forecast without a date of issue");
        return *issued;
    }

    void set_date(Date date, std::string shown) {
        key_.horizon = std::to_string(year_of(date) - year_of(origin_));
        key_.date = std::move(shown);
    }

    void add_year_ends(const ForecastTarget& target) {
        key_.target = fmt::format("{}_{}", target.id, target.population);
        for (std::size_t i = 0; i < record_.dates.size(); ++i) {
            const Date date = record_.dates[i];
            const bool last =
                i + 1 == record_.dates.size() || year_of(record_.dates[i + 1]) != year_of(date);
            if (!last || date < origin_ || is_missing(target.members[i]))
                continue;
            set_date(date, hub_year_end(year_of(date)));
            table_.add(key_, target.members[i]);
        }
    }

    void add_wave(const ForecastTarget& target) {
        const auto members = record_.members_at(target, nearest_date(record_, record_.wave->date));
        if (!members || is_missing(*members))
            return;
        key_.target = fmt::format("{}_survey", target.id);
        set_date(record_.wave->date, to_string(record_.wave->date));
        const double deviation =
            std::sqrt(target.error_variance(record_.survey_error, target.wave_respondents));
        table_.add(key_,
                   [&](double level) { return mixture_quantile(*members, deviation, level); });
    }

    const ForecastRecord& record_;
    std::string country_; ///< code
    Date origin_;
    HubKey key_;
    HubTable table_;
};

} // namespace

std::string forecast_hub_csv(const ForecastRecord& record, const std::string& country) {
    return HubOfForecast(record, country).text();
}

} // namespace kozqaras
