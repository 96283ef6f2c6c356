#pragma once
// What the fuzz targets share. An input either is a file of its own, or says how a good file is to
// be altered, so that its corpus stays small and what lies deep is reached.

#include <filesystem>
#include <string>

#include <fuzzer/FuzzedDataProvider.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"

namespace kozqaras::fuzzing {

/// The shipped inputs, read once.
[[nodiscard]] const InputData& shipped_inputs();
[[nodiscard]] std::filesystem::path source_tree();

/// A folder in memory of this process, made once.
[[nodiscard]] const std::filesystem::path& scratch_folder();
void write(const std::filesystem::path& path, const std::string& bytes);
[[nodiscard]] std::string read(const std::filesystem::path& path);

/// `base` with up to eight changes that `data` tells: bytes replaced, put in, taken out, or said
/// twice.
[[nodiscard]] std::string altered(std::string base, FuzzedDataProvider& data);

/// Runs `reader`. To refuse an input is right (InputError, FileError); every other exception is
/// not, and ends the program.
template <class Reader> int read_or_refuse(const Reader& reader) {
    try {
        reader();
    } catch (const InputError&) {
    } catch (const FileError&) {
    }
    return 0;
}

} // namespace kozqaras::fuzzing
