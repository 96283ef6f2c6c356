#include "support/sha256.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include <fmt/format.h>

namespace kozqaras {

namespace {

using Words = std::array<std::uint32_t, 64>;

constexpr std::array<std::uint32_t, 64> first_primes() {
    std::array<std::uint32_t, 64> primes{};
    std::size_t found = 0;
    for (std::uint32_t candidate = 2; found < primes.size(); ++candidate) {
        bool prime = true;
        for (std::size_t i = 0; i < found; ++i)
            prime = prime && candidate % primes[i] != 0;
        if (prime)
            primes[found++] = candidate;
    }
    return primes;
}

/// First 32 bits of the fraction of the square or cube root of `number` (FIPS 180-4, 4.2.2, 5.3.3),
/// in whole numbers: the largest r with r^power <= number 2^(32 power), without its whole part.
constexpr std::uint32_t root_fraction(std::uint32_t number, int power) {
    __extension__ typedef unsigned __int128 Wide; // an extension of both compilers
    Wide low = 0, high = Wide{1} << 37;           // 32 bits after the point, roots below 32
    while (high - low > 1) {
        const Wide middle = (low + high) / 2;
        const Wide raised = power == 2 ? middle * middle : middle * middle * middle;
        (raised <= Wide{number} << (32 * power) ? low : high) = middle;
    }
    return static_cast<std::uint32_t>(low);
}

constexpr Words round_constants() {
    Words constants{};
    const auto primes = first_primes();
    for (std::size_t i = 0; i < constants.size(); ++i)
        constants[i] = root_fraction(primes[i], 3);
    return constants;
}

constexpr std::array<std::uint32_t, 8> first_state() {
    std::array<std::uint32_t, 8> state{};
    const auto primes = first_primes();
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] = root_fraction(primes[i], 2);
    return state;
}

Words schedule_of(std::string_view block) {
    Words words{};
    for (std::size_t i = 0; i < 64; ++i)
        words[i / 4] = words[i / 4] << 8 | static_cast<unsigned char>(block[i]);
    for (std::size_t i = 16; i < words.size(); ++i) {
        const std::uint32_t early = words[i - 15], late = words[i - 2];
        const auto small0 = std::rotr(early, 7) ^ std::rotr(early, 18) ^ (early >> 3);
        const auto small1 = std::rotr(late, 17) ^ std::rotr(late, 19) ^ (late >> 10);
        words[i] = words[i - 16] + small0 + words[i - 7] + small1;
    }
    return words;
}

void add_block(std::array<std::uint32_t, 8>& state, std::string_view block) {
    static constexpr Words constants = round_constants();
    const Words words = schedule_of(block);
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto large1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const auto first = h + large1 + ((e & f) ^ (~e & g)) + constants[i] + words[i];
        const auto large0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const auto second = large0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + first;
        d = c, c = b, b = a, a = first + second;
    }
    const std::array<std::uint32_t, 8> sum{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += sum[i];
}

} // namespace

std::string sha256(std::string_view bytes) {
    constexpr std::size_t kBlock = 64, kLengthField = 8;
    std::string padded(bytes);
    padded += static_cast<char>(0x80);
    while (padded.size() % kBlock != kBlock - kLengthField)
        padded += '\0';
    const std::uint64_t bits = bytes.size() * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        padded += static_cast<char>(bits >> shift & 0xff);
    auto state = first_state();
    for (std::size_t at = 0; at < padded.size(); at += kBlock)
        add_block(state, std::string_view(padded).substr(at, kBlock));
    std::string digits;
    for (const auto word : state)
        digits += fmt::format("{:08x}", word);
    return digits;
}

} // namespace kozqaras
