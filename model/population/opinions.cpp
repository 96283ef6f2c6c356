#include "model/population/opinions.hpp"

#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace kozqaras {

void* allocate_lines(std::size_t bytes) {
    constexpr std::size_t kLine = 64, kHugePage = std::size_t{1} << 21;
    const std::size_t alignment = bytes >= 2 * kHugePage ? kHugePage : kLine;
    void* place = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (place == nullptr)
        throw std::bad_alloc();
    if (alignment == kHugePage)
        madvise(place, bytes, MADV_HUGEPAGE); // advice: without it everything works, slower
    return place;
}

void free_lines(void* place) noexcept {
    std::free(place); // NOLINT(cppcoreguidelines-no-malloc): pairs with aligned_alloc
}

} // namespace kozqaras
