#pragma once
// What a table must hold, declared once and checked before anything is read: which columns, of what
// kind and range, which rows. Every fault is told with file, line and column, all of them at once.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/csv_table.hpp"
#include "support/faults.hpp"

namespace kozqaras {

class TableRules {
  public:
    // Columns, each required and filled in every row. Ranges include their ends; `unit` is for
    // messages ("persons"), `if_empty` says what belongs in the cell.
    TableRules& text(std::string name, std::string if_empty = {});
    TableRules& number(std::string name, double low, double high, std::string unit = {});
    TableRules& whole(std::string name, double low, double high, std::string unit = {});
    /// Percentages. A table whose percentages are all at most 1.5 holds shares, and is refused.
    TableRules& percent(std::string name, double low = 0.0, double high = 100.0);
    TableRules& date(std::string name, Date first, Date last);
    /// One of `codes`, which `kind` names in messages ("news source").
    TableRules& code(std::string name, std::span<const std::string_view> codes, std::string kind);
    /// A column that nothing depends on: it may be absent and may hold anything.
    TableRules& remark(std::string name);

    // About the column declared last.
    TableRules& or_empty();
    TableRules& or_absent();

    /// Values of these columns together occur once.
    TableRules& key(std::vector<std::string> columns);
    /// The same for columns of codes, of which every combination occurs.
    TableRules& complete_key(std::vector<std::string> columns);
    /// No more rows than these (without it: 100,000): what nobody writes by hand is another file.
    TableRules& most_rows(std::size_t rows);
    /// The numbers of `column` differ at most `fold` times from one code of `along`, a column of
    /// the complete key, to the next, where one of them is `least` or more.
    TableRules& smooth(std::string column, std::string along, double fold, double least);

    /// All faults of the rows of `table` (of a hopeless one the first 10,000), to which a reader
    /// may add. InputError if its columns or the number of rows are wrong.
    [[nodiscard]] Faults faults_of(const CsvTable& table) const;

    /// InputError with all faults of `table`.
    void check(const CsvTable& table) const { faults_of(table).throw_if_any(); }

    /// Number of combinations of the complete key.
    [[nodiscard]] std::size_t combinations() const;
    /// Which combination `row` has; the codes of the last column vary fastest.
    [[nodiscard]] std::size_t place_of(const CsvTable& table, std::size_t row) const;
    /// The same for some rows of a table; InputError if they do not keep the key.
    [[nodiscard]] std::vector<std::size_t> places_of(const CsvTable& table,
                                                     std::span<const std::size_t> rows) const;

  private:
    enum class Kind { text, number, whole, percent, date, code, remark };

    struct Column {
        std::string name;
        Kind kind = Kind::text;
        double low = 0, high = 0;
        std::string unit{}; ///< of numbers; of codes: what they name; of texts: if_empty
        std::vector<std::string_view> codes{};
        Date first{}, last{};
        bool may_be_empty = false, may_be_absent = false;
    };

    struct Smooth {
        std::string column, along;
        double fold = 1, least = 0;
    };

    TableRules& add(Column column);
    [[nodiscard]] const Column& column(std::string_view name) const;
    void check_header(const CsvTable& table, Faults& faults) const;
    void check_shares(const CsvTable& table, Faults& faults) const;
    void check_key(const CsvTable& table, std::span<const std::size_t> rows, Faults& faults) const;
    void check_smooth(const CsvTable& table, const Smooth& rule, Faults& faults) const;
    static void check_cell(const CsvTable& table, std::size_t row, const Column& column);
    [[nodiscard]] std::string described_place(std::size_t place) const;

    std::vector<Column> columns_;
    std::vector<std::string> key_;
    bool complete_ = false;
    std::size_t most_rows_ = 100'000;
    std::vector<Smooth> smooth_;
};

} // namespace kozqaras
