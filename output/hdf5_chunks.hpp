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

/// An array cut into chunks each of which lies in one piece: whole along the last axes, cut along
/// one, of length 1 along those before.
struct ChunkLayout {
    std::vector<hsize_t> shape, chunk; ///< values along each axis
    std::size_t value_bytes = 0;
};

/// Fills a dataset that was created with these filters and chunks; `bytes` are its values, last
/// axis fastest. Chunks over the end of an axis are padded with zeros. The bytes do not depend on
/// the number of threads. Returns whether everything was written. BugError for another layout.
[[nodiscard]] bool write_chunks(hid_t dataset, std::span<const std::uint8_t> bytes,
                                const ChunkLayout& layout, int level);

} // namespace kozqaras
