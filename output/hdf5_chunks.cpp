#include "output/hdf5_chunks.hpp"

#include <algorithm>

#include <zlib.h>

#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

/// Chunks compressed before any is written: bounds the memory beside the values.
constexpr std::size_t kChunksAtOnce = 64;

/// Byte 0 of all values, then byte 1 of all values, and so on.
std::vector<std::uint8_t> shuffled(std::span<const std::uint8_t> values, std::size_t value_bytes) {
    const std::size_t count = values.size() / value_bytes;
    std::vector<std::uint8_t> result(values.size());
    for (std::size_t byte = 0; byte < value_bytes; ++byte)
        for (std::size_t value = 0; value < count; ++value)
            result[byte * count + value] = values[value * value_bytes + byte];
    return result;
}

/// The bytes of chunk `number`, as long as every other.
std::vector<std::uint8_t> padded_chunk(std::span<const std::uint8_t> bytes, std::size_t number,
                                       std::size_t chunk_bytes) {
    const auto part = bytes.subspan(number * chunk_bytes,
                                    std::min(chunk_bytes, bytes.size() - number * chunk_bytes));
    std::vector<std::uint8_t> chunk(chunk_bytes, 0);
    std::ranges::copy(part, chunk.begin());
    return chunk;
}

} // namespace

std::vector<std::uint8_t> shuffle_and_deflate(std::span<const std::uint8_t> values,
                                              std::size_t value_bytes, int level) {
    require(value_bytes > 0 && values.size() % value_bytes == 0, "a chunk of broken values");
    const auto bytes = shuffled(values, value_bytes);
    uLongf length = compressBound(static_cast<uLong>(bytes.size()));
    std::vector<std::uint8_t> compressed(length);
    const int status = compress2(compressed.data(), &length, bytes.data(),
                                 static_cast<uLong>(bytes.size()), level);
    require(status == Z_OK, "zlib could not compress a chunk");
    compressed.resize(length);
    return compressed;
}

bool write_chunks(hid_t dataset, std::span<const std::uint8_t> bytes, std::size_t value_bytes,
                  std::size_t chunk_values, int level) {
    const std::size_t chunk_bytes = chunk_values * value_bytes;
    const std::size_t chunks = (bytes.size() + chunk_bytes - 1) / chunk_bytes;
    std::vector<std::vector<std::uint8_t>> ready(std::min(chunks, kChunksAtOnce));
    for (std::size_t first = 0; first < chunks; first += ready.size()) {
        const std::size_t count = std::min(ready.size(), chunks - first);
        for_blocks(count, 1, [&](std::size_t place, std::size_t) {
            ready[place] = shuffle_and_deflate(padded_chunk(bytes, first + place, chunk_bytes),
                                               value_bytes, level);
        });
        for (std::size_t place = 0; place < count; ++place) {
            const hsize_t offset = (first + place) * chunk_values;
            constexpr std::uint32_t kAllFilters = 0; // the mask of filters that were left out
            if (H5Dwrite_chunk(dataset, H5P_DEFAULT, kAllFilters, &offset, ready[place].size(),
                               ready[place].data()) < 0)
                return false;
        }
    }
    return true;
}

} // namespace kozqaras
