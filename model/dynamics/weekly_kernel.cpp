#include "model/dynamics/weekly_kernel.hpp"

namespace kozqaras {

WeeklyKernel weekly_kernel_avx2(Influence influence, std::size_t lanes);
WeeklyKernel weekly_kernel_avx512(Influence influence, std::size_t lanes);

InstructionSet best_instruction_set() {
    return __builtin_cpu_supports("avx512bw") ? InstructionSet::avx512 : InstructionSet::avx2;
}

WeeklyKernel weekly_kernel(InstructionSet set, Influence influence, std::size_t lanes) {
    return set == InstructionSet::avx512 && lanes >= kLineLanes / 2
               ? weekly_kernel_avx512(influence, lanes)
               : weekly_kernel_avx2(influence, lanes);
}

} // namespace kozqaras
