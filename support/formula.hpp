#pragma once
// A formula that a table of data holds: arithmetic on named values, read once, evaluated often.

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "support/errors.hpp"

namespace kozqaras {

/// Arithmetic of muParser (+ - * / ^, comparisons that give 0 or 1, && ||, min, max, avg, sum, abs)
/// and, over any number of values: spread (standard deviation, divisor n), above_zero (how many are
/// positive), and correlation (of the first half of its values with the second).
class Formula {
  public:
    /// `text` may name values as v0, v1, ... up to `values` of them. InputError at `place` if it is
    /// no formula.
    Formula(const std::string& text, std::size_t values, const Position& place);
    ~Formula();
    Formula(Formula&&) noexcept;
    Formula& operator=(Formula&&) noexcept;

    /// With v0 = values[0] and so on; NaN where a value is. BugError if their number differs.
    [[nodiscard]] double operator()(std::span<const double> values) const;

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace kozqaras
