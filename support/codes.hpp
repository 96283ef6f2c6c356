#pragma once
// Short names that tables use, and their positions in a list.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

/// Position of `code` in `codes`; nothing if absent.
[[nodiscard]] std::optional<int> index_of(std::span<const std::string_view> codes,
                                          std::string_view code);

/// The codes of a closed set as a table names them, in the order used everywhere. Copies share the
/// texts, so that views of them stay valid as long as any copy lives.
class CodeList {
  public:
    CodeList() = default;
    explicit CodeList(std::vector<std::string> codes);

    [[nodiscard]] std::size_t size() const { return views().size(); }

    [[nodiscard]] bool empty() const { return size() == 0; }

    [[nodiscard]] std::string_view operator[](std::size_t place) const { return views()[place]; }

    [[nodiscard]] auto begin() const { return views().begin(); }

    [[nodiscard]] auto end() const { return views().end(); }

    [[nodiscard]] std::span<const std::string_view> views() const {
        return texts_ ? std::span<const std::string_view>(texts_->views)
                      : std::span<const std::string_view>();
    }

  private:
    struct Texts {
        std::vector<std::string> owned;
        std::vector<std::string_view> views;
    };

    std::shared_ptr<const Texts> texts_;
};

} // namespace kozqaras
