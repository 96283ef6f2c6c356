#pragma once
// Other processes that simulate a share of the members. All run the same command on the same
// inputs, so that they make the same plans in the same order; only results travel.

#include <cstddef>
#include <vector>

namespace kozqaras {

class MemberExchange {
  public:
    virtual ~MemberExchange() = default;

    [[nodiscard]] virtual std::size_t rank() const = 0; ///< this process, 0 .. processes()-1
    [[nodiscard]] virtual std::size_t processes() const = 0;

    /// Hands `own` to all processes and returns what each handed in, by rank. Every process must
    /// call it. Throws std::runtime_error if one of them has ended.
    [[nodiscard]] virtual std::vector<std::vector<std::byte>>
    all_gather(std::vector<std::byte> own) = 0;
};

} // namespace kozqaras
