#include "model/population/keyed_selection.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

std::vector<std::uint8_t> mark_smallest(std::span<const double> keys, std::size_t count) {
    std::vector<std::uint8_t> marked(keys.size(), 0);
    std::vector<double> finite;
    finite.reserve(keys.size());
    std::ranges::copy_if(keys, std::back_inserter(finite),
                         [](double key) { return std::isfinite(key); });
    count = std::min(count, finite.size());
    if (count == 0)
        return marked;
    const auto border = finite.begin() + static_cast<std::ptrdiff_t>(count - 1);
    std::ranges::nth_element(finite, border);
    const double threshold = *border;
    // Keys at the border may be equal: they get what the smaller ones leave.
    std::size_t at_border =
        count - static_cast<std::size_t>(std::count_if(
                    finite.begin(), border, [&](double key) { return key < threshold; }));
    for (std::size_t agent = 0; agent < keys.size(); ++agent) {
        if (keys[agent] < threshold)
            marked[agent] = 1;
        else if (keys[agent] == threshold && at_border > 0) {
            marked[agent] = 1;
            --at_border;
        }
    }
    return marked;
}

} // namespace kozqaras
