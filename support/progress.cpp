#include "support/progress.hpp"

#include <algorithm>

#include "support/errors.hpp"

namespace kozqaras {

void PartProgress::report(std::string_view, std::uint64_t done, std::uint64_t total) {
    // An estimated total may be passed; the whole is finished only by its owner.
    constexpr std::uint64_t kFine = 1000;
    const std::uint64_t at = kFine * first_ + kFine * units_ * done / total;
    whole_.report(stage_, std::min(at, kFine * total_ - 1), kFine * total_);
}

void check_stop(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Interrupted{};
}

} // namespace kozqaras
