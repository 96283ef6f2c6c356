#pragma once
// Collects the faults of input files, so that the user sees them at once.

#include <string>
#include <string_view>
#include <vector>

#include "support/errors.hpp"

namespace kozqaras {

/// What was found at places of files. Of one `kind` (a column, say) the first three are told and
/// the rest is counted; faults without a kind are all told, up to 50.
class Faults {
  public:
    void add(const Position& position, std::string_view message, std::string_view kind = {});
    /// `error`'s message already holds `position`.
    void add(const Position& position, const InputError& error, std::string_view kind = {});

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    /// Whether a fault was found on that line of a file.
    [[nodiscard]] bool any_on(int line) const;

    /// One text for each fault, in the order of the files, folded.
    [[nodiscard]] std::vector<std::string> messages() const;

    /// Throws InputError::several if there is any.
    void throw_if_any() const;

  private:
    struct Fault {
        Position position;
        std::string message, kind;
    };

    std::vector<Fault> faults_;
};

} // namespace kozqaras
