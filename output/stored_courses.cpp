#include "output/stored_courses.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kComposite = "composite"; // index_values of every country end with it
constexpr std::array<double, 5> kShownQuantiles{0.05, 0.25, 0.5, 0.75, 0.95};
constexpr std::array<double ChartPoint::*, 5> kShownFields{&ChartPoint::low90, &ChartPoint::low50,
                                                           &ChartPoint::median, &ChartPoint::high50,
                                                           &ChartPoint::high90};

/// Which of the shown quantiles a row holds; nothing for others.
std::optional<std::size_t> quantile_in(const CsvTable& table, std::size_t row) {
    constexpr double kNear = 1e-9;
    const double level = table.number(row, "quantile", 0, 1, "quantile");
    for (std::size_t k = 0; k < kShownQuantiles.size(); ++k)
        if (std::abs(level - kShownQuantiles[k]) < kNear)
            return k;
    return std::nullopt;
}

class CourseReader {
  public:
    explicit CourseReader(const CsvTable& table)
        : table_(table), statistic_(table.has_column("statistic")) {}

    [[nodiscard]] bool holds_quantile(std::size_t row) const {
        return table_.text(row, "indicator") == kComposite &&
               (!statistic_ || table_.text(row, "statistic") == "quantile");
    }

    void take(std::size_t row, GroupCourses& courses) const {
        const auto place = quantile_in(table_, row);
        if (!place)
            return;
        auto& course = courses[{table_.text(row, "factor"), table_.text(row, "group")}];
        const Date date = table_.date(row, "date");
        if (course.empty() || course.back().date != date) {
            if (!course.empty() && date < course.back().date)
                throw InputError(table_.position(row, "date"), "the dates of a group must rise");
            const double unknown = std::nan("");
            course.push_back({date, unknown, unknown, unknown, unknown, unknown});
        }
        constexpr double kNetPoints = 100, kMost = 2; // a difference of two nets
        if (!table_.empty(row, "value"))
            course.back().*kShownFields[*place] =
                kNetPoints * table_.number(row, "value", -kMost, kMost, "share");
    }

  private:
    const CsvTable& table_;
    bool statistic_;
};

} // namespace

std::map<std::string, GroupCourses> read_courses(const CsvTable& table) {
    const CourseReader reader(table);
    std::map<std::string, GroupCourses> courses;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (reader.holds_quantile(row))
            reader.take(row, courses[table.text(row, "scenario")]);
    for (const auto& [scenario, groups] : courses)
        for (const auto& [group, course] : groups)
            for (const ChartPoint& point : course)
                if (group.second == "all" && std::isnan(point.median))
                    throw InputError(table.end_position(),
                                     fmt::format("there is no median of all adults on {} in '{}'",
                                                 to_string(point.date), scenario));
    return courses;
}

std::vector<GroupKey> groups_in(const CsvTable& table) {
    std::vector<GroupKey> groups;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const GroupKey group{table.text(row, "factor"), table.text(row, "group")};
        if ((groups.empty() || group != groups.back()) &&
            std::ranges::find(groups, group) == groups.end())
            groups.push_back(group);
    }
    return groups;
}

} // namespace kozqaras
