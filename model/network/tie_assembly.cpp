#include "model/network/tie_assembly.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <type_traits>

#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

using ColumnIterator = boost::graph_traits<TieGraph>::adjacency_iterator;
static_assert(std::is_same_v<ColumnIterator, std::vector<std::uint32_t>::const_iterator>,
              "neighbours() needs the column array of the graph to be contiguous");

// A row entry is target * 8 + kind: sorting puts the closest kind of a target first.
constexpr std::uint32_t kKindBits = 3;
constexpr std::uint32_t kKindMask = (1U << kKindBits) - 1;
static_assert(kTieKindCodes.size() <= kKindMask + 1);
constexpr std::size_t kMostAgents = std::size_t{1} << (32 - kKindBits);
constexpr std::size_t kRowBlock = 4096;

struct Rows {
    std::vector<std::uint32_t> offsets; ///< one more than agents
    std::vector<std::uint32_t> entries;
};

template <class Visit> void for_each_direction(const TieBlocks& blocks, const Visit& visit) {
    for_blocks(blocks.size(), 1, [&](std::size_t index, std::size_t) {
        for (const Tie& tie : blocks[index]) {
            if (tie.from == tie.to)
                continue;
            visit(tie.from, tie.to, tie.kind);
            visit(tie.to, tie.from, tie.kind);
        }
    });
}

/// Rows with all entries, in an order that depends on the threads until they are sorted.
Rows scatter(std::size_t agents, const TieBlocks& blocks) {
    std::vector<std::uint32_t> next(agents, 0);
    const auto step = [&](std::uint32_t agent) {
        return std::atomic_ref(next[agent]).fetch_add(1, std::memory_order_relaxed);
    };
    for_each_direction(blocks, [&](std::uint32_t from, std::uint32_t, TieKind) { step(from); });
    Rows rows;
    rows.offsets.assign(agents + 1, 0);
    std::uint64_t total = 0;
    for (std::size_t agent = 0; agent < agents; ++agent) {
        total += next[agent];
        next[agent] = rows.offsets[agent];
        require(total <= UINT32_MAX, "more ties than 32 bits can count");
        rows.offsets[agent + 1] = static_cast<std::uint32_t>(total);
    }
    rows.entries.resize(total);
    for_each_direction(blocks, [&](std::uint32_t from, std::uint32_t to, TieKind kind) {
        rows.entries[step(from)] = (to << kKindBits) | static_cast<std::uint32_t>(kind);
    });
    return rows;
}

/// Sorts each row and drops the further kinds of a target; `kept` gets the number left in each row.
void sort_rows(Rows& rows, std::vector<std::uint32_t>& kept) {
    for_blocks(kept.size(), kRowBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent) {
            const auto first = rows.entries.begin() + rows.offsets[agent];
            const auto last = rows.entries.begin() + rows.offsets[agent + 1];
            std::sort(first, last);
            kept[agent] =
                static_cast<std::uint32_t>(std::unique(first, last,
                                                       [](std::uint32_t a, std::uint32_t b) {
                                                           return a >> kKindBits == b >> kKindBits;
                                                       }) -
                                           first);
        }
    });
}

/// The rows as a graph. Its arrays are filled directly: the constructors of Boost.Graph take one
/// tie after the other.
TieGraph make_graph(const Rows& rows, const std::vector<std::uint32_t>& kept) {
    const std::size_t agents = kept.size();
    TieGraph graph(static_cast<std::uint32_t>(agents));
    auto& starts = graph.m_forward.m_rowstart;
    starts.assign(agents + 1, 0);
    std::partial_sum(kept.begin(), kept.end(), starts.begin() + 1);
    auto& targets = graph.m_forward.m_column;
    auto& kinds = graph.m_forward.m_edge_properties;
    targets.resize(starts[agents]);
    kinds.resize(starts[agents]);
    for_blocks(agents, kRowBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            for (std::uint32_t tie = 0; tie < kept[agent]; ++tie) {
                const std::uint32_t entry = rows.entries[rows.offsets[agent] + tie];
                targets[starts[agent] + tie] = entry >> kKindBits;
                kinds[starts[agent] + tie] = static_cast<TieKind>(entry & kKindMask);
            }
    });
    return graph;
}

} // namespace

Network assemble_network(std::size_t agents, TieBlocks blocks) {
    require(agents < kMostAgents, "more agents than the network can number");
    Rows rows = scatter(agents, blocks);
    blocks = {}; // at full scale about a gigabyte, not needed any more
    std::vector<std::uint32_t> kept(agents);
    sort_rows(rows, kept);
    return {make_graph(rows, kept)};
}

std::span<const std::uint32_t> Network::neighbours(std::size_t agent) const {
    const auto [first, last] = boost::adjacent_vertices(static_cast<std::uint32_t>(agent), graph);
    return {first, last};
}

std::span<const std::uint32_t> Network::row_starts() const {
    return graph.m_forward.m_rowstart;
}

std::span<const std::uint32_t> Network::targets() const {
    return graph.m_forward.m_column;
}

std::span<const TieKind> Network::all_tie_kinds() const {
    const auto [first, last] = boost::edges(graph);
    if (first == last)
        return {};
    return {&graph[*first], boost::num_edges(graph)};
}

std::span<const TieKind> Network::tie_kinds(std::size_t agent) const {
    const auto [first, last] = boost::out_edges(static_cast<std::uint32_t>(agent), graph);
    if (first == last)
        return {};
    return {&graph[*first], boost::out_degree(static_cast<std::uint32_t>(agent), graph)};
}

} // namespace kozqaras
