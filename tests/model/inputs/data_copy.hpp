#pragma once
// A private copy of data/ that a test may damage.

#include <filesystem>
#include <string>

namespace kozqaras::tests {

/// Copies the shipped data to a new temporary directory named "data", removed at the end.
class DataCopy {
  public:
    DataCopy();
    DataCopy(const DataCopy&) = delete;
    DataCopy& operator=(const DataCopy&) = delete;
    ~DataCopy();

    [[nodiscard]] std::filesystem::path path() const { return root_ / "data"; }

    [[nodiscard]] std::string read(const std::string& file) const;
    void write(const std::string& file, const std::string& text) const;
    /// Replaces the first `before` in `file`; fails the test if it is not there.
    void replace(const std::string& file, const std::string& before,
                 const std::string& after) const;
    void remove(const std::string& file) const;

  private:
    std::filesystem::path root_;
};

/// The message of the InputError or FileError that `action` throws; "no error" if it throws none.
template <class Error, class Action> std::string error_of(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

} // namespace kozqaras::tests
