#pragma once
// Which countries an adult names as friendly. The utility of a country is
//   attitude less the bar of its question (partners with a question)
//   + leanings of the adult's groups + shifts of the week (war, approval of the rival)
//   + (sum of loadings x lanes + own deviation) / their standard deviation,
// lanes and own deviations N(0, 1), keyed by the adult and the same in every member, week and
// scenario. A country is named if its utility is above its bar: a multivariate probit. Nothing
// limits how many are named (the report says up to three, its table needs more).

#include <cstdint>
#include <span>
#include <vector>

#include "model/inputs/partner_tables.hpp"
#include "model/population/opinions.hpp"
#include "model/population/reporting_cells.hpp"
#include "model/survey/response.hpp"

namespace kozqaras {

/// Sets of partners as bits: bit p set if partner p is named.
using PartnerSet = std::uint8_t;

[[nodiscard]] inline std::size_t set_count(const PartnerTables& tables) {
    return std::size_t{1} << tables.partners.size();
}

/// What the groups of an adult add to the utility of each partner.
[[nodiscard]] std::vector<double> leanings_of(const PartnerTables& tables,
                                              const Population& population, std::size_t agent);

class PartnerChoice {
  public:
    /// Agents of cell c weigh cell_weights[c] in shares.
    PartnerChoice(const PartnerTables& tables, const Population& population,
                  const ReportingCells& cells, std::span<const double> cell_weights,
                  std::uint64_t seed);

    /// Who is named by an adult in one member; shifts[p] is added to the utility of partner p.
    [[nodiscard]] PartnerSet named_by(std::size_t agent, const Opinions& opinions,
                                      std::size_t member, const ResponseParameters& response,
                                      std::span<const Question> questions,
                                      std::span<const double> shifts) const;

    /// Share of the weighted adults that names exactly each set, set_count of them.
    [[nodiscard]] std::vector<double> set_shares(const Opinions& opinions, std::size_t member,
                                                 const ResponseParameters& response,
                                                 std::span<const Question> questions,
                                                 std::span<const double> shifts) const;

  private:
    const PartnerTables& tables_;
    std::vector<float> utility_; ///< [agent][partner] less the bar, without attitude and shifts
    std::vector<float> weight_;  ///< per agent, sum 1
};

/// What follows from the shares of sets.
struct Mentions {
    std::vector<double> named;    ///< per partner, share of all
    std::vector<double> also;     ///< [base][also]: share of those who name base; 1 on the diagonal
    std::vector<double> how_many; ///< share that names 0, 1, ... partners

    [[nodiscard]] double of(std::size_t base, std::size_t other) const {
        return also[base * named.size() + other];
    }
};

[[nodiscard]] Mentions mentions_of(std::span<const float> set_shares, std::size_t partners);

/// Standard error of a printed cell whose base is named by the share `named` of the respondents:
/// sampling with the design effect, and rounding to whole percents.
[[nodiscard]] double mention_error(const PartnerTables& tables, double share, double named);

/// Links by the report's rule: each country points to the three that its namers name most; two-way
/// if both point to each other, one-way if only the other points.
[[nodiscard]] std::vector<PrintedLinks> links_of(const Mentions& mentions);

/// Adults alike in all leanings, for the expected table: of a partner with a question the attitude
/// less its bar is normal among them.
struct PartnerClass {
    double weight = 0;
    std::vector<double> shift;          ///< per partner, of leanings
    std::vector<double> mean, variance; ///< per partner; 0 if static
};

/// The table without drawing anybody: given the lanes, countries are independent; the lanes are
/// integrated by the trapezoid rule. `how_many` stays empty. Weights of the classes add up to 1.
[[nodiscard]] Mentions expected_mentions(const PartnerTables& tables,
                                         std::span<const PartnerClass> classes);

} // namespace kozqaras
