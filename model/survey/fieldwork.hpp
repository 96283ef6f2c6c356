#pragma once
// The pollster: who is in the sample. The sample is not the population: quotas and response
// left 77.6 % ethnic Kazakhs among respondents against about 66 % of adults.

#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Weights that turn the adults into the sample as fielded in December 2023.
struct SampleDesign {
    /// One weight per reporting cell and agent in it; mean 1 over agents.
    std::vector<double> cell_weights;
    int iterations = 0;
    double worst_error = 0; ///< largest |weighted share - share of the sample|
};

/// Rakes the adults to the composition of the sample of 2023: age, settlement, ethnicity, home
/// language, wealth, higher education (Deming and Stephan 1940). Respondents without a stated class
/// are left out of that factor. Selection is assumed to have been the same in 2020 and 2021, where
/// no composition is printed.
[[nodiscard]] SampleDesign design_sample(const ReportingCells& cells, const SurveyTables& survey);

} // namespace kozqaras
