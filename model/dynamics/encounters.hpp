#pragma once
// Who meets whom in a week, for models of meetings between two people instead of many ties.

#include <cstdint>
#include <span>
#include <vector>

#include "model/network/network.hpp"

namespace kozqaras {

/// A matching of the ties, new each week: every tie draws a number from a keyed stream, and two
/// adults meet if their tie has the smallest number among the ties of both. Everyone meets at most
/// one other; on the ties of the country about half of the adults meet someone. The same pairs for
/// any number of threads. A parallel form of the meetings one after the other of Deffuant, Neau,
/// Amblard and Weisbuch 2000: no two meetings of a week share a person, so their order is
/// indifferent.
class Encounters {
  public:
    /// Ties of `row_starts` and `targets` as in Network; the arrays must outlive this.
    Encounters(std::span<const std::uint32_t> row_starts, std::span<const std::uint32_t> targets,
               std::uint64_t seed);

    /// Draws the pairs of `week`.
    void draw(std::uint32_t week);

    /// Compressed sparse rows like those of the ties: row i holds who i meets, or nothing.
    [[nodiscard]] std::span<const std::uint32_t> row_starts() const { return met_starts_; }

    [[nodiscard]] std::span<const std::uint32_t> targets() const { return met_; }

  private:
    std::span<const std::uint32_t> row_starts_, targets_;
    std::uint64_t seed_;
    std::vector<std::uint32_t> preferred_, met_starts_, met_;
};

} // namespace kozqaras
