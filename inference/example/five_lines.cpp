// A simulator of five lines to calibrate: a population that grows to its capacity, counted at eight
// times with an error of 0.5. Copy this file, change prior, simulator and data, and build with
// -DKOZQARAS_SIMULATOR=your_file.cpp.

#include "inference/example/user_simulator.hpp"

namespace inference = kozqaras::inference;

kozqaras::inference::InferenceProblem user_problem() {
    const inference::Prior prior(
        {inference::log_normal("rate", -1.0, 0.5), inference::uniform("capacity", 1.0, 20.0)});
    const auto simulate = [](const Eigen::VectorXd& t) {
        const Eigen::ArrayXd time = Eigen::ArrayXd::LinSpaced(8, 2.0, 16.0);
        const Eigen::VectorXd size = t[1] / (1.0 + (t[1] - 1.0) * (-t[0] * time).exp());
        return size;
    };
    const Eigen::VectorXd observed{{1.7, 3.4, 5.1, 7.3, 9.2, 9.4, 10.1, 9.8}};
    const Eigen::MatrixXd covariance = 0.25 * Eigen::MatrixXd::Identity(8, 8);
    return {prior, inference::in_parallel(simulate), inference::constant_covariance(covariance),
            observed};
}
