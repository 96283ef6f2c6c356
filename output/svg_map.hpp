#pragma once
// Maps of regions as inline SVG: outlines once for a page, then coloured as often as wanted, in
// steps no finer than what is known.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "output/page_words.hpp"

namespace kozqaras {

/// Rings of longitude and latitude, degrees, by the code of the region.
using RegionOutlines = std::map<std::string, std::vector<std::vector<std::pair<double, double>>>>;

/// A region's value in points, and its 90 % interval (NaN: none).
struct RegionValue {
    std::string code, name;
    double value = 0, low90 = 0, high90 = 0;
};

/// Seven steps of colour: as wide as half of a usual 90 % interval, or wider so that they hold all
/// values; around 0 if it lies among the values or `around_zero`.
struct ColourSteps {
    double step = 1, middle = 0;

    ColourSteps(const std::vector<RegionValue>& values, bool around_zero);
    /// 0 to 6.
    [[nodiscard]] int place(double value) const;
};

class RegionMaps {
  public:
    /// `unheard`: regions of which no figure was ever published; hatched.
    RegionMaps(RegionOutlines outlines, std::set<std::string> unheard);

    [[nodiscard]] bool empty() const { return outlines_.empty(); }

    /// The outlines, to stand once on the page before any map.
    [[nodiscard]] std::string shapes() const;
    /// One map with its scale. Regions without outline are left out.
    [[nodiscard]] std::string map(const std::vector<RegionValue>& values, bool around_zero,
                                  const std::string& label, const PageWords& words) const;

  private:
    [[nodiscard]] std::string path_of(const std::string& code) const;

    RegionOutlines outlines_;
    std::set<std::string> unheard_;
    double west_ = 0, north_ = 0, across_ = 1, down_ = 1; ///< to units of the drawing
    int height_ = 0;
};

} // namespace kozqaras
