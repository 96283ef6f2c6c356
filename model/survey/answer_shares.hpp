#pragma once

namespace kozqaras {

/// Shares of all respondents of a group; no opinion is 1 - positive - negative.
struct AnswerShares {
    double positive = 0, negative = 0;

    [[nodiscard]] double net() const { return positive - negative; }
};

} // namespace kozqaras
