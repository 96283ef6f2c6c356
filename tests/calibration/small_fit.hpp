#pragma once
// A search small enough for a test.

#include <memory>

#include "calibration/posterior_search.hpp"
#include "support/parallel.hpp"
#include "tests/calibration/small_recovery.hpp"

namespace kozqaras {

/// A small country and what is fitted to it.
struct SmallFit {
    explicit SmallFit(const CalibrationSetup& setup)
        : inputs(inputs_of(shipped_inputs(), setup)),
          registry(std::make_shared<const ParameterRegistry>(inputs)),
          model(make_world(inputs, setup.scale, setup.seed, silent), registry, setup, {}, silent,
                nullptr),
          covariance(covariance_of(model.world(), model.targets(), setup.covariance)),
          problem(problem_of(model, covariance)) {}

    NoProgress silent;
    InputData inputs;
    std::shared_ptr<const ParameterRegistry> registry;
    WaveModel model;
    TargetCovariance covariance;
    inference::CalibrationProblem problem;
};

inline CalibrationSetup small_setup() {
    auto setup = small_recovery_setup();
    setup.members = 0;
    setup.starts = 2;
    setup.search.most_iterations = 2;
    return setup;
}

} // namespace kozqaras
