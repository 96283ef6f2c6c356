#pragma once
// Collects the faults of input files, so that the user sees them at once.

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/errors.hpp"

namespace kozqaras {

/// "a; b; c; … and 4 further": names on one line, at most eight of them.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

/// What was found at places of files. Of one `kind` (a column, say) the first three are told and
/// the rest is counted; faults without a kind are all told, up to 50.
class Faults {
  public:
    void add(const Position& position, std::string_view message, std::string_view kind = {});
    /// `error`'s message already holds `position`.
    void add(const Position& position, const InputError& error, std::string_view kind = {});

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    [[nodiscard]] std::size_t size() const { return faults_.size(); }

    /// Whether a fault was found on that line of a file.
    [[nodiscard]] bool any_on(int line) const { return lines_.contains(line); }

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
    std::set<int> lines_;
};

} // namespace kozqaras
