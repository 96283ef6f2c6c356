#include "scenarios/daily_series.hpp"

namespace kozqaras {

DailySeries daily(const std::vector<double>& weekly) {
    DailySeries days;
    days.reserve(weekly.size() * kDaysInWeek);
    for (const double value : weekly)
        days.insert(days.end(), kDaysInWeek, value);
    return days;
}

std::vector<double> weekly_means(const DailySeries& days, int late) {
    std::vector<double> means(days.size() / kDaysInWeek);
    for (std::size_t week = 0; week < means.size(); ++week) {
        const auto day = [&](int number) {
            const std::size_t place = week * kDaysInWeek + static_cast<std::size_t>(late + number);
            return days[std::min(place, days.size() - 1)];
        };
        double sum = 0.0;
        bool equal = true;
        for (int number = 0; number < kDaysInWeek; ++number) {
            sum += day(number);
            equal = equal && day(number) == day(0);
        }
        means[week] = equal ? day(0) : sum / kDaysInWeek;
    }
    return means;
}

std::vector<double> constant_series(double value) {
    return std::vector<double>(static_cast<std::size_t>(last_week().value) + 1, value);
}

int days_into_week(Date date) {
    return static_cast<int>((date - date_of(week_of(date))).count());
}

} // namespace kozqaras
