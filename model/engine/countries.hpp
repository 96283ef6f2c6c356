#pragma once
// Worlds of the same inputs: what does not depend on scale and seed is computed once.

#include <cstdint>
#include <memory>
#include <optional>

#include "model/engine/run.hpp"
#include "model/population/ageing_ratios.hpp"

namespace kozqaras {

class Countries {
  public:
    explicit Countries(InputData inputs);

    /// The same as make_world of these inputs.
    [[nodiscard]] std::shared_ptr<const World> make(double scale, std::uint64_t seed,
                                                    ProgressSink& progress) const;

  private:
    InputData inputs_;
    std::optional<AgeingRatios> ageing_; ///< nothing: nobody ages
};

} // namespace kozqaras
