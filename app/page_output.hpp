#pragma once
// Pages as files: HTML as it is, PDF through a browser that prints it.

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "app/options.hpp"

namespace kozqaras {

/// A page that goes to a file.
struct PageTarget {
    std::filesystem::path path;
    bool pdf = false, force = false;
};

/// `typed`, or `otherwise` if it is empty. UsageError unless it ends in .html, .htm or .pdf.
[[nodiscard]] PageTarget page_target(const std::filesystem::path& typed, const char* otherwise,
                                     bool force);

/// Makes the page with `make` and writes it to `target`, checked before the work. FileError naming
/// the package if there is no browser for a PDF, or if it fails.
void write_page(const SharedOptions& shared, const PageTarget& target,
                const std::function<std::string()>& make, const std::stop_token& stop);

/// The PDF that a browser prints of `html`. FileError as above; Interrupted.
[[nodiscard]] std::string printed_page(const std::string& html, const std::stop_token& stop);

} // namespace kozqaras
