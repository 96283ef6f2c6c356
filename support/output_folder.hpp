#pragma once
// A folder of results: made out, checked and held before the work, written beside, put in its place
// when whole. An older folder of the program stays until then.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "support/target_claim.hpp"
#include "support/target_path.hpp"

namespace kozqaras {

class OutputFolder {
  public:
    /// Holds `target` for a folder of `type` (see content_hashes.hpp). FileError if it cannot be
    /// written, or something stands there: anything but hidden files without `force`, anything but
    /// a folder of that type with it.
    OutputFolder(const TargetPath& target, std::string_view type, bool force);

    /// Lets fill(folder) write its files into an empty folder, lists their hashes, and puts all in
    /// its place. What another hand has put into an older folder stays in it. What `fill` throws
    /// passes through; after that, and after a FileError, the older folder is as it was. If the
    /// last step fails, the new one stays, and the error says where.
    void write(const std::function<void(const std::filesystem::path&)>& fill) const;

  private:
    TargetPath target_;
    std::string type_;
    bool force_;
    TargetClaim claim_;
};

} // namespace kozqaras
