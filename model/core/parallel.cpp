#include "model/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <future>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

namespace kozqaras {

#ifdef __SANITIZE_THREAD__

// The thread sanitizer does not see how oneTBB's library synchronises, and would report its every
// task. Threads of the standard library run the same blocks, so that it sees ours.
void for_blocks(std::size_t count, std::size_t block,
                const std::function<void(std::size_t, std::size_t)>& body) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t begin = next.fetch_add(block); begin < count;
             begin = next.fetch_add(block))
            body(begin, std::min(count, begin + block));
    };
    auto other = std::async(std::launch::async, work); // waits for it also when work() throws
    work();
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
