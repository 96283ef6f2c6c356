#include "model/core/parallel.hpp"

#include <algorithm>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

namespace kozqaras {

void for_blocks(std::size_t count, std::size_t block,
                const std::function<void(std::size_t, std::size_t)>& body) {
    const std::size_t blocks = (count + block - 1) / block;
    tbb::parallel_for(
        std::size_t{0}, blocks,
        [&](std::size_t index) { body(index * block, std::min(count, (index + 1) * block)); },
        tbb::simple_partitioner{});
}

ThreadLimit::ThreadLimit(int threads)
    : control_(threads > 0 ? new tbb::global_control(tbb::global_control::max_allowed_parallelism,
                                                     static_cast<std::size_t>(threads))
                           : nullptr) {}

ThreadLimit::~ThreadLimit() {
    delete static_cast<tbb::global_control*>(control_);
}

} // namespace kozqaras
