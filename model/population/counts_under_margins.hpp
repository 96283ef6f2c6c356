#pragma once
// Whole counts brought under several margins at once by moving single people between the cells of a
// table, each time such that they come nearest to what is expected.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// The order in which margins over these axes are best met one after the other: a large one first,
/// then always the one that shares most axes with one before it. If they can be joined to a tree,
/// so that no circle of shared axes is left, this order follows it (Beeri et al. 1983).
[[nodiscard]] std::vector<std::size_t> joining_order(std::span<const int> dims,
                                                     std::span<const std::vector<int>> margins);

/// Counts that are moved; nearness is Pearson's chi-square against the expectation.
class CountsUnderMargins {
  public:
    /// `start` has one count for each cell of `expected`; cells expected to be 0 must have none.
    /// Every sum over a margin is to be the floor or the ceiling of its expectation; expected sums
    /// within 1e-6 of a whole number, or 1e-11 of themselves up to 1e-4, count as whole.
    CountsUnderMargins(const FitTable& expected, std::span<const std::vector<int>> margins,
                       std::vector<std::int64_t> start);

    /// Meets the margins one after the other by moving people along axes that those before do not
    /// hold. Where all sums are whole, margins join to a tree and no cell is expected to be 0, all
    /// are met.
    void repair();

    /// Moves people along one axis, and lets two who are alike but for two axes exchange the class
    /// of one, as long as margins come nearer by it or, with no margin farther, the counts do.
    void improve();

    [[nodiscard]] const std::vector<std::int64_t>& counts() const { return counts_; }

    /// By how many people the sums stand outside of floor and ceiling, over all margins.
    [[nodiscard]] std::int64_t misses() const;

  private:
    struct Margin {
        std::vector<int> axes;
        std::vector<std::uint32_t> cell_of; ///< of each table cell
        std::vector<std::int64_t> low, high, sums;

        [[nodiscard]] std::int64_t miss(std::size_t cell, std::int64_t change) const;
    };

    /// A margin's cells as repair() sees them.
    struct Repair {
        Margin& margin;
        std::vector<std::uint32_t> group;   ///< of each: only within it people may move
        std::vector<std::ptrdiff_t> offset; ///< in the table, along the axes free to move
        std::vector<std::vector<std::uint32_t>> tables; ///< the table cells of each
    };

    /// One person who goes from a cell to another.
    struct Step {
        std::size_t from = 0, to = 0;
        std::int64_t misses = std::numeric_limits<std::int64_t>::max(); ///< added by it
        double cost = 0;                                                ///< added to chi-square
        double size = 0; ///< of the terms that make up the cost

        [[nodiscard]] bool found() const { return from != to; }

        [[nodiscard]] bool operator<(const Step& other) const {
            return std::pair(misses, cost) < std::pair(other.misses, other.cost);
        }
    };

    using Margins = std::span<const Margin* const>;

    [[nodiscard]] double rise(std::size_t cell) const; ///< of chi-square by one more
    [[nodiscard]] double fall(std::size_t cell) const; ///< of chi-square by one less
    [[nodiscard]] bool possible(std::size_t from, std::size_t to) const;
    [[nodiscard]] Step step(std::size_t from, std::size_t to, Margins counted) const;
    void move(std::size_t from, std::size_t to, std::int64_t people);

    [[nodiscard]] Repair prepare(Margin& margin, std::span<const int> held) const;
    [[nodiscard]] Step best_repair(const Repair& repair, std::size_t from, std::size_t to) const;
    bool relieve(const Repair& repair, std::size_t cell, bool give);

    [[nodiscard]] std::optional<std::vector<const Margin*>>
    margins_over(std::span<const std::size_t> axes) const;
    [[nodiscard]] Step best_step(std::size_t from, std::size_t to, std::size_t along,
                                 std::size_t length, Margins counted) const;
    bool exchange_lines(std::size_t one, std::size_t other, std::size_t along, std::size_t length,
                        Margins both);
    bool exchange_along(std::size_t across, std::size_t along);
    bool move_along(std::size_t axis);

    const FitTable& expected_;
    std::vector<std::size_t> strides_;
    std::vector<Margin> margins_; ///< in joining order
    std::vector<std::int64_t> counts_;
};

} // namespace kozqaras
