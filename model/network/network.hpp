#pragma once
// Ties between agents: household, kin, neighbours, colleagues and fellow students, online.
// Undirected ties are stored in both directions, in compressed sparse rows of Boost.Graph, targets
// sorted within a row.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include "model/population/population.hpp"

namespace kozqaras {

enum class TieKind : std::uint8_t { household, kin, neighbourhood, work_or_study, online };
inline constexpr std::array<std::string_view, 5> kTieKindCodes{"household", "kin", "neighbourhood",
                                                               "work_or_study", "online"};

/// The tie kind is the edge property.
using TieGraph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, TieKind,
                                       boost::no_property, std::uint32_t, std::uint32_t>;

/// Mean ties per agent and the mixing aimed at, per kind. Every number is a stated assumption.
struct NetworkSettings {
    double kin_degree = 1.5;           ///< mean ties to relatives outside the household
    double neighbourhood_degree = 3.4; ///< mean ties to neighbours
    double work_or_study_degree = 4.0; ///< mean ties of those of working age
    double online_degree = 3.0;        ///< mean ties of users of social networks or messengers
    double neighbourhood_same_language =
        0.8;                              ///< aimed share of neighbour ties within a home language
    double work_age_spread_classes = 1.0; ///< s.d. of the age-class difference of colleagues
    double online_far_share = 0.3;        ///< share of online ties that leave the region
    std::uint64_t seed = 1;
};

/// Degrees are those of the agents concerned: everyone; for work_or_study those of working age,
/// for online the users of social networks or messengers. Targets are the settings; for households,
/// what the households themselves ask for; for "all", the sum over the agents concerned.
struct TieKindReport {
    std::string kind;
    double mean_degree = 0, target_degree = 0;
    double same_region = 0, same_settlement = 0, same_language = 0, same_ethnicity = 0,
           same_age_class = 0; ///< shares of ties
};

struct NetworkReport {
    std::uint64_t ties = 0; ///< undirected
    double mean_degree = 0;
    std::vector<std::uint64_t> degree_histogram; ///< agents by degree 0, 1, 2, ...
    double clustering =
        0; ///< mean local clustering (Watts and Strogatz 1998) over a sample of agents
    std::uint64_t components = 0;
    double largest_component_share = 0;
    std::vector<TieKindReport> kinds; ///< the kinds, then "all"
    std::vector<double>
        language_mixing; ///< square, row: home language of the agent, share of its ties
};

struct Network {
    TieGraph graph;
    /// Neighbours of `agent`, sorted: a view of the graph's column array, so that the rows of
    /// consecutive agents follow each other in memory.
    [[nodiscard]] std::span<const std::uint32_t> neighbours(std::size_t agent) const;
    /// Rows as the graph stores them: the neighbours of `agent` are targets()[row_starts()[agent]]
    /// up to, not including, targets()[row_starts()[agent + 1]].
    [[nodiscard]] std::span<const std::uint32_t> row_starts() const;
    [[nodiscard]] std::span<const std::uint32_t> targets() const;
    /// Kinds of the same ties, in the same order.
    [[nodiscard]] std::span<const TieKind> tie_kinds(std::size_t agent) const;
    /// Kinds of all ties, in the order of targets().
    [[nodiscard]] std::span<const TieKind> all_tie_kinds() const;
};

/// Builds the ties. Time and memory grow linearly with agents. The same bytes for any number of
/// threads.
[[nodiscard]] Network build_network(const Population& population, const NetworkSettings& settings);

/// Degree, clustering, components and mixing of the finished network.
[[nodiscard]] NetworkReport describe_network(const Network& network, const Population& population,
                                             const NetworkSettings& settings);

} // namespace kozqaras
