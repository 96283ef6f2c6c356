#pragma once

// Two standard normal numbers that correlate.

namespace kozqaras {

/// P(X < x, Y < y) for standard normal X, Y with this correlation, -1 to 1: the integral over the
/// correlation of Drezner and Wesolowsky (1990) in Plackett's angle, Gauss-Legendre with 20 nodes;
/// absolute error below 1e-9 for |correlation| <= 0.95.
[[nodiscard]] double bivariate_normal_cdf(double x, double y, double correlation);

/// Correlation of two normal numbers of which one lies above a threshold with chance `first`, the
/// other with `second`, and both with `joint` (Pearson's tetrachoric correlation), -0.999 to 0.999:
/// the end of that range where `joint` is beyond what correlation gives. Chances above 0, below 1.
[[nodiscard]] double tetrachoric_correlation(double first, double second, double joint);

} // namespace kozqaras
