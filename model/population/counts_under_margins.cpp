#include "model/population/counts_under_margins.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "model/population/margin_checks.hpp"
#include "model/population/rounding_network.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

bool contains(std::span<const int> axes, int axis) {
    return std::ranges::find(axes, axis) != axes.end();
}

std::size_t shared(std::span<const int> left, std::span<const int> right) {
    return static_cast<std::size_t>(
        std::ranges::count_if(left, [&](int axis) { return contains(right, axis); }));
}

/// Fewer misses, or as many and nearer by more than the rounding of terms of this size.
bool improves(std::int64_t misses, double cost, double size) {
    constexpr double kRounding = 1e-12;
    return misses < 0 || (misses == 0 && cost < -kRounding * size);
}

} // namespace

std::vector<std::size_t> joining_order(std::span<const int> dims,
                                       std::span<const std::vector<int>> margins) {
    std::vector<std::size_t> order, left(margins.size()), most_shared(margins.size(), 0);
    std::iota(left.begin(), left.end(), std::size_t{0});
    const auto cells = [&](std::size_t margin) {
        return cell_count(dims_along(dims, margins[margin]));
    };
    while (!left.empty()) {
        const auto next = std::ranges::max_element(left, {}, [&](std::size_t margin) {
            return std::pair(most_shared[margin], cells(margin));
        });
        const std::size_t chosen = *next;
        order.push_back(chosen);
        left.erase(next);
        for (const std::size_t margin : left)
            most_shared[margin] =
                std::max(most_shared[margin], shared(margins[margin], margins[chosen]));
    }
    return order;
}

std::int64_t CountsUnderMargins::Margin::miss(std::size_t cell, std::int64_t change) const {
    const std::int64_t sum = sums[cell] + change;
    return std::max({low[cell] - sum, sum - high[cell], std::int64_t{0}});
}

CountsUnderMargins::CountsUnderMargins(const FitTable& expected,
                                       std::span<const std::vector<int>> margins,
                                       std::vector<std::int64_t> start)
    : expected_(expected), strides_(expected.dims.size(), 1), counts_(std::move(start)) {
    require(counts_.size() == expected.values.size(), "as many counts as cells are needed");
    for (std::size_t axis = strides_.size(); axis-- > 1;)
        strides_[axis - 1] = strides_[axis] * static_cast<std::size_t>(expected.dims[axis]);
    for (const std::size_t place : joining_order(expected.dims, margins)) {
        Margin& margin = margins_.emplace_back();
        margin.axes = margins[place];
        margin.cell_of = margin_cells(expected.dims, margin.axes);
        for (const WholeRange& range : whole_ranges(expected, margin.axes)) {
            margin.low.push_back(range.low);
            margin.high.push_back(range.high);
        }
        margin.sums.assign(margin.low.size(), 0);
        for (std::size_t cell = 0; cell < counts_.size(); ++cell)
            margin.sums[margin.cell_of[cell]] += counts_[cell];
    }
}

std::int64_t CountsUnderMargins::misses() const {
    std::int64_t sum = 0;
    for (const Margin& margin : margins_)
        for (std::size_t cell = 0; cell < margin.sums.size(); ++cell)
            sum += margin.miss(cell, 0);
    return sum;
}

double CountsUnderMargins::rise(std::size_t cell) const {
    const double expected = expected_.values[cell];
    return (2 * (static_cast<double>(counts_[cell]) - expected) + 1) / expected;
}

double CountsUnderMargins::fall(std::size_t cell) const {
    const double expected = expected_.values[cell];
    return (2 * (expected - static_cast<double>(counts_[cell])) + 1) / expected;
}

void CountsUnderMargins::move(std::size_t from, std::size_t to, std::int64_t people) {
    counts_[from] -= people;
    counts_[to] += people;
    for (Margin& margin : margins_) {
        margin.sums[margin.cell_of[from]] -= people;
        margin.sums[margin.cell_of[to]] += people;
    }
}

CountsUnderMargins::Repair CountsUnderMargins::prepare(Margin& margin,
                                                       std::span<const int> held) const {
    Repair repair{.margin = margin, .group = {}, .offset = {}, .tables = {}};
    const auto dims = dims_along(expected_.dims, margin.axes);
    std::vector<int> held_places;
    for (std::size_t place = 0; place < margin.axes.size(); ++place)
        if (contains(held, margin.axes[place]))
            held_places.push_back(static_cast<int>(place));
    repair.group = margin_cells(dims, held_places);
    repair.tables.resize(margin.sums.size());
    for (std::size_t cell = 0; cell < margin.cell_of.size(); ++cell)
        repair.tables[margin.cell_of[cell]].push_back(static_cast<std::uint32_t>(cell));
    for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
        std::size_t rest = cell, offset = 0;
        for (std::size_t place = dims.size(); place-- > 0;) {
            const auto size = static_cast<std::size_t>(dims[place]);
            if (!contains(held, margin.axes[place]))
                offset += rest % size * strides_[static_cast<std::size_t>(margin.axes[place])];
            rest /= size;
        }
        repair.offset.push_back(static_cast<std::ptrdiff_t>(offset));
    }
    return repair;
}

/// From one cell of a margin to another of its group.
CountsUnderMargins::Step CountsUnderMargins::best_repair(const Repair& repair, std::size_t from,
                                                         std::size_t to) const {
    Step best;
    for (const std::uint32_t cell : repair.tables[from]) {
        const auto there = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) +
                                                    repair.offset[to] - repair.offset[from]);
        if (possible(cell, there))
            if (const Step tried = step(cell, there, {}); tried < best)
                best = tried;
    }
    return best;
}

/// Moves one person out of a cell of the margin that has too many, or into one that has too few;
/// to or from a cell that misses as well, if there is one. False if nobody can move.
bool CountsUnderMargins::relieve(const Repair& repair, std::size_t cell, bool give) {
    const Margin& margin = repair.margin;
    Step best;
    for (std::size_t other = 0; other < margin.sums.size(); ++other) {
        const std::int64_t added = margin.miss(other, give ? 1 : -1) - margin.miss(other, 0);
        if (other == cell || repair.group[other] != repair.group[cell] || added > 0 ||
            (best.found() && added > best.misses))
            continue;
        Step tried = give ? best_repair(repair, cell, other) : best_repair(repair, other, cell);
        tried.misses = added;
        if (tried.found() && tried < best)
            best = tried;
    }
    if (best.found())
        move(best.from, best.to, 1);
    return best.found();
}

void CountsUnderMargins::repair() {
    std::vector<int> held;
    for (Margin& margin : margins_) {
        const Repair repair = prepare(margin, held);
        for (const bool give : {true, false})
            for (std::size_t cell = 0; cell < margin.sums.size(); ++cell)
                while (give ? margin.sums[cell] > margin.high[cell]
                            : margin.sums[cell] < margin.low[cell])
                    if (!relieve(repair, cell, give))
                        break;
        held.insert(held.end(), margin.axes.begin(), margin.axes.end());
    }
}

/// One person from a cell to another; only margins in `counted` are looked at.
CountsUnderMargins::Step CountsUnderMargins::step(std::size_t from, std::size_t to,
                                                  Margins counted) const {
    const double left_behind = fall(from), added = rise(to);
    Step step{.from = from,
              .to = to,
              .misses = 0,
              .cost = left_behind + added,
              .size = std::abs(left_behind) + std::abs(added)};
    for (const Margin* margin : counted) {
        const std::size_t left = margin->cell_of[from], entered = margin->cell_of[to];
        step.misses += margin->miss(left, -1) - margin->miss(left, 0) + margin->miss(entered, 1) -
                       margin->miss(entered, 0);
    }
    return step;
}

bool CountsUnderMargins::possible(std::size_t from, std::size_t to) const {
    return counts_[from] > 0 && expected_.values[to] > 0;
}

/// The best step from one line of cells to another beside it. Both have `length` cells, `along`
/// apart; their first ones are given.
CountsUnderMargins::Step CountsUnderMargins::best_step(std::size_t from, std::size_t to,
                                                       std::size_t along, std::size_t length,
                                                       Margins counted) const {
    Step best;
    for (std::size_t place = 0; place < length; ++place, from += along, to += along)
        if (possible(from, to))
            if (const Step tried = step(from, to, counted); tried < best)
                best = tried;
    return best;
}

/// Exchanges between two lines of cells. A step there and one back leave both lines' sums; the best
/// exchange is the best of each, since what they add does not hang together.
bool CountsUnderMargins::exchange_lines(std::size_t one, std::size_t other, std::size_t along,
                                        std::size_t length, Margins both) {
    for (bool changed = false;; changed = true) {
        const Step there = best_step(one, other, along, length, both);
        const Step back = best_step(other, one, along, length, both);
        if (!there.found() || !back.found() ||
            !improves(there.misses + back.misses, there.cost + back.cost, there.size + back.size))
            return changed;
        std::int64_t people = 1;
        if (both.empty()) { // as many as bring the counts nearest
            double curvature = 0;
            for (const std::size_t cell : {there.from, there.to, back.from, back.to})
                curvature += 1 / expected_.values[cell];
            const double cost = there.cost + back.cost;
            people = std::clamp<std::int64_t>(std::llround((curvature - cost) / (2 * curvature)), 1,
                                              std::min(counts_[there.from], counts_[back.from]));
        }
        move(there.from, there.to, people);
        move(back.from, back.to, people);
    }
}

/// The margins over all of `axes`; nothing if one of them is met exactly, so that any change of it
/// is for the worse.
std::optional<std::vector<const CountsUnderMargins::Margin*>>
CountsUnderMargins::margins_over(std::span<const std::size_t> axes) const {
    std::vector<const Margin*> found;
    for (const Margin& margin : margins_) {
        if (!std::ranges::all_of(axes, [&](std::size_t axis) {
                return contains(margin.axes, static_cast<int>(axis));
            }))
            continue;
        if (margin.low == margin.high && margin.sums == margin.low)
            return std::nullopt;
        found.push_back(&margin);
    }
    return found;
}

bool CountsUnderMargins::exchange_along(std::size_t across, std::size_t along) {
    const auto both = margins_over(std::array{across, along});
    if (!both)
        return false;
    const auto lines = static_cast<std::size_t>(expected_.dims[across]);
    const auto length = static_cast<std::size_t>(expected_.dims[along]);
    bool changed = false;
    for (std::size_t cell = 0; cell < counts_.size(); ++cell) {
        if (cell / strides_[along] % length != 0)
            continue;
        for (std::size_t later = 1; cell / strides_[across] % lines + later < lines; ++later)
            changed = exchange_lines(cell, cell + later * strides_[across], strides_[along], length,
                                     *both) ||
                      changed;
    }
    return changed;
}

bool CountsUnderMargins::move_along(std::size_t axis) {
    const auto over = margins_over(std::array{axis});
    if (!over)
        return false;
    const auto length = static_cast<std::size_t>(expected_.dims[axis]);
    bool changed = false;
    for (std::size_t cell = 0; cell < counts_.size(); ++cell) {
        const std::size_t line = cell - cell / strides_[axis] % length * strides_[axis];
        for (std::size_t place = 0; place < length; ++place) {
            const std::size_t there = line + place * strides_[axis];
            if (there == cell || !possible(cell, there))
                continue;
            const Step tried = step(cell, there, *over);
            if (!improves(tried.misses, tried.cost, tried.size))
                continue;
            move(cell, there, 1);
            changed = true;
        }
    }
    return changed;
}

void CountsUnderMargins::improve() {
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t axis = 0; axis < strides_.size(); ++axis) {
            changed = move_along(axis) || changed;
            for (std::size_t other = axis + 1; other < strides_.size(); ++other) {
                const bool fewer = expected_.dims[axis] <= expected_.dims[other];
                changed = exchange_along(fewer ? axis : other, fewer ? other : axis) || changed;
            }
        }
    }
}

} // namespace kozqaras
