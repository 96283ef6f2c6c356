#include "model/network/layer_diagnostics.hpp"

#include <cmath>
#include <filesystem>
#include <numeric>

#include <boost/graph/strong_components.hpp>
#include <gtest/gtest.h>

#include "model/network/tie_assembly.hpp"
#include "model/network/tie_scores.hpp"
#include "model/population/synthesis.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

struct Example {
    InputData inputs;
    Population population;
    Network network;
    NetworkReport report;
    NetworkDiagnostics diagnostics;
};

/// The shipped population, 26,000 agents.
const Example& example() {
    static const Example result = [] {
        Example made;
        made.inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
        made.population = synthesise(made.inputs, {.scale = 0.002, .seed = 4}).population;
        made.network = build_network(made.population, {});
        made.report = describe_network(made.network, made.population, {});
        made.diagnostics = diagnose_layers(made.network, made.population);
        return made;
    }();
    return result;
}

/// A clique of four tied by the household, a fifth agent online with two of them, a sixth alone.
/// Languages: 0 0 2 2 2 0.
struct Small {
    Population population;
    Network network;
};

Small small() {
    Small made;
    Population& population = made.population;
    population.country = shipped_country();
    for (auto* column :
         {&population.region, &population.settlement, &population.sex, &population.age,
          &population.ethnicity, &population.wealth, &population.education, &population.attention})
        column->assign(6, 0);
    population.language = {0, 0, 2, 2, 2, 0};
    population.region[4] = 1;
    population.media_diet.assign(6, 0);
    population.contact.assign(6, Contact::none);
    population.household = {0, 0, 0, 0, 1, 2};
    std::vector<Tie> ties{{4, 0, TieKind::online}, {4, 1, TieKind::online}};
    for (std::uint32_t from = 0; from < 4; ++from)
        for (std::uint32_t to = from + 1; to < 4; ++to)
            ties.push_back({from, to, TieKind::household});
    made.network = assemble_network(6, {ties});
    return made;
}

TEST(LayerDiagnostics, DescribesASmallCaseExactly) {
    const auto [population, network] = small();
    const NetworkDiagnostics found = diagnose_layers(network, population);
    using Counts = std::vector<std::uint64_t>;
    EXPECT_EQ(found.core_histogram, (Counts{1, 0, 1, 4})); // alone; the fifth; the clique
    ASSERT_EQ(found.layers.size(), 6U);
    EXPECT_EQ(found.layers[0].degree_histogram, (Counts{2, 0, 0, 4}));
    EXPECT_EQ(found.layers[4].degree_histogram, (Counts{3, 2, 1}));
    EXPECT_EQ(found.layers[5].degree_histogram, (Counts{1, 0, 1, 2, 2}));
    EXPECT_DOUBLE_EQ(found.layers[0].clustering, 1.0);
    EXPECT_DOUBLE_EQ(found.layers[4].clustering, 0.0); // its two friends are no online tie
    EXPECT_TRUE(std::isnan(found.layers[2].clustering));
    // Agents 0 and 1: 4 of 6 pairs of neighbours tied (all three of the clique, 4 with the other).
    EXPECT_DOUBLE_EQ(found.layers[5].clustering, (2 * 4.0 / 6 + 2 * 1.0 + 1.0) / 5);
    EXPECT_EQ(found.layers[4].same_region, 0U);
    EXPECT_EQ(found.layers[5].ends, 16U);
    const Mixing& language = found.layers[0].mixing[4];
    EXPECT_EQ(language.factor, Factor::language);
    EXPECT_EQ(language.ends, (Counts{2, 0, 4, 0, 0, 0, 4, 0, 2}));
    EXPECT_DOUBLE_EQ(language.within(), 4.0 / 12);
    EXPECT_DOUBLE_EQ(language.assortativity(), (4.0 / 12 - 0.5) / 0.5);
    EXPECT_TRUE(std::isnan(found.layers[0].mixing[1].assortativity())); // one sex only
}

TEST(LayerDiagnostics, AgreesWithTheReportOfSingleNumbers) {
    const auto& [inputs, population, network, report, diagnostics] = example();
    EXPECT_EQ(diagnostics.layers.back().degree_histogram, report.degree_histogram);
    EXPECT_EQ(diagnostics.layers.back().ends, 2 * report.ties);
    for (std::size_t layer = 0; layer < report.kinds.size(); ++layer) {
        const LayerDiagnostics& found = diagnostics.layers[layer];
        EXPECT_EQ(found.kind, report.kinds[layer].kind);
        EXPECT_DOUBLE_EQ(found.mixing[2].within(), report.kinds[layer].same_age_class);
        EXPECT_DOUBLE_EQ(found.mixing[3].within(), report.kinds[layer].same_ethnicity);
        EXPECT_DOUBLE_EQ(found.mixing[4].within(), report.kinds[layer].same_language);
        EXPECT_EQ(std::accumulate(found.degree_histogram.begin(), found.degree_histogram.end(),
                                  std::uint64_t{0}),
                  population.size());
    }
    EXPECT_DOUBLE_EQ(diagnostics.layers[0].clustering, 1.0); // households are cliques
}

// Two algorithms of Boost.Graph: disjoint sets in the report, depth-first search here.
TEST(LayerDiagnostics, ComponentsAreThoseOfAnotherAlgorithm) {
    const Example& made = example();
    std::vector<std::uint32_t> component(made.population.size());
    const auto components = boost::strong_components(
        made.network.graph,
        boost::make_iterator_property_map(component.begin(),
                                          boost::get(boost::vertex_index, made.network.graph)));
    EXPECT_EQ(made.report.components, components);
    std::vector<double> sizes(components, 0);
    for (const std::uint32_t number : component)
        sizes[number] += 1;
    EXPECT_DOUBLE_EQ(made.report.largest_component_share,
                     std::ranges::max(sizes) / static_cast<double>(made.population.size()));
}

// The definition: within the agents of core k or more, everyone has k ties or more.
TEST(LayerDiagnostics, CoresCountEveryAgentOnce) {
    const Example& made = example();
    const auto& cores = made.diagnostics.core_histogram;
    EXPECT_EQ(std::accumulate(cores.begin(), cores.end(), std::uint64_t{0}),
              made.population.size());
    EXPECT_EQ(cores.front(), made.report.degree_histogram.front()); // core 0: no tie at all
    EXPECT_GE(cores.size(), 5U);
}

TEST(LayerDiagnostics, SameNumbersForAnyNumberOfThreads) {
    const Example& made = example();
    const ThreadLimit limit(1);
    const auto again = diagnose_layers(made.network, made.population);
    EXPECT_EQ(again.core_histogram, made.diagnostics.core_histogram);
    for (std::size_t layer = 0; layer < again.layers.size(); ++layer) {
        EXPECT_EQ(again.layers[layer].clustering, made.diagnostics.layers[layer].clustering);
        for (std::size_t place = 0; place < kMixingFactors.size(); ++place)
            EXPECT_EQ(again.layers[layer].mixing[place].ends,
                      made.diagnostics.layers[layer].mixing[place].ends);
    }
}

TEST(LayerDiagnostics, OfNobodyIsEmpty) {
    Population nobody;
    nobody.country = shipped_country();
    EXPECT_TRUE(diagnose_layers(build_network(nobody, {}), nobody).layers.empty());
}

TEST(TieScores, ShippedTargetsAreMet) {
    const Example& made = example();
    const auto targets =
        read_tie_targets(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data/network/targets.csv");
    ASSERT_GE(targets.size(), 10U);
    for (const TieScore& score : score_ties(targets, made.report, made.diagnostics))
        EXPECT_TRUE(score.met()) << score.target.layer << ' ' << score.target.measure << ' '
                                 << score.achieved;
}

TEST(TieScores, SayWhatIsNotMet) {
    const Example& made = example();
    const std::vector<TieTarget> targets{
        {"online", "mean_degree", 9, 1, Status::estimate, "a test"},
        {"household", "same_settlement", 1, 0, Status::derived, "a test"}};
    const auto scores = score_ties(targets, made.report, made.diagnostics);
    EXPECT_FALSE(scores[0].met());
    EXPECT_NEAR(scores[0].achieved, 3, 0.15);
    EXPECT_TRUE(scores[1].met());
}

} // namespace
} // namespace kozqaras
