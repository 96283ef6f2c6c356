// Fits the cooling of a cup of tea (90 degrees at first, room 20, rate 0.05 a minute; noise of 1
// degree left out) and prints what tests/install/installed_inference_test.sh expects.
#include <cstdio>

#include "inference/infer.hpp"
#include "support/errors.hpp"

namespace inference = kozqaras::inference;

namespace {

Eigen::VectorXd cooling(const Eigen::VectorXd& t) {
    const Eigen::ArrayXd minutes{{0, 5, 10, 20, 40}};
    return Eigen::VectorXd(t[0] + (90 - t[0]) * (-t[1] * minutes).exp());
}

} // namespace

int main() {
    const inference::Prior prior(
        {inference::uniform("room", 10, 30), inference::log_normal("rate", -2.0, 0.5)});
    const Eigen::VectorXd truth{{20.0, 0.05}};
    const inference::InferenceProblem problem(
        prior, inference::in_parallel(cooling),
        inference::constant_covariance(Eigen::MatrixXd::Identity(5, 5)), cooling(truth));
    kozqaras::NoProgress progress;
    const auto result = inference::infer(problem, inference::Method::importance, {}, {}, progress);
    const Eigen::VectorXd mean = result.natural.rowwise().mean();
    std::printf("room %.3f\nrate %.4f\n", mean[0], mean[1]);
    try {
        static_cast<void>(inference::Prior({inference::uniform("room", 30, 10)}));
    } catch (const kozqaras::InputError& error) {
        std::printf("refused: %s\n", error.what());
    }
}
