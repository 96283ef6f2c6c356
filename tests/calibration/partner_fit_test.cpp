#include "calibration/partner_fit.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/calibration/small_recovery.hpp"

namespace kozqaras {
namespace {

PartnerTables tables_of_print() {
    return *load_partners(std::string(KOZQARAS_SOURCE_DIR) + "/data", shipped_inputs().survey);
}

/// Everyone alike but for the attitude of the partner with a question.
std::vector<PartnerClass> alike(const PartnerTables& tables) {
    PartnerClass everyone{1.0, std::vector<double>(tables.partners.size(), 0.0), {}, {}};
    for (const Partner& partner : tables.partners) {
        everyone.mean.push_back(partner.question ? 0.3 : 0.0);
        everyone.variance.push_back(partner.question ? 0.5 : 0.0);
    }
    return {everyone};
}

// Cells made of known numbers: the fit finds a table that is the same, whatever the lanes' turn.
TEST(PartnerFit, FindsTheTableOfKnownNumbers) {
    PartnerTables tables = tables_of_print();
    const auto classes = alike(tables);
    const Mentions truth = expected_mentions(tables, classes);
    for (PrintedMention& cell : tables.mentions)
        cell.share = truth.of(cell.base, cell.also);
    std::vector<double> elsewhere;
    for (const PartnerNumber& number : tables.numbers)
        elsewhere.push_back(number.fitted ? 0.5 * number.value + 0.1 : number.value);
    set_numbers(tables, elsewhere);
    NoProgress progress;
    const PartnerFit fit = fit_partners(tables, classes, {}, progress);
    EXPECT_LT(fit.chi_square, 0.5);
    for (std::size_t p = 0; p < tables.partners.size(); ++p)
        EXPECT_NEAR(fit.expected.named[p], truth.named[p], 0.02) << p;
}

TEST(PartnerFit, MeetsThePrintedCells) {
    const PartnerTables tables = tables_of_print();
    NoProgress progress;
    const PartnerFit fit = fit_partners(tables, alike(tables), {}, progress);
    EXPECT_EQ(fit.within, 30U);
    EXPECT_EQ(fit.fitted, 17U);
    EXPECT_EQ(fit.independent, 20U);
    EXPECT_LT(fit.chi_square, 15.0);
    for (std::size_t k = 0; k < tables.numbers.size(); ++k)
        if (!tables.numbers[k].fitted) {
            EXPECT_EQ(fit.tables.numbers[k].value, tables.numbers[k].value);
            EXPECT_EQ(fit.errors[k], 0.0);
        }
}

TEST(PartnerFit, NeedsSomethingToFit) {
    PartnerTables tables = tables_of_print();
    for (PartnerNumber& number : tables.numbers)
        number.fitted = false;
    NoProgress progress;
    EXPECT_THROW((void)fit_partners(tables, alike(tables), {}, progress), InputError);
}

} // namespace
} // namespace kozqaras
