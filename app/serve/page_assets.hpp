#pragma once
// The files of the page (viz-scripts/page), which the build puts into the program, so that it runs
// from any folder.

#include <span>
#include <string_view>

namespace kozqaras {

struct PageAsset {
    std::string_view path; ///< "/page.js"; the page itself is "/"
    std::string_view type; ///< of HTTP
    std::string_view content;
};

[[nodiscard]] std::span<const PageAsset> page_assets();

} // namespace kozqaras
