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

/// Where the chunks of a layout lie.
class Chunks {
  public:
    explicit Chunks(const ChunkLayout& layout) : layout_(layout), cut_(layout.shape.size() - 1) {
        require(layout.shape.size() == layout.chunk.size(), "a chunk of other axes");
        inner_ = layout.value_bytes;
        for (; cut_ > 0 && layout.chunk[cut_] == layout.shape[cut_]; --cut_)
            inner_ *= layout.shape[cut_];
        for (std::size_t axis = 0; axis < cut_; ++axis) {
            require(layout.chunk[axis] == 1, "a chunk in several pieces");
            rows_ *= layout.shape[axis];
        }
        along_ = (layout.shape[cut_] + layout.chunk[cut_] - 1) / layout.chunk[cut_];
    }

    [[nodiscard]] std::size_t count() const { return rows_ * along_; }

    /// The bytes of chunk `number`, as many as of every other.
    [[nodiscard]] std::vector<std::uint8_t> padded(std::span<const std::uint8_t> bytes,
                                                   std::size_t number) const {
        const hsize_t whole = layout_.chunk[cut_], length = layout_.shape[cut_],
                      first = number % along_ * whole;
        const auto part = bytes.subspan((number / along_ * length + first) * inner_,
                                        std::min(whole, length - first) * inner_);
        std::vector<std::uint8_t> chunk(whole * inner_, 0);
        std::ranges::copy(part, chunk.begin());
        return chunk;
    }

    /// Its first value, along each axis.
    [[nodiscard]] std::vector<hsize_t> offset(std::size_t number) const {
        std::vector<hsize_t> offset(layout_.shape.size(), 0);
        offset[cut_] = number % along_ * layout_.chunk[cut_];
        hsize_t row = number / along_;
        for (std::size_t axis = cut_; axis-- > 0; row /= layout_.shape[axis])
            offset[axis] = row % layout_.shape[axis];
        return offset;
    }

  private:
    const ChunkLayout& layout_;
    std::size_t cut_;       ///< the axis along which an array is cut
    std::size_t inner_ = 0; ///< bytes of one step along it
    std::size_t rows_ = 1;  ///< places along the axes before
    std::size_t along_ = 0; ///< chunks along it
};

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

bool write_chunks(hid_t dataset, std::span<const std::uint8_t> bytes, const ChunkLayout& layout,
                  int level) {
    const Chunks chunks(layout);
    std::vector<std::vector<std::uint8_t>> ready(std::min(chunks.count(), kChunksAtOnce));
    for (std::size_t first = 0; first < chunks.count(); first += ready.size()) {
        const std::size_t count = std::min(ready.size(), chunks.count() - first);
        for_blocks(count, 1, [&](std::size_t place, std::size_t) {
            ready[place] =
                shuffle_and_deflate(chunks.padded(bytes, first + place), layout.value_bytes, level);
        });
        for (std::size_t place = 0; place < count; ++place) {
            const auto offset = chunks.offset(first + place);
            constexpr std::uint32_t kAllFilters = 0; // the mask of filters that were left out
            if (H5Dwrite_chunk(dataset, H5P_DEFAULT, kAllFilters, offset.data(),
                               ready[place].size(), ready[place].data()) < 0)
                return false;
        }
    }
    return true;
}

} // namespace kozqaras
