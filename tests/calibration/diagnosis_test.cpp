#include "calibration/diagnosis.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kDiagnosisSource = KOZQARAS_SOURCE_DIR;
const std::filesystem::path kShipped = kDiagnosisSource / "calibration/library/posterior_2020_2023";

const ParameterRegistry& diagnosed_registry() {
    static const ParameterRegistry known(load_inputs(kDiagnosisSource / "data"));
    return known;
}

/// What is said of the shipped posterior with `targets` in place of its targets.csv.
std::string fault_of(const std::string& name, const std::string& targets) {
    const auto folder = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(folder);
    std::filesystem::copy(kShipped, folder);
    store_sealed(folder, "targets.csv", targets);
    std::string fault;
    try {
        (void)diagnose(folder, diagnosed_registry());
    } catch (const InputError& error) {
        fault = error.what();
    }
    std::filesystem::remove_all(folder);
    return fault;
}

TEST(Diagnosis, OfTheShippedPosteriorAddsUp) {
    const Diagnosis diagnosis = diagnose(kShipped, diagnosed_registry());
    ASSERT_EQ(diagnosis.directions.size(), diagnosis.fitted.size());
    // The eigenvalues sum to the trace: the squared ratios of posterior to prior s.d.
    const auto deviations = standard_deviations(diagnosis.posterior, diagnosed_registry());
    double trace = 0.0, eigenvalues = 0.0;
    for (const std::size_t i : diagnosis.fitted)
        trace +=
            std::pow(deviations[i] / diagnosed_registry().specs()[i].prior_standard_deviation, 2);
    for (const auto& direction : diagnosis.directions)
        eigenvalues += std::pow(direction.posterior_over_prior, 2);
    EXPECT_NEAR(eigenvalues, trace, 1e-6 * trace);
    for (std::size_t k = 1; k < diagnosis.directions.size(); ++k)
        EXPECT_GE(diagnosis.directions[k].posterior_over_prior,
                  diagnosis.directions[k - 1].posterior_over_prior);
    EXPECT_LT(diagnosis.directions.front().posterior_over_prior, 0.1);
    double share = 0.0;
    std::size_t fitted = 0;
    for (const TargetFamily& family : diagnosis.families) {
        share += family.share_of_misfit;
        fitted += family.targets;
    }
    EXPECT_NEAR(share, 1.0, 0.01); // rounded to five decimals, 638 of them
    EXPECT_EQ(fitted, 619U + 19U); // and 19 constants
}

TEST(Diagnosis, NamesParametersAndTheWorstNumbers) {
    const Diagnosis diagnosis = diagnose(kShipped, diagnosed_registry());
    const std::string text = diagnosis_text(diagnosis, diagnosed_registry());
    EXPECT_TRUE(
        text.starts_with("Sampling: NOT SOUND by the usual thresholds. Effective size 87 of 512"))
        << text.substr(0, 200);
    EXPECT_NE(text.find("Optima: 1, from 2 searches for 567 parameters, those integrated over"),
              std::string::npos);
    EXPECT_NE(text.find("Search: converged"), std::string::npos);
    EXPECT_NE(text.find("Worst ten numbers"), std::string::npos);
    const auto worst = std::ranges::max_element(
        diagnosis.targets, {}, [](const StoredTarget& target) { return std::abs(target.z); });
    EXPECT_NE(text.find(worst->label), std::string::npos);
    EXPECT_NE(families_table(diagnosis).find("nets 2021,27,"), std::string::npos);
    EXPECT_NE(directions_table(diagnosis, diagnosed_registry()).find("\n1,0.0"), std::string::npos);
    ASSERT_FALSE(diagnosis.correlations.empty());
    const auto& pair = diagnosis.correlations.front();
    EXPECT_NE(correlations_table(diagnosis, diagnosed_registry())
                  .find(diagnosed_registry()
                            .specs()[diagnosis.fitted[static_cast<std::size_t>(pair.first)]]
                            .name),
              std::string::npos);
}

TEST(Diagnosis, RefusesAFaultyTableWithItsPlace) {
    const std::string fault =
        fault_of("diagnosis_faulty", "family,label,printed,fitted,standard_error,z,share_of_misfit,"
                                     "fitted_to\nnets 2020,a,0.5,many,0.1,0,0,yes\n");
    EXPECT_NE(fault.find("targets.csv:2:"), std::string::npos) << fault;
}

} // namespace
} // namespace kozqaras
