#include "model/dynamics/weekly_kernel_body.hpp"

namespace kozqaras {

WeeklyKernel weekly_kernel_avx2(Influence influence, std::size_t lanes) {
    return kernel_of(influence, lanes);
}

} // namespace kozqaras
