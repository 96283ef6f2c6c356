#pragma once
// Checked access to one TOML table: each fault is collected with its place, and reading goes on.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "scenarios/toml_text.hpp"
#include "support/faults.hpp"

namespace kozqaras {

/// Whether a list may say nothing: one that stands in place of another may (a set-up based on one),
/// one that chooses whom something concerns may not, since without it everyone is.
enum class EmptyList : std::uint8_t { refused, allowed };

class TableReader {
  public:
    /// `name` is how messages call the table, e.g. "[[lever]]". Keys outside `allowed` are faults.
    TableReader(const TomlValue& table, std::string name, std::span<const std::string_view> allowed,
                Faults& faults);

    [[nodiscard]] const Position& position() const { return table_.position; }

    [[nodiscard]] bool has(std::string_view key) const { return table_.find(key) != nullptr; }

    /// Place of the value of `key`, or of the table.
    [[nodiscard]] Position position_of(std::string_view key) const;

    /// Adds the fault that `key` is missing, unless it is there.
    void need(std::string_view key);
    /// A text of at most `longest` bytes, not blank.
    [[nodiscard]] std::optional<std::string> text(std::string_view key, std::size_t longest = 200);
    /// A list of texts, none of them blank.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key,
                                                 EmptyList empty = EmptyList::allowed);
    /// A finite number in low..high.
    [[nodiscard]] std::optional<double> number(std::string_view key, double low, double high,
                                               std::string_view unit);
    [[nodiscard]] std::optional<int> whole_number(std::string_view key, int low, int high,
                                                  std::string_view unit);
    /// A list of finite numbers in low..high; empty if the key is missing.
    [[nodiscard]] std::vector<double> numbers(std::string_view key, double low, double high,
                                              std::string_view unit);
    [[nodiscard]] std::optional<bool> truth(std::string_view key);
    /// A date from 2020 to 2030.
    [[nodiscard]] std::optional<Date> date(std::string_view key);
    /// One of `allowed`, as its position there.
    [[nodiscard]] std::optional<int> code(std::string_view key,
                                          std::span<const std::string_view> allowed);
    /// A list of codes, without repetition.
    [[nodiscard]] std::vector<int> codes(std::string_view key,
                                         std::span<const std::string_view> allowed,
                                         EmptyList empty = EmptyList::refused);
    /// A region by any of its names (model/inputs/region_names.hpp), as its position.
    [[nodiscard]] std::optional<int> region(std::string_view key,
                                            const std::vector<Region>& regions);
    /// Regions; a macro-region, or a unit split in 2022, stands for all of its own.
    [[nodiscard]] std::vector<int> region_list(std::string_view key,
                                               const std::vector<Region>& regions);
    /// The tables of [[key]].
    [[nodiscard]] std::vector<const TomlValue*> tables(std::string_view key);
    [[nodiscard]] const TomlValue* table(std::string_view key);

    void fault(std::string_view key, std::string_view message);

  private:
    /// The value of `key` if it has kind `kind`; a fault if it has another.
    [[nodiscard]] const TomlValue* typed(std::string_view key, TomlKind kind);
    /// The list of `key`; a fault if it is empty and must not be.
    [[nodiscard]] const TomlValue* list(std::string_view key, EmptyList empty);
    [[nodiscard]] const TomlValue* number_value(std::string_view key, bool whole);
    void wrong_kind(std::string_view key, const TomlValue& value, std::string_view wanted);
    [[nodiscard]] std::optional<int> match(std::string_view key, const TomlValue& value,
                                           std::span<const std::string_view> allowed);
    /// The regions that a text means; empty, and a fault, if none, or several where one is needed.
    [[nodiscard]] std::vector<int> match_regions(std::string_view key, const TomlValue& value,
                                                 const std::vector<Region>& regions, bool several);

    const TomlValue& table_;
    std::string name_;
    Faults& faults_;
};

} // namespace kozqaras
