#include "model/core/progress.hpp"

#include "model/core/errors.hpp"

namespace kozqaras {

void check_stop(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Interrupted{};
}

} // namespace kozqaras
