#pragma once
// A chart over time as the text of an inline SVG: no script, no font, no request. Its classes are
// those of page_style.hpp.

#include <string>
#include <string_view>
#include <vector>

#include "output/page_words.hpp"
#include "support/dates.hpp"

namespace kozqaras {

/// Values over time with a 50 % and a 90 % interval; NaN bounds: there is no interval.
struct ChartPoint {
    Date date{};
    double low90 = 0, low50 = 0, median = 0, high50 = 0, high90 = 0;
};

/// What a chart shows of the plane: days, and values in points.
struct ChartFrame {
    int width = 720, height = 300; ///< units of the drawing
    Date first{}, last{};
    double low = 0, high = 1;
};

/// Round steps for an axis from low to high, at most `most` of them (one more at the edges).
[[nodiscard]] std::vector<double> axis_ticks(double low, double high, int most);

class SvgChart {
  public:
    /// `label`: what the chart says, for those who do not see it.
    SvgChart(const ChartFrame& frame, const std::string& label, const PageWords& words);

    /// Lines with numbers, and the years.
    void axes();
    /// 90 % and 50 % bands and the median, in the colours of `kind` ("base", "changed").
    void fan(const std::vector<ChartPoint>& points, std::string_view kind);
    void median(const std::vector<ChartPoint>& points, std::string_view kind);
    /// All days between two values.
    void zone(double low, double high);
    /// A dot with words above or below it.
    void mark(Date date, double value, const std::string& text, bool above);

    /// A survey: a dot, a bar of `reach` both ways (none: hollow), a line over its days.
    struct Wave {
        Date from{}, middle{}, to{};
        double value = 0, reach = 0; ///< NaN: not known
        std::string name;
    };

    void wave(const Wave& wave);
    /// An upright line between what is known and what is not, with words on both sides.
    void divider(Date date, const std::string& before, const std::string& after);

    [[nodiscard]] std::string text() const;

  private:
    [[nodiscard]] double x(Date date) const;
    [[nodiscard]] double y(double value) const;
    void years();
    void band(const std::vector<ChartPoint>& points, double ChartPoint::*low,
              double ChartPoint::*high, const std::string& classes);
    void line(double x1, double y1, double x2, double y2, std::string_view classes);
    void words_at(double x, double y, const std::string& text, std::string_view anchor,
                  std::string_view classes);

    ChartFrame frame_;
    const PageWords& words_;
    std::string text_;
};

} // namespace kozqaras
