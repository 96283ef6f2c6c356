#pragma once
// Collects all faults of a scenario file, so that the user sees them at once.

#include <string>
#include <string_view>
#include <vector>

#include "support/errors.hpp"

namespace kozqaras {

class Faults {
  public:
    void add(const Position& position, std::string_view message);
    /// `error`'s message already holds `position`.
    void add(const Position& position, const InputError& error);

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    /// Throws InputError::several if there is any, in the order of the file.
    void throw_if_any() const;

  private:
    struct Fault {
        std::string file;
        int line = 0, column = 0;
        std::string message;
    };

    std::vector<Fault> faults_;
};

} // namespace kozqaras
