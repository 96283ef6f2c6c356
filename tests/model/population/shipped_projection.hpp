#pragma once
// The shipped tables of the adults and of their projection, read once.

#include <filesystem>

#include "model/inputs/projection_tables.hpp"
#include "model/population/projection.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing {

inline const std::filesystem::path& shipped_data() {
    static const auto folder = std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data";
    return folder;
}

inline const InputData& shipped_inputs() {
    static const InputData loaded = load_inputs(shipped_data());
    return loaded;
}

inline const ProjectionTables& projection_tables() {
    static const ProjectionTables loaded =
        read_projection_tables(shipped_data(), *shipped_country());
    return loaded;
}

inline Projection projected(int year) {
    return project_margins(shipped_inputs().population, projection_tables(), year);
}

} // namespace kozqaras::testing
