#pragma once
// What decides the results of long work, part by part: program, options, tables, posterior. Work
// that is broken off keeps it; work that goes on compares, and names the parts that differ.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kozqaras {

class RunIdentity {
  public:
    /// A short value that a message may show, such as that of an option.
    void add_value(std::string_view name, std::string_view value);

    /// Content of any length; its SHA-256 is kept. A message says that it has changed.
    void add_content(std::string_view name, std::string_view bytes);

    /// Content whose hash, of hexadecimal digits, is known.
    void add_hash(std::string_view name, std::string_view digits);

    /// One line a part, in the order they were added. Equal texts: equal identities.
    [[nodiscard]] std::string text() const;

    /// How this differs from a `stored` text: "--seed was 1 and is 2; data/events/drivers.csv has
    /// changed". The first five parts are named, the others counted. Empty if nothing differs.
    [[nodiscard]] std::string difference_from(std::string_view stored) const;

  private:
    using Part = std::pair<std::string, std::string>; ///< name, value as stored

    void add(std::string_view name, std::string value);
    [[nodiscard]] static std::vector<Part> parts_of(std::string_view text);

    std::vector<Part> parts_;
};

/// Refuses to go on with other work than what is `stored` in `file`: InputError that names the
/// difference. `anew` says how to begin from the start: "without --resume".
void require_same_work(const RunIdentity& now, std::string_view stored, const std::string& file,
                       std::string_view anew);

} // namespace kozqaras
