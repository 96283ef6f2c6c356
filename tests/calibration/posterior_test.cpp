#include "calibration/posterior.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

const ParameterRegistry& registry() {
    static const ParameterRegistry shipped(load_inputs(KOZQARAS_SOURCE_DIR "/data"));
    return shipped;
}

const FamilyInformation& family(const std::vector<FamilyInformation>& families,
                                std::string_view name) {
    return *std::ranges::find(families, name, &FamilyInformation::family);
}

TEST(FamilyInformation, OfThePriorIsNone) {
    const auto families = family_information(prior_as_posterior(registry()), registry());
    std::size_t parameters = 0;
    for (const auto& f : families) {
        EXPECT_EQ(f.informed, 0U) << f.family;
        parameters += f.parameters;
    }
    EXPECT_EQ(parameters, registry().size());
}

/// Two parameters fitted: one to half of its prior's width, one not narrower than the prior.
TEST(FamilyInformation, CountsWhatTheDataNarrowed) {
    Posterior posterior = prior_as_posterior(registry());
    posterior.fitted = {registry().index("social.susceptibility"),
                        registry().index("memory.anchor_rate")};
    const auto width = [](std::size_t i) { return registry().specs()[i].prior_standard_deviation; };
    posterior.factor = Eigen::MatrixXd::Zero(2, 2);
    posterior.factor(0, 0) = 0.5 * width(posterior.fitted[0]);
    posterior.factor(1, 1) = width(posterior.fitted[1]);
    const auto families = family_information(posterior, registry());
    EXPECT_EQ(family(families, "social").informed, 1U);
    EXPECT_EQ(family(families, "memory").informed, 0U);
    EXPECT_EQ(family(families, "threshold").informed, 0U);
}

/// A copy of the shipped posterior that a test may spoil.
class StoredPosterior : public testing::Test {
  protected:
    StoredPosterior() {
        std::filesystem::remove_all(folder_);
        std::filesystem::copy(KOZQARAS_SOURCE_DIR "/calibration/library/posterior_2020_2023",
                              folder_);
    }

    ~StoredPosterior() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string text(const std::string& name) const {
        return read_file(folder_ / name, name);
    }

    [[nodiscard]] std::string refusal() const {
        try {
            (void)read_posterior(folder_, registry());
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) / "kozqaras_stored_posterior";
};

TEST_F(StoredPosterior, IsReadAsItWasWritten) {
    EXPECT_EQ(refusal(), "");
}

TEST_F(StoredPosterior, IsRefusedWhenAnyOfItsFilesIsAlteredOrMissing) {
    for (const std::string name : {"posterior.csv", "factor.csv", "members.csv"}) {
        const auto whole = text(name);
        auto altered = whole;
        altered[altered.size() / 2] ^= 1;
        std::ofstream(folder_ / name) << altered;
        EXPECT_NE(refusal().find(name), std::string::npos) << refusal();
        std::filesystem::remove(folder_ / name);
        EXPECT_NE(refusal().find(name), std::string::npos) << refusal();
        std::ofstream(folder_ / name) << whole;
    }
    EXPECT_EQ(refusal(), "");
    std::filesystem::remove(folder_ / "SHA256SUMS");
    EXPECT_NE(refusal().find("SHA256SUMS"), std::string::npos) << refusal();
}

TEST_F(StoredPosterior, RefusesDrawsThatTheCalibrationDidNotWrite) {
    const auto draws = text("members.csv");
    std::filesystem::remove(folder_ / "members.csv");
    seal(folder_);
    EXPECT_EQ(refusal(), "") << "a calibration without draws";
    std::ofstream(folder_ / "members.csv") << draws;
    EXPECT_NE(refusal().find("members.csv"), std::string::npos) << refusal();
}

/// Before, memory for the square of the rows was taken first: 20 GB for this one.
TEST_F(StoredPosterior, RefusesMoreRowsThanThereAreParameters) {
    std::ofstream factor(folder_ / "factor.csv");
    factor << "name,row\n";
    for (int row = 0; row < 50'000; ++row)
        factor << "parameter_" << row << ",1\n";
    factor.close();
    seal(folder_);
    EXPECT_NE(refusal().find("50000 rows, but there are"), std::string::npos) << refusal();
}

TEST_F(StoredPosterior, ShowsOnlyTheBeginningOfAHugeName) {
    std::ofstream(folder_ / "posterior.csv") << "name,mean\n"
                                             << std::string(10'000'000, 'x') << ",1\n";
    seal(folder_);
    EXPECT_NE(refusal().find("xxx...' is no parameter"), std::string::npos);
    EXPECT_LT(refusal().size(), 500U);
}

/// The numbers of a cell but those at `gone`.
std::string without_entries(const std::string& cell, const std::set<std::size_t>& gone) {
    std::istringstream numbers(cell);
    std::string kept;
    std::size_t place = 0;
    for (std::string number; numbers >> number; ++place)
        if (!gone.contains(place))
            kept += (kept.empty() ? "" : " ") + number;
    return kept;
}

// A posterior of a version that did not know fear: all of it stays prior, and a run can say so.
TEST_F(StoredPosterior, LeavesAnAttitudeThatItHoldsNothingOfToThePrior) {
    const auto of_fear = [&](const std::string& row) {
        const auto& specs = registry().specs();
        const auto spec = std::ranges::find(specs, row, &ParameterSpec::name);
        return spec != specs.end() && spec->attitude == Attitude::threat;
    };
    // Of the factor, columns of fear go with its rows.
    const auto without_fear = [&](const std::string& name) {
        std::istringstream whole(text(name));
        std::string kept;
        std::set<std::size_t> gone;
        std::size_t place = 0;
        for (std::string line; std::getline(whole, line); ++place) {
            const auto comma = line.find(',');
            if (of_fear(line.substr(0, comma))) {
                gone.insert(place - 1); // the first line is the header
                continue;
            }
            kept += name == "factor.csv" && place > 0
                        ? line.substr(0, comma + 1) + without_entries(line.substr(comma + 1), gone)
                        : line;
            kept += '\n';
        }
        return kept;
    };
    auto without = without_fear("posterior.csv");
    for (const std::string name : {"factor.csv", "members.csv"})
        store_sealed(folder_, name, without_fear(name));
    store_sealed(folder_, "posterior.csv", without);
    ASSERT_EQ(refusal(), "");
    const auto posterior = read_posterior(folder_, registry());
    EXPECT_EQ(attitudes_not_fitted(posterior, registry()), std::vector<Attitude>{Attitude::threat});
    const auto place = registry().index("event.sovereignty.threat");
    EXPECT_EQ(posterior.mean[static_cast<Eigen::Index>(place)],
              registry().specs()[place].prior_mean);
    EXPECT_FALSE(std::ranges::binary_search(posterior.fitted, place));
    // Of an attitude that it holds, nothing may be missing.
    const std::string row = "event.war.general,";
    const auto from = without.find("\n" + row) + 1;
    without.erase(from, without.find('\n', from) + 1 - from);
    store_sealed(folder_, "posterior.csv", without);
    EXPECT_NE(refusal().find("'event.war.general' is missing"), std::string::npos) << refusal();
}

TEST_F(StoredPosterior, RefusesARowTwice) {
    for (const std::string name : {"posterior.csv", "factor.csv", "members.csv"}) {
        const auto whole = text(name);
        const auto last = whole.rfind('\n', whole.size() - 2) + 1;
        store_sealed(folder_, name, whole + whole.substr(last));
        EXPECT_NE(refusal().find("a second row for"), std::string::npos) << refusal();
        store_sealed(folder_, name, whole);
    }
}

} // namespace
} // namespace kozqaras
