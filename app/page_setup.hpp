#pragma once
// What a page needs besides the run: words in its language, names, the track record.

#include "app/options.hpp"
#include "model/inputs/country.hpp"
#include "output/page_names.hpp"
#include "output/track_record.hpp"

namespace kozqaras {

/// The table of texts: beside the inputs, else beside the program. FileError if there is none.
[[nodiscard]] Texts load_texts(const SharedOptions& shared);

/// UsageError with the nearest name unless `language` is one of `texts`.
void check_language(const Texts& texts, const std::string& language);

/// Names of levers, regions and questions in `language`.
[[nodiscard]] PageNames page_names(const SharedOptions& shared, const std::string& language);

/// The stored tests beside the inputs; empty where there are none.
[[nodiscard]] TrackRecord load_track_record(const SharedOptions& shared);

} // namespace kozqaras
