#include "support/sha256.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kBlock = 64; ///< bytes

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

/// 32 bits, the most significant byte first.
std::uint32_t word_at(const char* bytes) {
    std::uint32_t word = 0;
    for (int i = 0; i < 4; ++i)
        word = word << 8 | static_cast<unsigned char>(bytes[i]);
    return word;
}

Words schedule_of(std::string_view block) {
    Words words; // no zeros first: this is where the time goes
    for (std::size_t i = 0; i < 16; ++i)
        words[i] = word_at(block.data() + 4 * i);
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

Sha256::Sha256() : state_(first_state()) {}

void Sha256::add(std::string_view bytes) {
    bytes_ += bytes.size();
    if (!rest_.empty()) {
        const std::size_t missing = std::min(kBlock - rest_.size(), bytes.size());
        rest_ += bytes.substr(0, missing);
        bytes.remove_prefix(missing);
        if (rest_.size() < kBlock)
            return;
        add_block(state_, rest_);
        rest_.clear();
    }
    for (; bytes.size() >= kBlock; bytes.remove_prefix(kBlock))
        add_block(state_, bytes.substr(0, kBlock));
    rest_ = bytes;
}

std::string Sha256::digits() {
    constexpr std::size_t kLengthField = 8;
    std::string end(1, static_cast<char>(0x80));
    while ((rest_.size() + end.size()) % kBlock != kBlock - kLengthField)
        end += '\0';
    const std::uint64_t bits = bytes_ * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        end += static_cast<char>(bits >> shift & 0xff);
    add(end);
    std::string digits;
    for (const auto word : state_)
        digits += fmt::format("{:08x}", word);
    return digits;
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.digits();
}

std::string sha256_of_file(const std::filesystem::path& path, std::uint64_t from,
                           std::uint64_t length) {
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(from));
    std::vector<char> piece(std::size_t{1} << 20);
    Sha256 hash;
    while (stream && length > 0) {
        const auto wanted = std::min<std::uint64_t>(length, piece.size());
        stream.read(piece.data(), static_cast<std::streamsize>(wanted));
        hash.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
        length -= wanted;
    }
    if (!stream && !stream.eof())
        throw FileError(path.string(), fmt::format("cannot be read: {}", std::strerror(errno)));
    return hash.digits();
}

} // namespace kozqaras
