#include "observations/claims.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const SurveyTables& shipped_survey_tables() {
    static const SurveyTables survey =
        load_survey_tables(std::string(KOZQARAS_SOURCE_DIR) + "/data/survey", shipped_country());
    return survey;
}

const ReportStatements& shipped_statements() {
    static const ReportStatements statements = load_report_statements(
        std::string(KOZQARAS_SOURCE_DIR) + "/data/survey", shipped_survey_tables());
    return statements;
}

const Claim& claim_called(const std::string& id) {
    return *std::ranges::find(shipped_statements().claims, id, &Claim::id);
}

/// The claim's number of what is printed; nothing unless all of it is.
std::optional<double> number_of_print(const Claim& claim) {
    std::vector<double> values;
    for (const ClaimTerm& term : claim.terms)
        if (const auto value =
                printed_value(term, shipped_survey_tables(), shipped_statements().checks))
            values.push_back(*value);
    return values.size() == claim.terms.size() ? std::optional((*claim.number)(values))
                                               : std::nullopt;
}

/// A folder with one file called claims.csv.
class ClaimsFile : public ::testing::Test {
  protected:
    ClaimsFile()
        : folder_(std::filesystem::temp_directory_path() /
                  ("kozqaras_claims_" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_);
    }

    ~ClaimsFile() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] ReportStatements read(const std::string& rows) const {
        std::ofstream(folder_ / "claims.csv")
            << "claim,topic,statement,formula,low,high,unit,reading,source\n"
            << rows;
        return load_report_statements(folder_, shipped_survey_tables());
    }

    [[nodiscard]] std::string refusal(const std::string& row) const {
        try {
            static_cast<void>(read(row));
            return "";
        } catch (const InputError& error) {
            return error.what();
        }
    }

    std::filesystem::path folder_;
};

TEST(Claims, EveryStatementOfTheEvidenceHasItsRow) {
    for (int number = 1; number <= 58; ++number) {
        const auto id = fmt::format("d{:02}", number);
        EXPECT_TRUE(std::ranges::any_of(shipped_statements().claims, [&](const Claim& claim) {
            return claim.id.starts_with(id);
        })) << id;
    }
}

TEST(Claims, PrintedNumbersGiveWhatTheEvidenceWorkedOut) {
    // Arithmetic of the evidence tables, by hand.
    EXPECT_NEAR(*number_of_print(claim_called("d01")), 0.39 / 0.18, 1e-9);
    EXPECT_NEAR(*number_of_print(claim_called("d04")), (0.56 - 0.39) / 3, 1e-9);
    EXPECT_NEAR(*number_of_print(claim_called("d03")), -0.02, 1e-9); // agriculture, 0.04 to 0.02
    EXPECT_NEAR(*number_of_print(claim_called("d31a")), 2, 1e-9);
    EXPECT_NEAR(*number_of_print(claim_called("d31b")), 5, 1e-9);
    EXPECT_NEAR(*number_of_print(claim_called("d36")), 0.47, 0.006);
    EXPECT_NEAR(*number_of_print(claim_called("d25c")), 0.24 - 0.27, 0.006);
    EXPECT_NEAR(*number_of_print(claim_called("d40b")), 0.39 - 0.15, 1e-9); // of checks.csv
}

TEST(Claims, WhatIsLostIsNotFilledIn) {
    EXPECT_FALSE(number_of_print(claim_called("d11a"))); // groups of 2020
    EXPECT_FALSE(number_of_print(claim_called("d51a"))); // values of macro-regions
    ClaimTerm composite;
    composite.quantity = ClaimTerm::Quantity::index;
    composite.of = "composite";
    composite.value = kComposite;
    composite.wave = 1;
    EXPECT_FALSE(printed_value(composite, shipped_survey_tables(), {}));
}

TEST(Claims, FittedAreThoseWhosePrintACalibrationSees) {
    const auto all_fitted = [](const char* id) {
        return std::ranges::all_of(claim_called(id).terms, [](const ClaimTerm& term) {
            return can_be_fitted(term, shipped_survey_tables());
        });
    };
    EXPECT_TRUE(all_fitted("d20a"));
    EXPECT_TRUE(all_fitted("d51a")); // an order
    EXPECT_TRUE(all_fitted("d11a")); // an order of growth
    EXPECT_FALSE(all_fitted("m11"));
    EXPECT_FALSE(all_fitted("g01")); // a check is never fitted
}

TEST_F(ClaimsFile, EachStandsForAllQuestionsOfAnIndicator) {
    const auto statements = read("a,t,s,sum([net each:cultural 2020]),0,,points,r,q\n"
                                 "b,t,s,sum([net each:cultural:2020 2023]),0,,points,r,q\n"
                                 "c,t,s,sum([net each:cultural 2023]),0,,points,r,q\n");
    EXPECT_EQ(statements.claims[0].terms.size(), 8U);
    EXPECT_EQ(statements.claims[1].terms.size(), 8U);
    EXPECT_EQ(statements.claims[1].terms.front().wave, 2);
    EXPECT_EQ(statements.claims[2].terms.size(), 11U);
}

TEST_F(ClaimsFile, FaultsAreToldWithTheirPlaceAndTheNearestName) {
    const auto formula = [](const char* text) {
        return fmt::format("a,t,s,{},0,,points,r,q\n", text);
    };
    EXPECT_NE(refusal(formula("[net econ_trad 2023]")).find("econ_trade"), std::string::npos);
    EXPECT_NE(refusal(formula("[index composit 2023]")).find("composite"), std::string::npos);
    EXPECT_NE(refusal(formula("[net econ_trade 2022]")).find("2023"), std::string::npos);
    EXPECT_NE(refusal(formula("[net econ_trade 2023 wealth:6]")).find("claims.csv:2"),
              std::string::npos);
    EXPECT_NE(refusal(formula("[net econ_trade 2023 macro_region:Nort]")).find("North"),
              std::string::npos);
    EXPECT_NE(refusal(formula("[net econ_trade 2023")).find("not closed"), std::string::npos);
    EXPECT_NE(refusal(formula("[positive econ_trade 2023 all no_war]")).find("scenario"),
              std::string::npos);
    EXPECT_NE(refusal(formula("2 > 1")).find("no answer"), std::string::npos);
    EXPECT_NE(refusal("a,t,s,[net econ_trade 2023],,,points,r,q\n").find("bound"),
              std::string::npos);
    EXPECT_NE(refusal("a,t,s,[net econ_trade 2023],2,1,points,r,q\n").find("below low"),
              std::string::npos);
    EXPECT_NE(refusal("a,t,s,,1,,,r,q\n").find("without a formula"), std::string::npos);
    EXPECT_NE(refusal("a,t,s,,,,,,q\n").find("why nothing is asked"), std::string::npos);
}

TEST_F(ClaimsFile, AFolderWithoutTablesHoldsNoStatements) {
    const auto statements = load_report_statements(folder_, shipped_survey_tables());
    EXPECT_TRUE(statements.claims.empty() && statements.checks.empty() &&
                statements.marks.empty() && statements.levels.empty());
}

TEST_F(ClaimsFile, AQuestionThatAgentsDoNotAnswerIsKnownButUnanswered) {
    SurveyTables survey = shipped_survey_tables();
    survey.not_modelled.emplace_back("asked_by_nobody");
    std::ofstream(folder_ / "claims.csv")
        << "claim,topic,statement,formula,low,high,unit,reading,source\n"
           "a,t,s,[positive asked_by_nobody 2023],0,,points,r,q\n";
    const auto statements = load_report_statements(folder_, survey);
    EXPECT_FALSE(statements.claims.front().terms.front().answered());
    EXPECT_FALSE(can_be_fitted(statements.claims.front().terms.front(), survey));
}

} // namespace
} // namespace kozqaras
