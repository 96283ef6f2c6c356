#pragma once
// Parallel loops on oneTBB. Blocks have fixed borders, so that sums taken block by block do not
// depend on the number of threads.

#include <cstddef>
#include <functional>

namespace kozqaras {

/// Calls body(begin, end) for each block of `block` consecutive indices of 0..count-1, in parallel.
void for_blocks(std::size_t count, std::size_t block,
                const std::function<void(std::size_t, std::size_t)>& body);

/// Limits the threads used by for_blocks while it lives; 0 means all cores. It never changes
/// results.
class ThreadLimit {
  public:
    explicit ThreadLimit(int threads);
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;
    ~ThreadLimit();

  private:
    void* control_;
};

} // namespace kozqaras
