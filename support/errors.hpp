#pragma once
// Two families of errors: the user's (InputError, FileError) and ours (BugError).

#include <source_location>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

/// A place in an input file. Lines and columns count from 1; 0 means the whole file or line.
struct Position {
    std::string file;
    int line = 0;
    int column = 0;
};

/// "data/x.csv:12:3", leaving out what is 0.
[[nodiscard]] std::string to_string(const Position& position);

/// What the user gave is not valid (exit status 3). `what()` starts with the position.
class InputError : public std::runtime_error {
  public:
    InputError(const Position& position, std::string_view message);

    /// Unknown name: lists what is allowed and the nearest of it.
    [[nodiscard]] static InputError unknown_name(const Position& position, std::string_view kind,
                                                 std::string_view name,
                                                 std::span<const std::string_view> allowed);

    /// Several faults of one file, one message each.
    [[nodiscard]] static InputError several(const std::vector<std::string>& messages);

  private:
    explicit InputError(const std::string& whole);
};

/// A file or disk failed us (exit status 4).
class FileError : public std::runtime_error {
  public:
    FileError(std::string_view file, std::string_view message);
};

/// The run was asked to stop before it was done (exit status 130).
class Interrupted : public std::runtime_error {
  public:
    Interrupted() : std::runtime_error("interrupted") {}
};

/// An internal rule was broken: our fault (exit status 1).
class BugError : public std::logic_error {
  public:
    explicit BugError(std::string_view message,
                      std::source_location place = std::source_location::current());
};

/// Throws BugError unless `holds`.
void require(bool holds, std::string_view message,
             std::source_location place = std::source_location::current());

/// The entry of `allowed` nearest to `name` by Damerau-Levenshtein distance; empty if none is
/// within half the length of the name, or two are as near.
[[nodiscard]] std::string_view nearest_name(std::string_view name,
                                            std::span<const std::string_view> allowed);

} // namespace kozqaras
