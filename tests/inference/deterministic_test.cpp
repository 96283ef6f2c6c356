// Same bytes for any number of threads, after a kill at any point, and a stop that is honoured.

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/inference/small_model.hpp"

namespace kozqaras::inference {
namespace {

InferenceProblem growth_problem() {
    return logistic_growth().with_observed(
        Eigen::VectorXd{{1.7, 3.4, 5.1, 7.3, 9.2, 9.4, 10.1, 9.8}});
}

InferenceSettings small_settings() {
    InferenceSettings settings;
    settings.draws = 200;
    settings.importance_runs = 500;
    settings.smoother.members = 300;
    settings.emulator.runs = 60;
    settings.chain = {.burn_in = 50, .steps = 100, .thin = 5};
    settings.abc.particles = 300;
    settings.abc.most_generations = 4;
    return settings;
}

TEST(Inference, GivesTheSameBytesOnOneAndOnManyThreads) {
    NoProgress progress;
    for (std::size_t m = 0; m < kMethodNames.size(); ++m) {
        const auto run = [&](int threads) {
            const ThreadLimit limit(threads);
            return infer(growth_problem(), static_cast<Method>(m), small_settings(), {}, progress)
                .natural;
        };
        EXPECT_EQ(run(1), run(4)) << kMethodNames[m];
    }
}

TEST(Inference, ResumesWithTheSameBytesAfterAKill) {
    NoProgress progress;
    for (const Method method :
         {Method::laplace, Method::emulator, Method::esmda, Method::abc_smc}) {
        std::string record;
        Checkpoint first("", [&](const std::string& piece) { record += piece; });
        const auto whole = infer(growth_problem(), method, small_settings(), {}, progress, &first);
        for (const double part : {0.3, 0.7, 1.0}) { // killed in the middle of a piece, too
            const auto kept = record.substr(
                0, static_cast<std::size_t>(part * static_cast<double>(record.size())));
            std::string added;
            Checkpoint again(kept, [&](const std::string& piece) { added += piece; });
            const auto resumed =
                infer(growth_problem(), method, small_settings(), {}, progress, &again);
            EXPECT_EQ(resumed.natural, whole.natural);
            EXPECT_LT(resumed.simulations, whole.simulations);
            EXPECT_GT(again.known(), 0U);
            // what was added after the cut counts
            Checkpoint third(kept.substr(0, again.whole()) + added, {});
            const auto last =
                infer(growth_problem(), method, small_settings(), {}, progress, &third);
            EXPECT_EQ(last.natural, whole.natural);
            EXPECT_LE(last.simulations, resumed.simulations);
            if (method != Method::abc_smc) {
                EXPECT_EQ(last.simulations, 0U) << part;
            }
        }
    }
}

TEST(Inference, AChangedProblemDoesNotUseTheRecord) {
    NoProgress progress;
    std::string record;
    Checkpoint first("", [&](const std::string& piece) { record += piece; });
    (void)infer(growth_problem(), Method::laplace, small_settings(), {}, progress, &first);
    Checkpoint again(record, {});
    auto settings = small_settings();
    settings.seed = 2; // other starts: another first batch
    const auto found = infer(growth_problem(), Method::laplace, settings, {}, progress, &again);
    EXPECT_EQ(found.natural,
              infer(growth_problem(), Method::laplace, settings, {}, progress).natural);
    EXPECT_THROW(Checkpoint("something else", {}), InputError);
}

TEST(Inference, StopsWhenAsked) {
    NoProgress progress;
    std::stop_source source;
    source.request_stop();
    for (std::size_t m = 0; m < kMethodNames.size(); ++m)
        EXPECT_THROW((void)infer(growth_problem(), static_cast<Method>(m), small_settings(),
                                 source.get_token(), progress),
                     Interrupted)
            << kMethodNames[m];
}

TEST(Inference, NamesTheMethodThatWasMeant) {
    EXPECT_EQ(method_of("abc-smc"), Method::abc_smc);
    try {
        (void)method_of("abcsmc");
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("abc-smc"), std::string::npos);
    }
}

TEST(Inference, RefusesACovarianceThatIsNone) {
    EXPECT_THROW((void)constant_covariance(-Eigen::MatrixXd::Identity(2, 2)), InputError);
    EXPECT_THROW((void)constant_covariance(Eigen::MatrixXd::Identity(2, 3)), InputError);
    EXPECT_THROW((void)constant_covariance(Eigen::MatrixXd{{1.0, 0.5}, {0.2, 1.0}}), InputError);
}

TEST(Inference, RefusesASimulatorThatNeverGivesNumbers) {
    const InferenceProblem broken(
        Prior({uniform("a", 0.0, 1.0)}), in_parallel([](const Eigen::VectorXd&) {
            return Eigen::VectorXd::Constant(1, std::nan("")).eval();
        }),
        constant_covariance(Eigen::MatrixXd::Identity(1, 1)), Eigen::VectorXd::Zero(1));
    NoProgress progress;
    for (std::size_t m = 0; m < kMethodNames.size(); ++m)
        EXPECT_THROW((void)infer(broken, static_cast<Method>(m), small_settings(), {}, progress),
                     InputError)
            << kMethodNames[m];
}

} // namespace
} // namespace kozqaras::inference
