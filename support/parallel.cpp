#include "support/parallel.hpp"

#include <algorithm>
#include <future>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

namespace kozqaras {

#ifdef __SANITIZE_THREAD__

// The thread sanitizer does not see how oneTBB's library synchronises, and would report its every
// task. Two threads of the standard library run the same blocks, so that it sees ours. They take
// them in turns, whoever is faster: neighbours are never of one thread, also on one core.
void for_blocks(std::size_t count, std::size_t block,
                const std::function<void(std::size_t, std::size_t)>& body) {
    const auto work = [&](std::size_t first) {
        for (std::size_t begin = first * block; begin < count; begin += 2 * block)
            body(begin, std::min(count, begin + block));
    };
    if (count <= block)
        return work(0);
    auto other = std::async(std::launch::async, work, 1); // waits for it also when work(0) throws
    work(0);
    other.get();
}

#else

void for_blocks(std::size_t count, std::size_t block,
                const std::function<void(std::size_t, std::size_t)>& body) {
    const std::size_t blocks = (count + block - 1) / block;
    tbb::parallel_for(
        std::size_t{0}, blocks,
        [&](std::size_t index) { body(index * block, std::min(count, (index + 1) * block)); },
        tbb::simple_partitioner{});
}

#endif

ThreadLimit::ThreadLimit(int threads)
    : control_(threads > 0 ? new tbb::global_control(tbb::global_control::max_allowed_parallelism,
                                                     static_cast<std::size_t>(threads))
                           : nullptr) {}

ThreadLimit::~ThreadLimit() {
    delete static_cast<tbb::global_control*>(control_);
}

} // namespace kozqaras
