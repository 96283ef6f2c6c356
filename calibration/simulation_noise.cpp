#include "calibration/simulation_noise.hpp"

#include "calibration/wave_model.hpp"
#include "inference/numbers.hpp"
#include "model/engine/countries.hpp"
#include "support/errors.hpp"

namespace kozqaras {

std::shared_ptr<const SimulationNoise>
measure_simulation_noise(const InputData& inputs,
                         const std::shared_ptr<const ParameterRegistry>& registry,
                         const CalibrationSetup& setup, const Eigen::VectorXd& fitted,
                         const std::stop_token& stop, ProgressSink& progress) {
    constexpr int kFewest = 20;
    constexpr std::uint64_t kFirst = 1'000'000; // seeds far from those of anything else
    const int countries = setup.noise_countries;
    require(countries >= kFewest, "too few countries to measure noise");
    Eigen::MatrixXd values;
    double agents = 0.0;
    NoProgress silent;
    const Countries others(inputs);
    for (int number = 0; number < countries; ++number) {
        progress.report("noise of the simulation", static_cast<std::uint64_t>(number),
                        static_cast<std::uint64_t>(countries));
        const auto seed = setup.seed + kFirst + static_cast<std::uint64_t>(number);
        const auto country = others.make(setup.scale, seed, silent);
        const WaveModel model(country, registry, setup, stop, silent, nullptr);
        const Eigen::VectorXd expected = model.expected(fitted).col(0);
        values.conservativeResize(expected.size(), number + 1);
        values.col(number) = expected;
        agents += static_cast<double>(country->population.size()) / countries;
    }
    progress.report("noise of the simulation", 1, 1);
    return std::make_shared<const SimulationNoise>(
        SimulationNoise{agents * inference::sample_covariance(values), values.rowwise().mean()});
}

} // namespace kozqaras
