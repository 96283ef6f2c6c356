#include "support/safe_file.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

std::string last_system_error() {
    return std::generic_category().message(errno);
}

} // namespace

std::filesystem::path unfinished_name(const std::filesystem::path& path) {
    return path.string() + ".tmp";
}

void rename_finished(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::rename(unfinished_name(path), path, error);
    if (error)
        throw FileError(path.string(),
                        fmt::format("cannot rename the finished file: {}", error.message()));
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    const auto unfinished = unfinished_name(path);
    const auto fail = [&](std::string_view what, const std::string& reason) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        throw FileError(path.string(), fmt::format("cannot {}: {}", what, reason));
    };
    std::FILE* file = std::fopen(unfinished.c_str(), "wb");
    if (file == nullptr)
        fail("open for writing", last_system_error());
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const std::string write_error = written ? "" : last_system_error();
    // A full disk may show only now.
    const bool closed = std::fclose(file) == 0;
    if (!written || !closed)
        fail("write", written ? last_system_error() : write_error);
    rename_finished(path);
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw FileError(folder.string(),
                        fmt::format("cannot make the folder: {}", error.message()));
    if (!std::filesystem::is_directory(folder))
        throw FileError(folder.string(), "is not a folder");
}

} // namespace kozqaras
