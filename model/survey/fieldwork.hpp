#pragma once
// The pollster: who is in the sample. The sample is not the population: quotas and response
// left 77.6 % ethnic Kazakhs among respondents against about 66 % of adults.

#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Weights that turn the adults into the sample as fielded.
struct SampleDesign {
    /// One weight per reporting cell and agent in it; mean 1 over agents.
    std::vector<double> cell_weights;
    int iterations = 0;
    double worst_error = 0; ///< largest |weighted share - share of the sample|
};

/// Rakes the adults to the composition of a sample: age, settlement, ethnicity, home language,
/// wealth, education, as far as printed (Deming and Stephan 1940). Respondents without a stated
/// class are left out of that factor.
[[nodiscard]] SampleDesign design_sample(const ReportingCells& cells,
                                         const SampleComposition& sample);

} // namespace kozqaras
