#pragma once
// The registry of parameters: every number that can be estimated, with unit, prior and source
// (data/priors). Calibration and ensembles work on vectors in registry order, on the transformed
// (unbounded) scale. What belongs to fear alone stands behind all the rest.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "model/core/national_law.hpp"
#include "model/core/week.hpp"
#include "model/dynamics/dynamics_parameters.hpp"
#include "model/inputs/input_data.hpp"
#include "model/survey/response.hpp"

namespace kozqaras {

struct ParameterSpec {
    std::string
        name; ///< e.g. social.susceptibility, event.war.economic, threshold.econ_trade.positive
    std::string unit, meaning, source;
    Transform transform{};
    double prior_mean = 0, prior_standard_deviation = 0; ///< transformed scale
    bool fitted = true;                                  ///< false: the survey cannot inform it
    Grade grade{};
    std::optional<Attitude> attitude{}; ///< that it moves, if it moves one alone
};

/// A wave and the middle of its fieldwork.
struct DatedWave {
    std::string id;
    Week week{};

    bool operator==(const DatedWave&) const = default;
};

/// Before the kind of exposure in the name of a row: a sector may have the same name.
inline constexpr std::string_view kExposureCarrier = "exposure_";

/// What news of one class of event, plants of one sector, or exposures of one kind do to the
/// answers to one question, beyond what they do to the attitude behind it.
struct ItemChannel {
    enum class Carrier : std::uint8_t { event_class, sector, exposure };

    std::size_t question = 0;
    Carrier carrier{};
    std::size_t place = 0; ///< of the class, the sector or the kind
};

class ParameterRegistry {
  public:
    /// All parameters of the model with the priors of data/. `further`: waves behind those of the
    /// tables, in order of time, at which the country's own change is a parameter, too. InputError
    /// if a prior is missing or unused.
    explicit ParameterRegistry(const InputData& inputs, std::span<const DatedWave> further = {});

    [[nodiscard]] const std::vector<ParameterSpec>& specs() const { return specs_; }

    [[nodiscard]] std::size_t size() const { return specs_.size(); }

    /// Questions that have thresholds.
    [[nodiscard]] std::size_t questions() const { return question_attitudes_.size(); }

    /// On which each of them loads.
    [[nodiscard]] const std::vector<Attitude>& question_attitudes() const {
        return question_attitudes_;
    }

    /// Macro-region of each region, numbered 0 .. macro_regions() - 1 as they first occur.
    [[nodiscard]] const std::vector<std::size_t>& macro_region_of() const {
        return macro_region_of_;
    }

    [[nodiscard]] std::size_t macro_regions() const { return macro_regions_; }

    /// Waves of the tables, then further ones: from the second on each has a step of the country's
    /// own change.
    [[nodiscard]] const std::vector<DatedWave>& waves() const { return waves_; }

    [[nodiscard]] const NationalLaw& law() const { return law_; }

    /// From the middle of the first wave of the tables to that of the last.
    [[nodiscard]] const GrowthPeriod& growth_period() const { return growth_period_; }

    /// step_factor() of these waves.
    [[nodiscard]] const Eigen::MatrixXd& step_factor() const { return step_factor_; }

    /// A row `item.QUESTION.CLASS`, `item.QUESTION.SECTOR` or `item.QUESTION.exposure_KIND` of the
    /// priors makes one; their parameters stand together, in this order.
    [[nodiscard]] const std::vector<ItemChannel>& item_channels() const { return item_channels_; }

    /// Whether the priors have the family `experience.kin`: relatives hear of time spent in China.
    /// Its parameters are the last but the next.
    [[nodiscard]] bool kin_hear() const { return kin_hear_; }

    /// Whether the priors have the row `exposure.sector_contrast`. Its parameter is the last.
    [[nodiscard]] bool sectors_differ() const { return sectors_differ_; }

    /// Whose groups have anchors.
    [[nodiscard]] const Country& country() const { return *country_; }

    /// Position of a name; throws BugError if unknown.
    [[nodiscard]] std::size_t index(const std::string& name) const;
    [[nodiscard]] std::vector<double> prior_means() const;
    /// Transformed -> natural value of parameter `index`.
    [[nodiscard]] double natural(std::size_t index, double transformed) const;

  private:
    void add(const InputData& inputs, const std::string& name);
    void add_regional(const InputData& inputs);
    void add_national(const InputData& inputs, std::span<const DatedWave> further);
    void add_question(const InputData& inputs, const Question& question);
    void add_fear(const InputData& inputs, DynamicsParameters& layout);
    void add_item_channels(const InputData& inputs);
    void add_optional(const InputData& inputs, DynamicsParameters& layout);

    std::vector<ParameterSpec> specs_;
    SharedCountry country_;
    std::vector<Attitude> question_attitudes_;
    std::vector<std::string> places_; ///< names of the departures of macro-regions and regions
    std::vector<std::size_t> macro_region_of_;
    std::size_t macro_regions_ = 0;
    std::vector<DatedWave> waves_;
    NationalLaw law_;
    GrowthPeriod growth_period_;
    Eigen::MatrixXd step_factor_;
    std::vector<ItemChannel> item_channels_;
    bool kin_hear_ = false, sectors_differ_ = false;
};

/// The values one member runs with, natural scale.
struct MemberParameters {
    DynamicsParameters dynamics;
    ResponseParameters response;

    struct National {
        double size = 1; ///< of its drawn change against that of the law
        /// Change since the first wave at each wave behind it, latent s.d.
        std::vector<AttitudeVector> steps;
    } national;

    /// Of ParameterRegistry::item_channels(): latent s.d. of the question at a volume of news of 1
    /// (EventVolume) or one plant (plant_volume()), more is more positive answers.
    std::vector<double> item_loadings;
};

/// Sorts a vector in registry order (transformed scale) into the structs the model uses.
[[nodiscard]] MemberParameters unpack(const ParameterRegistry& registry,
                                      std::span<const double> transformed);

} // namespace kozqaras
