#include "calibration/posterior.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "calibration/stored_tables.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 3> kTransforms{"identity", "log", "logit"};
constexpr std::array<std::string_view, 3> kGrades{"measured_here", "measured_elsewhere",
                                                  "judgement"};

std::string_view informed_by(bool fitted, double ratio) {
    if (!fitted)
        return "not fitted";
    return ratio < kInformedByData ? "data" : ratio < kNotInformed ? "both" : "prior";
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char c : text)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
}

} // namespace

Posterior prior_as_posterior(const ParameterRegistry& registry) {
    Posterior posterior;
    const auto means = registry.prior_means();
    posterior.mean =
        Eigen::Map<const Eigen::VectorXd>(means.data(), static_cast<Eigen::Index>(means.size()));
    for (std::size_t i = 0; i < registry.size(); ++i)
        if (registry.specs()[i].fitted)
            posterior.fitted.push_back(i);
    const auto size = static_cast<Eigen::Index>(posterior.fitted.size());
    posterior.factor = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index k = 0; k < size; ++k)
        posterior.factor(k, k) = registry.specs()[posterior.fitted[static_cast<std::size_t>(k)]]
                                     .prior_standard_deviation;
    return posterior;
}

std::vector<double> standard_deviations(const Posterior& posterior,
                                        const ParameterRegistry& registry) {
    std::vector<double> result;
    for (const ParameterSpec& spec : registry.specs())
        result.push_back(spec.prior_standard_deviation);
    for (std::size_t k = 0; k < posterior.fitted.size(); ++k)
        result[posterior.fitted[k]] = posterior.factor.row(static_cast<Eigen::Index>(k)).norm();
    return result;
}

std::vector<FamilyInformation> family_information(const Posterior& posterior,
                                                  const ParameterRegistry& registry) {
    std::vector<FamilyInformation> families;
    const auto deviations = standard_deviations(posterior, registry);
    for (std::size_t i = 0; i < registry.size(); ++i) {
        const ParameterSpec& spec = registry.specs()[i];
        const std::string family = spec.name.substr(0, spec.name.find('.'));
        auto place = std::ranges::find(families, family, &FamilyInformation::family);
        if (place == families.end())
            place = families.insert(families.end(), {family, 0, 0});
        ++place->parameters;
        const auto by = informed_by(std::ranges::binary_search(posterior.fitted, i),
                                    deviations[i] / spec.prior_standard_deviation);
        place->informed += by == "data" || by == "both" ? 1 : 0;
    }
    return families;
}

std::string posterior_table(const Posterior& posterior, const ParameterRegistry& registry) {
    std::string text = "name,unit,transform,natural_value,mean,standard_deviation,prior_mean,"
                       "prior_standard_deviation,posterior_over_prior_sd,informed_by,grade,"
                       "meaning,source\n";
    const auto deviations = standard_deviations(posterior, registry);
    for (std::size_t i = 0; i < registry.size(); ++i) {
        const ParameterSpec& spec = registry.specs()[i];
        const double mean = posterior.mean[static_cast<Eigen::Index>(i)];
        const double ratio = deviations[i] / spec.prior_standard_deviation;
        text += fmt::format("{},{},{},{:.5g},{:.8g},{:.5g},{:.5g},{:.5g},{:.3f},{},{},{},{}\n",
                            spec.name, quoted(spec.unit),
                            kTransforms[static_cast<std::size_t>(spec.transform)],
                            registry.natural(i, mean), mean, deviations[i], spec.prior_mean,
                            spec.prior_standard_deviation, ratio,
                            informed_by(std::ranges::binary_search(posterior.fitted, i), ratio),
                            kGrades[static_cast<std::size_t>(spec.grade)], quoted(spec.meaning),
                            quoted(spec.source));
    }
    return text;
}

std::string factor_table(const Posterior& posterior, const ParameterRegistry& registry) {
    std::string text = "name,row\n";
    for (Eigen::Index i = 0; i < posterior.factor.rows(); ++i) {
        text += registry.specs()[posterior.fitted[static_cast<std::size_t>(i)]].name + ',';
        for (Eigen::Index j = 0; j <= i; ++j)
            text += fmt::format("{}{:.5g}", j > 0 ? " " : "", posterior.factor(i, j));
        text += '\n';
    }
    return text;
}

std::string members_table(const Posterior& posterior, const ParameterRegistry& registry) {
    std::string text = "name,row\n";
    for (Eigen::Index i = 0; i < posterior.draws.rows(); ++i) {
        text += registry.specs()[posterior.fitted[static_cast<std::size_t>(i)]].name + ',';
        for (Eigen::Index j = 0; j < posterior.draws.cols(); ++j)
            text += fmt::format("{}{:.5g}", j > 0 ? " " : "", posterior.draws(i, j));
        text += '\n';
    }
    return text;
}

namespace {

std::vector<double> numbers_in(const CsvTable& table, std::size_t row) {
    const std::string& text = table.text(row, "row");
    std::vector<double> values;
    const char *at = text.data(), *end = at + text.size();
    while (at < end) {
        double value = 0.0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc{} || !std::isfinite(value))
            throw InputError(table.position(row, "row"), "expected numbers parted by blanks");
        values.push_back(value);
        at = next;
        while (at < end && *at == ' ')
            ++at;
    }
    return values;
}

std::size_t registry_position(const CsvTable& table, std::size_t row,
                              const ParameterRegistry& registry) {
    const std::string& name = table.text(row, "name");
    const auto found = std::ranges::find(registry.specs(), name, &ParameterSpec::name);
    if (found == registry.specs().end()) {
        std::vector<std::string_view> names;
        for (const ParameterSpec& spec : registry.specs())
            names.emplace_back(spec.name);
        const auto near = nearest_name(name, names);
        throw InputError(table.position(row, "name"),
                         fmt::format("'{}' is no parameter of this version.{} Calibrate again",
                                     shortened(name),
                                     near.empty() ? "" : fmt::format(" Nearest: '{}'.", near)));
    }
    return static_cast<std::size_t>(found - registry.specs().begin());
}

} // namespace

namespace {

/// members.csv: every row as long as the first, rows in the order of the factor.
void read_draws(const CsvTable& table, const ParameterRegistry& registry, Posterior& posterior) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row >= posterior.fitted.size() ||
            registry_position(table, row, registry) != posterior.fitted[row])
            throw InputError(table.position(row, "name"), "rows must be those of factor.csv");
        const auto numbers = numbers_in(table, row);
        if (row == 0)
            posterior.draws.resize(static_cast<Eigen::Index>(posterior.fitted.size()),
                                   static_cast<Eigen::Index>(numbers.size()));
        if (static_cast<Eigen::Index>(numbers.size()) != posterior.draws.cols())
            throw InputError(table.position(row, "row"),
                             fmt::format("{} numbers, the first row has {}", numbers.size(),
                                         posterior.draws.cols()));
        for (std::size_t member = 0; member < numbers.size(); ++member)
            posterior.draws(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(member)) =
                numbers[member];
    }
    if (table.rows() != posterior.fitted.size())
        throw InputError({table.name()}, fmt::format("{} rows, factor.csv has {}", table.rows(),
                                                     posterior.fitted.size()));
}

/// Of an attitude that the posterior holds nothing of: it was made by a version that did not know
/// it, and is a posterior of all others.
bool belongs_to_unknown_attitude(std::size_t i, const ParameterRegistry& registry,
                                 const std::vector<bool>& seen) {
    const auto attitude = registry.specs()[i].attitude;
    if (!attitude)
        return false;
    for (std::size_t other = 0; other < registry.size(); ++other)
        if (seen[other] && registry.specs()[other].attitude == attitude)
            return false;
    return true;
}

} // namespace

std::vector<Attitude> attitudes_not_fitted(const Posterior& posterior,
                                           const ParameterRegistry& registry) {
    std::vector<Attitude> without;
    for (std::size_t a = 0; a < kAttitudeCount; ++a) {
        const auto is_of = [&](std::size_t i) {
            return registry.specs()[i].attitude == static_cast<Attitude>(a);
        };
        if (std::ranges::none_of(posterior.fitted, is_of))
            without.push_back(static_cast<Attitude>(a));
    }
    return without;
}

namespace {

/// factor.csv: which parameters are fitted, and their joint uncertainty.
void read_factor(const std::filesystem::path& folder, const ParameterRegistry& registry,
                 Posterior& posterior) {
    const CsvTable factor = stored_table(folder, "factor.csv", {"name"});
    posterior.fitted.clear();
    if (factor.rows() > registry.size()) // before memory is taken for the square of it
        throw InputError({factor.name()},
                         fmt::format("{} rows, but there are {} parameters. Calibrate again",
                                     factor.rows(), registry.size()));
    const auto size = static_cast<Eigen::Index>(factor.rows());
    posterior.factor = Eigen::MatrixXd::Zero(size, size);
    for (std::size_t row = 0; row < factor.rows(); ++row) {
        posterior.fitted.push_back(registry_position(factor, row, registry));
        if (row > 0 && posterior.fitted[row] <= posterior.fitted[row - 1])
            throw InputError(factor.position(row, "name"), "rows must follow the registry's order");
        const auto numbers = numbers_in(factor, row);
        if (numbers.size() != row + 1)
            throw InputError(factor.position(row, "row"),
                             fmt::format("row {} must hold {} numbers", row + 1, row + 1));
        for (std::size_t column = 0; column <= row; ++column)
            posterior.factor(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                numbers[column];
    }
}

} // namespace

Posterior read_posterior(const std::filesystem::path& folder, const ParameterRegistry& registry) {
    const CsvTable values = stored_table(folder, "posterior.csv", {"name"});
    Posterior posterior = prior_as_posterior(registry);
    std::vector<bool> seen(registry.size(), false);
    constexpr double kLargest = 1e6;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        const std::size_t i = registry_position(values, row, registry);
        posterior.mean[static_cast<Eigen::Index>(i)] =
            values.number(row, "mean", -kLargest, kLargest);
        seen[i] = true;
    }
    for (std::size_t i = 0; i < registry.size(); ++i)
        if (!seen[i] && registry.specs()[i].fitted && // the others keep their prior
            !belongs_to_unknown_attitude(i, registry, seen))
            throw InputError({values.name()},
                             fmt::format("parameter '{}' is missing. Calibrate again",
                                         registry.specs()[i].name));
    read_factor(folder, registry, posterior);
    if (const auto members = stored_table_if_any(folder, "members.csv", {"name"}))
        read_draws(*members, registry, posterior);
    return posterior;
}

} // namespace kozqaras
