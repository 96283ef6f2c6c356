// The population that every shipped calibration rests on: a change of it must be a decision.
#include <filesystem>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {
namespace {

/// FNV-1a 64 over the values of an array, lowest byte first.
class Fingerprint {
  public:
    template <class Value> void add(const std::vector<Value>& values) {
        for (const Value value : values)
            for (std::size_t byte = 0; byte < sizeof(Value); ++byte) {
                hash_ ^= (static_cast<std::uint64_t>(value) >> (8 * byte)) & 0xFFU;
                hash_ *= 1099511628211ULL;
            }
    }

    [[nodiscard]] std::uint64_t value() const { return hash_; }

  private:
    std::uint64_t hash_ = 14695981039346656037ULL;
};

std::uint64_t fingerprint(const Population& p) {
    Fingerprint print;
    for (const auto* classes : {&p.region, &p.settlement, &p.sex, &p.age, &p.ethnicity, &p.language,
                                &p.wealth, &p.education, &p.attention})
        print.add(*classes);
    print.add(p.contact);
    print.add(p.media_diet);
    print.add(p.household);
    return print.value();
}

TEST(DefaultPopulation, IsTheOneTheCalibrationRestsOn) {
    const auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    const auto print = [&](double scale, std::uint64_t seed) {
        return fingerprint(synthesise(inputs, {.scale = scale, .seed = seed}).population);
    };
    EXPECT_EQ(print(0.01, 1), 12060752741985059158ULL);
    EXPECT_EQ(print(0.002, 7), 17683751793820306434ULL);
}

} // namespace
} // namespace kozqaras
