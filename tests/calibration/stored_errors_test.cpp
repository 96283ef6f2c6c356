#include "calibration/stored_errors.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "calibration/setup.hpp"
#include "support/errors.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

class StoredErrors : public ::testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    void store(const std::string& text) const { store_sealed(folder_, "errors.csv", text); }

    [[nodiscard]] std::string refusal(const std::string& text) const {
        store(text);
        try {
            (void)read_errors(folder_);
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }

    std::filesystem::path folder_ =
        std::filesystem::path(::testing::TempDir()) / "kozqaras_stored_errors";
};

TEST_F(StoredErrors, ComeBackAsTheyWereStored) {
    CovarianceSettings errors;
    errors.design_effect = 1.75;
    errors.item_drift = 0.02;
    errors.shared_wave_bias = 0.0;
    errors.differential_item_functioning = 0.025;
    store(errors_table(errors));
    const CovarianceSettings found = read_errors(folder_);
    EXPECT_EQ(found.design_effect, 1.75);
    EXPECT_EQ(found.item_drift, 0.02);
    EXPECT_EQ(found.shared_wave_bias, 0.0);
    EXPECT_EQ(found.differential_item_functioning, 0.025);
    EXPECT_EQ(found.region_methodology, errors.region_methodology);
}

TEST_F(StoredErrors, AreRefusedWhereTheyAreMissingOrAltered) {
    EXPECT_THROW((void)read_errors(folder_), InputError) << "no list of hashes";
    store("error,value\nitem_drift,0.02\n");
    std::ofstream(folder_ / "errors.csv") << "error,value\nitem_drift,0.03\n";
    EXPECT_THROW((void)read_errors(folder_), InputError) << "altered";
    std::filesystem::remove(folder_ / "errors.csv");
    EXPECT_THROW((void)read_errors(folder_), InputError) << "listed, but gone";
    seal(folder_);
    EXPECT_THROW((void)read_errors(folder_), InputError) << "never written";
}

TEST_F(StoredErrors, OfTheShippedPosteriorAreThoseOfItsSetup) {
    const auto errors = read_errors(KOZQARAS_SOURCE_DIR "/calibration/library/posterior_2020_2023");
    const auto setup =
        read_setup(KOZQARAS_SOURCE_DIR "/calibration/library/waves_2020_2023_integrated.toml");
    EXPECT_EQ(errors.item_drift, setup.covariance.item_drift);
    EXPECT_EQ(errors.differential_item_functioning, setup.covariance.differential_item_functioning);
}

TEST_F(StoredErrors, AreRefusedWithThePlace) {
    EXPECT_NE(refusal("error,value\nitem_drft,0.02\n").find("Did you mean 'item_drift'?"),
              std::string::npos);
    EXPECT_NE(refusal("error,value\nitem_drift,2\n").find("errors.csv:2"), std::string::npos);
    EXPECT_NE(refusal("error,value\nitem_drift,0.02\nitem_drift,0.03\n")
                  .find("a second row for 'item_drift'"),
              std::string::npos);
}

} // namespace
} // namespace kozqaras
