#pragma once

// Printed statements that say only on which side a number lies: an order of regions, a sign. With
// d the number, s its standard error, the printed sign has probability Phi(d / s) (probit). Its
// deviance -2 log Phi enters a sum of squares as the square of its root, with an expected value of
// 0 and a variance of 1, as one-sided observations do in least squares.

namespace kozqaras {

struct DevianceRoot {
    double value = 0;      ///< sqrt(-2 log Phi(x)): 0 far on the right side, 1.18 at 0
    double derivative = 0; ///< by x, <= 0
};

/// Of x = d / s, positive on the side that is printed. Any finite x.
[[nodiscard]] DevianceRoot one_sided_deviance_root(double x);

} // namespace kozqaras
