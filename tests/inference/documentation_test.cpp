// The code of docs/inference.md, compiled and run, and compared with the page.

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

// docs: begin
#include "inference/check/diagnostics.hpp"

namespace inference = kozqaras::inference;

inference::InferenceResult calibrate_cooling() {
    const inference::Prior prior(
        {inference::uniform("room", 10, 30), inference::log_normal("rate", -2.0, 0.5)});
    const auto cooling = [](const Eigen::VectorXd& t) {
        const Eigen::ArrayXd minutes{{0, 5, 10, 20, 40}};
        return Eigen::VectorXd(t[0] + (90 - t[0]) * (-t[1] * minutes).exp());
    };
    const Eigen::VectorXd observed{{90.3, 64.0, 47.9, 31.2, 22.6}};
    const inference::InferenceProblem problem(
        prior, inference::in_parallel(cooling),
        inference::constant_covariance(Eigen::MatrixXd::Identity(5, 5)), observed);
    kozqaras::NoProgress progress;
    return inference::infer(problem, inference::Method::importance, {}, {}, progress);
}

// docs: end

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(std::string(KOZQARAS_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Documentation, TheSampleOfThePageIsThisCodeAndWorks) {
    const auto result = calibrate_cooling();
    EXPECT_TRUE(result.warnings.empty());
    EXPECT_NEAR(result.natural.row(0).mean(), 21.6, 1.5);
    EXPECT_NEAR(result.natural.row(1).mean(), 0.1, 0.02);
    const std::string source = text_of("tests/inference/documentation_test.cpp");
    const auto begin = source.find("// docs: begin\n") + 15,
               end = source.find("\n// docs: end") + 1;
    std::string sample, line;
    for (const char c : source.substr(begin, end - begin)) {
        line += c;
        if (c == '\n') {
            sample += line == "\n" ? line : "    " + line;
            line.clear();
        }
    }
    EXPECT_NE(text_of("docs/inference.md").find(sample), std::string::npos);
}

} // namespace
