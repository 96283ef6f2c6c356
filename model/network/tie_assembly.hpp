#pragma once
// From a list of undirected ties to the stored graph: both directions, sorted rows, no duplicates.

#include <cstdint>
#include <vector>

#include "model/network/network.hpp"

namespace kozqaras {

/// An undirected tie.
struct Tie {
    std::uint32_t from = 0, to = 0;
    TieKind kind{};
};

/// Ties found block by block, so that blocks can be filled in parallel.
using TieBlocks = std::vector<std::vector<Tie>>;

/// Stores each tie in the rows of both its agents. Ties of an agent with itself are dropped; of
/// several ties between the same two agents the closest kind is kept (the order of TieKind). The
/// result does not depend on the order of the ties.
[[nodiscard]] Network assemble_network(std::size_t agents, TieBlocks blocks);

} // namespace kozqaras
