#pragma once
// Bars and loadings of the choice of friendly countries, fitted to the printed table of who names
// what besides what. The cells are conditional shares, so they say nothing of how many are named at
// all: that follows from the form of the choice and the weak prior.

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/survey/partner_choice.hpp"
#include "support/progress.hpp"

namespace kozqaras {

struct PartnerFit {
    PartnerTables tables;       ///< with the fitted numbers
    std::vector<double> errors; ///< per number, Laplace; 0: held
    Mentions expected;
    std::vector<double> cell_errors; ///< per printed cell: of sampling, design and rounding
    double chi_square = 0;           ///< sum over the cells of (expected - printed)^2 / error^2
    std::size_t within = 0;          ///< cells within 1.645 errors
    std::size_t fitted = 0;          ///< numbers fitted
    std::size_t independent = 0;     ///< cells that do not follow from the others
};

/// Classes of adults by the groups of the leanings, from above[partner][member][agent], the
/// attitude less the bar (empty for static partners); moments are means over members. Weights are
/// those of the cells, normalised.
[[nodiscard]] std::vector<PartnerClass>
partner_classes(const PartnerTables& tables, const Population& population,
                const ReportingCells& cells, std::span<const double> cell_weights,
                const std::vector<std::vector<std::vector<float>>>& above);

/// Maximum a posteriori with a weak prior N(0, 2^2) on every fitted number, the best of several
/// starts (Levenberg-Marquardt); each lane points to where its largest loading is positive.
/// InputError without fitted numbers or printed cells. Throws Interrupted.
[[nodiscard]] PartnerFit fit_partners(const PartnerTables& tables,
                                      std::span<const PartnerClass> classes,
                                      const std::stop_token& stop, ProgressSink& progress);

/// data/partners/utilities.csv with the fitted numbers; `source` says what they come from.
[[nodiscard]] std::string utilities_csv(const PartnerFit& fit, const std::string& source);

} // namespace kozqaras
