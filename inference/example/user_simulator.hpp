#pragma once
// What a user supplies to calibrate a simulator of their own with calibrate-simulator.

#include "inference/problem.hpp"

/// Prior, simulator, data. See five_lines.cpp; docs/inference.md.
[[nodiscard]] kozqaras::inference::InferenceProblem user_problem();
