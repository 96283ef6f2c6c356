#include "support/formula.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>
#include <muParser.h>

namespace kozqaras {

namespace {

double formula_mean(std::span<const double> values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double formula_spread(const double* first, int count) {
    const std::span values(first, static_cast<std::size_t>(count));
    const double mean = formula_mean(values);
    double squares = 0.0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / count);
}

double formula_above_zero(const double* first, int count) {
    return static_cast<double>(std::count_if(first, first + count, [](double v) { return v > 0; }));
}

double formula_correlation(const double* first, int count) {
    const auto half = static_cast<std::size_t>(count / 2);
    const std::span left(first, half), right(first + half, half);
    if (count % 2 != 0 || half < 2)
        return std::numeric_limits<double>::quiet_NaN();
    const double left_mean = formula_mean(left), right_mean = formula_mean(right);
    double product = 0.0, left_square = 0.0, right_square = 0.0;
    for (std::size_t i = 0; i < half; ++i) {
        product += (left[i] - left_mean) * (right[i] - right_mean);
        left_square += (left[i] - left_mean) * (left[i] - left_mean);
        right_square += (right[i] - right_mean) * (right[i] - right_mean);
    }
    return product / std::sqrt(left_square * right_square);
}

} // namespace

struct Formula::Implementation {
    mu::Parser parser;
    std::vector<double> values; ///< what the parser's names stand for
};

Formula::Formula(const std::string& text, std::size_t values, const Position& place)
    : implementation_(std::make_unique<Implementation>()) {
    auto& [parser, variables] = *implementation_;
    variables.assign(std::max<std::size_t>(values, 1), 1.0);
    try {
        for (std::size_t i = 0; i < values; ++i)
            parser.DefineVar(fmt::format("v{}", i), &variables[i]);
        parser.DefineFun("spread", formula_spread);
        parser.DefineFun("above_zero", formula_above_zero);
        parser.DefineFun("correlation", formula_correlation);
        parser.SetExpr(text);
        static_cast<void>(parser.Eval());
    } catch (const mu::Parser::exception_type& error) {
        throw InputError(place, fmt::format("'{}' is no formula: {}", text, error.GetMsg()));
    }
}

Formula::~Formula() = default;
Formula::Formula(Formula&&) noexcept = default;
Formula& Formula::operator=(Formula&&) noexcept = default;

double Formula::operator()(std::span<const double> values) const {
    auto& [parser, variables] = *implementation_;
    require(values.size() <= variables.size(), "a formula has other values");
    for (const double value : values)
        if (std::isnan(value))
            return std::numeric_limits<double>::quiet_NaN();
    std::ranges::copy(values, variables.begin());
    return parser.Eval();
}

} // namespace kozqaras
