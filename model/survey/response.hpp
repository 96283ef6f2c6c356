#pragma once
// How an attitude becomes an answer: ordered probit with two thresholds per question.
//   latent y = x[attitude of q] + d + e,   d ~ N(0, r) persistent per person and question, e ~ N(0,
//   1 - r) positive if y > upper, negative if y < lower, otherwise neither.
// d + e has variance 1, which fixes the scale of the attitudes.

#include <vector>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

struct ResponseParameters {
    std::vector<double> lower;     ///< per question; below: negative
    std::vector<double> upper;     ///< per question; above: positive; upper > lower
    double persistent_share = 0.5; ///< r: share of the answer's variance that persists, 0..1
};

} // namespace kozqaras
