#pragma once
// The ties layer by layer (one layer per kind of tie): degrees, clustering, who is tied to whom;
// and the cores of the whole network. What describe_network() says in single numbers, this says as
// distributions, with the algorithms of Boost.Graph. Costs a few seconds at one agent per adult.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/network/network.hpp"

namespace kozqaras {

/// Characteristics by which mixing is counted: all but the region, which would need 400 cells.
inline constexpr std::array<Factor, 7> kMixingFactors{
    Factor::settlement, Factor::sex,    Factor::age,      Factor::ethnicity,
    Factor::language,   Factor::wealth, Factor::education};

struct Mixing {
    Factor factor{};
    std::size_t classes = 0;
    std::vector<std::uint64_t>
        ends; ///< tie ends, [class of the agent][class of the other]; symmetric

    /// Newman's assortativity coefficient (2003, "Mixing patterns in networks", eq. 2): 1 if ties
    /// stay within classes, 0 if they ignore them; NaN if all ends are of one class.
    [[nodiscard]] double assortativity() const;
    /// Share of ties within a class.
    [[nodiscard]] double within() const;
};

struct LayerDiagnostics {
    std::string kind;                            ///< of the ties, or "all"
    std::uint64_t ends = 0;                      ///< twice the ties
    std::uint64_t same_region = 0;               ///< of these
    std::vector<std::uint64_t> degree_histogram; ///< agents by number of ties of this kind
    /// Mean local clustering (Watts and Strogatz 1998) within the layer, over a sample of those
    /// with two ties or more; NaN if there is none.
    double clustering = 0;
    std::vector<Mixing> mixing; ///< in the order of kMixingFactors
};

struct NetworkDiagnostics {
    std::vector<LayerDiagnostics> layers;      ///< the kinds, then "all"
    std::vector<std::uint64_t> core_histogram; ///< agents by core number (Seidman 1983), from 0
};

/// Counts everything, in parallel. The same numbers for any number of threads.
[[nodiscard]] NetworkDiagnostics diagnose_layers(const Network& network,
                                                 const Population& population);

} // namespace kozqaras
