#include "calibration/partner_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "inference/optimise/levenberg_marquardt.hpp"
#include "support/csv_text.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr double kPriorDeviation = 2.0;

/// The numbers of the tables as a vector of those that are fitted.
class FittedNumbers {
  public:
    explicit FittedNumbers(const PartnerTables& tables) {
        for (std::size_t place = 0; place < tables.numbers.size(); ++place) {
            all_.push_back(tables.numbers[place].value);
            if (tables.numbers[place].fitted)
                places_.push_back(place);
        }
    }

    [[nodiscard]] std::size_t size() const { return places_.size(); }

    [[nodiscard]] const std::vector<std::size_t>& places() const { return places_; }

    [[nodiscard]] Eigen::VectorXd start() const {
        Eigen::VectorXd values(static_cast<Eigen::Index>(size()));
        for (std::size_t k = 0; k < size(); ++k)
            values[static_cast<Eigen::Index>(k)] = all_[places_[k]];
        return values;
    }

    [[nodiscard]] PartnerTables put(PartnerTables tables, const Eigen::VectorXd& values) const {
        std::vector<double> all = all_;
        for (std::size_t k = 0; k < size(); ++k)
            all[places_[k]] = values[static_cast<Eigen::Index>(k)];
        set_numbers(tables, all);
        return tables;
    }

  private:
    std::vector<double> all_;
    std::vector<std::size_t> places_;
};

Eigen::VectorXd cells_of(const PartnerTables& tables, const Mentions& mentions) {
    Eigen::VectorXd cells(static_cast<Eigen::Index>(tables.mentions.size()));
    for (std::size_t k = 0; k < tables.mentions.size(); ++k)
        cells[static_cast<Eigen::Index>(k)] =
            mentions.of(tables.mentions[k].base, tables.mentions[k].also);
    return cells;
}

std::vector<double> errors_of(const PartnerTables& tables, const Mentions& mentions) {
    std::vector<double> errors;
    for (const PrintedMention& cell : tables.mentions)
        errors.push_back(
            mention_error(tables, mentions.of(cell.base, cell.also), mentions.named[cell.base]));
    return errors;
}

inference::CalibrationProblem problem_of(const PartnerTables& tables, const FittedNumbers& numbers,
                                         std::span<const PartnerClass> classes) {
    const auto count = static_cast<Eigen::Index>(numbers.size());
    inference::CalibrationProblem problem;
    problem.simulate = [&tables, &numbers, classes](const Eigen::MatrixXd& at) {
        Eigen::MatrixXd cells(static_cast<Eigen::Index>(tables.mentions.size()), at.cols());
        for (Eigen::Index k = 0; k < at.cols(); ++k) {
            const auto moved = numbers.put(tables, at.col(k));
            cells.col(k) = cells_of(moved, expected_mentions(moved, classes));
        }
        return cells;
    };
    problem.covariance = [&tables, &numbers, classes](const Eigen::VectorXd& at,
                                                      const Eigen::VectorXd&) -> Eigen::MatrixXd {
        const auto moved = numbers.put(tables, at);
        const auto errors = errors_of(moved, expected_mentions(moved, classes));
        Eigen::VectorXd variance(static_cast<Eigen::Index>(errors.size()));
        for (std::size_t k = 0; k < errors.size(); ++k)
            variance[static_cast<Eigen::Index>(k)] = errors[k] * errors[k];
        return variance.asDiagonal();
    };
    problem.observed = Eigen::VectorXd(static_cast<Eigen::Index>(tables.mentions.size()));
    for (std::size_t k = 0; k < tables.mentions.size(); ++k)
        problem.observed[static_cast<Eigen::Index>(k)] = tables.mentions[k].share;
    problem.prior_mean = Eigen::VectorXd::Zero(count);
    problem.prior_standard_deviation = Eigen::VectorXd::Constant(count, kPriorDeviation);
    return problem;
}

inference::MaximumAPosteriori best_of_starts(const inference::CalibrationProblem& problem,
                                             const Eigen::VectorXd& shipped,
                                             const std::stop_token& stop, ProgressSink& progress) {
    constexpr int kStarts = 6;
    constexpr double kStartDeviation = 0.5;
    const inference::LevenbergMarquardtSettings settings{
        .most_iterations = 40, .difference_step = 1e-4, .tolerance = 1e-5};
    auto best = inference::levenberg_marquardt(problem, shipped, settings, stop, progress);
    for (int start = 1; start < kStarts; ++start) {
        RandomStream stream(1, Purpose::inference_start, static_cast<std::uint64_t>(start));
        Eigen::VectorXd at(shipped.size());
        for (double& value : at)
            value = kStartDeviation * stream.normal();
        auto found = inference::levenberg_marquardt(problem, at, settings, stop, progress);
        if (found.objective() < best.objective())
            best = std::move(found);
    }
    return best;
}

/// A lane turned round is the same lane: its largest loading shall be positive.
void orient(PartnerTables& tables) {
    std::vector<double> values;
    for (const PartnerNumber& number : tables.numbers) {
        double sign = 1.0, largest = 0.0;
        for (const PartnerNumber& other : tables.numbers)
            if (number.lane && other.lane == number.lane && std::abs(other.value) > largest) {
                largest = std::abs(other.value);
                sign = other.value < 0.0 ? -1.0 : 1.0;
            }
        values.push_back(sign * number.value);
    }
    set_numbers(tables, values);
}

/// Place of each agent's class among those that occur.
std::vector<std::size_t> classes_of_agents(const PartnerTables& tables,
                                           const Population& population) {
    std::vector<Factor> factors;
    for (const PartnerLeaning& leaning : tables.leanings)
        if (std::ranges::find(factors, leaning.factor) == factors.end())
            factors.push_back(leaning.factor);
    std::map<std::vector<int>, std::size_t> places;
    std::vector<std::size_t> classes;
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        std::vector<int> key;
        for (const Factor factor : factors)
            key.push_back(
                population.country->reported_as(factor, population.classes(factor)[agent]));
        classes.push_back(places.try_emplace(key, places.size()).first->second);
    }
    return classes;
}

} // namespace

std::vector<PartnerClass>
partner_classes(const PartnerTables& tables, const Population& population,
                const ReportingCells& cells, std::span<const double> cell_weights,
                const std::vector<std::vector<std::vector<float>>>& above) {
    const std::size_t partners = tables.partners.size();
    const auto place = classes_of_agents(tables, population);
    const std::vector<double> nothing(partners, 0.0);
    std::vector<PartnerClass> classes(1 + *std::ranges::max_element(place),
                                      {0.0, nothing, nothing, nothing});
    double sum = 0.0;
    for (std::size_t agent = 0; agent < place.size(); ++agent) {
        PartnerClass& people = classes[place[agent]];
        const double weight = cell_weights[cells.cell_of_agent[agent]];
        sum += weight;
        if (people.weight == 0.0)
            people.shift = leanings_of(tables, population, agent);
        people.weight += weight;
        for (std::size_t p = 0; p < partners; ++p)
            for (const auto& member : above[p])
                people.mean[p] += weight * static_cast<double>(member[agent]) /
                                  static_cast<double>(above[p].size());
    }
    for (PartnerClass& people : classes)
        for (double& mean : people.mean)
            mean /= people.weight;
    for (std::size_t agent = 0; agent < place.size(); ++agent) {
        PartnerClass& people = classes[place[agent]];
        const double share = cell_weights[cells.cell_of_agent[agent]] / people.weight;
        for (std::size_t p = 0; p < partners; ++p)
            for (const auto& member : above[p])
                people.variance[p] +=
                    share * std::pow(static_cast<double>(member[agent]) - people.mean[p], 2) /
                    static_cast<double>(above[p].size());
    }
    for (PartnerClass& people : classes)
        people.weight /= sum;
    return classes;
}

PartnerFit fit_partners(const PartnerTables& tables, std::span<const PartnerClass> classes,
                        const std::stop_token& stop, ProgressSink& progress) {
    const FittedNumbers numbers(tables);
    if (numbers.size() == 0 || tables.mentions.empty())
        throw InputError({"partners/utilities.csv"},
                         "nothing to fit: a number with 'yes' in 'fitted' and a row of "
                         "mentions.csv are needed");
    const auto problem = problem_of(tables, numbers, classes);
    const auto found = best_of_starts(problem, numbers.start(), stop, progress);
    PartnerFit fit{numbers.put(tables, found.parameters), {}, {}, {}, 0, 0, 0, 0};
    orient(fit.tables);
    fit.errors.assign(tables.numbers.size(), 0.0);
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const auto at = static_cast<Eigen::Index>(k);
        fit.errors[numbers.places()[k]] = std::sqrt(found.covariance(at, at));
    }
    fit.expected = expected_mentions(fit.tables, classes);
    fit.cell_errors = errors_of(fit.tables, fit.expected);
    for (std::size_t k = 0; k < tables.mentions.size(); ++k) {
        constexpr double kNinety = 1.645;
        const PrintedMention& cell = tables.mentions[k];
        const double z = (fit.expected.of(cell.base, cell.also) - cell.share) / fit.cell_errors[k];
        fit.chi_square += z * z;
        fit.within += std::abs(z) <= kNinety ? 1 : 0;
    }
    const std::size_t partners = tables.partners.size();
    fit.fitted = numbers.size();
    // Shares of all who name one and two countries, relative to one of them.
    fit.independent =
        std::min(tables.mentions.size(), partners - 1 + partners * (partners - 1) / 2);
    return fit;
}

std::string utilities_csv(const PartnerFit& fit, const std::string& source) {
    CsvText csv{"parameter", "partner", "value", "error", "fitted", "status", "source"};
    for (std::size_t k = 0; k < fit.tables.numbers.size(); ++k) {
        const PartnerNumber& number = fit.tables.numbers[k];
        csv.add(
            {number.lane ? fit.tables.lanes[*number.lane] : std::string("bar"),
             fit.tables.partners[number.partner].id, fmt::format("{:.3f}", number.value),
             number.fitted ? fmt::format("{:.3f}", fit.errors[k]) : std::string(),
             number.fitted ? "yes" : "no", "estimate",
             number.fitted ? source : std::string("held: the printed cells do not determine it")});
    }
    return csv.text();
}

} // namespace kozqaras
