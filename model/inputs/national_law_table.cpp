#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 6> kNames{"level_deviation",     "transient_deviation",
                                                 "transient_half_life", "reversion",
                                                 "degrees_of_freedom",  "common_share"};

} // namespace

NationalLaw load_national_law(const DataFolder& parameters) {
    constexpr double kLargest = 100.0;
    const auto table =
        parameters.table("national_law.csv", with_origin()
                                                 .code("name", kNames, "number of the law")
                                                 .number("value", 0.0, kLargest)
                                                 .remark("unit")
                                                 .complete_key({"name"}));
    NationalLaw law;
    const auto take = [&](std::string_view name, double low, double high) {
        for (std::size_t row = 0;; ++row)
            if (table.text(row, "name") == name)
                return table.number(row, "value", low, high);
    };
    constexpr double kLeast = 1e-6;
    law.level_deviation = take("level_deviation", kLeast, 2.0);
    law.transient_deviation = take("transient_deviation", 0.0, 2.0);
    law.transient_half_life = take("transient_half_life", 0.01, 2.0);
    law.reversion = take("reversion", 0.0, 3.0);
    law.degrees_of_freedom = take("degrees_of_freedom", 2.1, kLargest);
    law.common_share = take("common_share", 0.0, 1.0);
    return law;
}

} // namespace kozqaras
