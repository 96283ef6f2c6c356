// Families of numbers, their stored misfit, and refusals of faulty or older folders.

#include "calibration/family_misfit.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

std::vector<Target> shipped_targets() {
    return make_targets(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data").survey, {});
}

class StoredMisfit : public testing::Test {
  protected:
    StoredMisfit() { std::filesystem::create_directories(folder_); }

    ~StoredMisfit() override { std::filesystem::remove_all(folder_); }

    void store(const std::string& text) const { store_sealed(folder_, "misfit.csv", text); }

    [[nodiscard]] std::string refusal() const {
        try {
            (void)read_misfits(folder_);
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }

    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "kozqaras_misfit";
};

TEST(FamiliesOf, AllThenQuestionsOfEveryWaveThenEachOnce) {
    const auto targets = shipped_targets();
    const auto families = families_of(targets);
    ASSERT_GT(families.size(), 4U);
    EXPECT_EQ(families[0].first, "all");
    EXPECT_EQ(families[0].second.size(), targets.size());
    EXPECT_EQ(families[1].first, "questions, all waves");
    EXPECT_EQ(families[1].second.size(), 22U + 27U + 58U + 25U)
        << "nets of two waves, answers of one, and of questions outside the index";
    std::size_t sum = 0;
    for (std::size_t f = 2; f < families.size(); ++f)
        sum += families[f].second.size();
    EXPECT_EQ(sum, targets.size());
}

TEST(FamiliesOf, LeavesSidesOutAndNamesOneWaveOnce) {
    auto targets = shipped_targets();
    std::erase_if(targets, [](const Target& target) { return target.family != "nets 2020"; });
    targets[3].one_sided = true;
    const auto families = families_of(targets);
    ASSERT_EQ(families.size(), 2U);
    EXPECT_EQ(families[0].second.size(), targets.size() - 1);
    EXPECT_EQ(std::ranges::count(families[1].second, 3), 0);
}

TEST_F(StoredMisfit, ComesBackAsItWasStored) {
    const std::vector<FamilyMisfit> misfits{{"shares by age 2023", 56, {39.5, 39.0, 8.25}}};
    store(misfit_table(misfits));
    const auto found = read_misfits(folder_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].family, "shares by age 2023");
    EXPECT_EQ(found[0].numbers, 56U);
    EXPECT_NEAR(found[0].ratio(), 39.5 / 39.0, 1e-9);
    EXPECT_NEAR(found[0].chance(), 8.25 / 39.0, 1e-9);
    EXPECT_NE(misfit_line(found[0]).find("=  1.01"), std::string::npos) << misfit_line(found[0]);
}

TEST_F(StoredMisfit, UnknownExpectationIsADash) {
    const double unknown = std::nan("");
    EXPECT_NE(misfit_line({"all", 3, {2.0, unknown, unknown}}).find("/        - =     -"),
              std::string::npos);
}

TEST_F(StoredMisfit, OlderAndFaultyFoldersAreRefused) {
    EXPECT_NE(refusal().find("SHA256SUMS"), std::string::npos) << refusal();
    store("family,numbers,chi_squared,expected,chance\nall,433,many,300,20\n");
    EXPECT_NE(refusal().find("misfit.csv:2"), std::string::npos) << refusal();
}

} // namespace
} // namespace kozqaras
