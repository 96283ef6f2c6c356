#pragma once
// Compression of large arrays on all cores. HDF5 itself filters one chunk after the other.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <hdf5.h>

namespace kozqaras {

/// One chunk as HDF5's filters shuffle and deflate (at `level`, 1 to 9) would store it: the bytes
/// of the values regrouped by their place in a value, then zlib. BugError if memory runs out in
/// zlib.
[[nodiscard]] std::vector<std::uint8_t> shuffle_and_deflate(std::span<const std::uint8_t> values,
                                                            std::size_t value_bytes, int level);

/// Fills a one-dimensional dataset that was created with these filters and chunks of
/// `chunk_values`. The last chunk is padded with zeros. The bytes do not depend on the number of
/// threads. Returns whether everything was written.
[[nodiscard]] bool write_chunks(hid_t dataset, std::span<const std::uint8_t> bytes,
                                std::size_t value_bytes, std::size_t chunk_values, int level);

} // namespace kozqaras
