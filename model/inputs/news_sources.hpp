#pragma once
// The sources of news of data/media/sources.csv.

#include <array>
#include <string_view>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// In the order of their bits in a media diet.
inline constexpr std::array<std::string_view, kNewsSourceCount> kNewsSourceCodes{
    "social_networks",        "messengers",      "web_russian",      "kz_tv_russian",
    "personal_communication", "kz_tv_kazakh",    "web_kazakh",       "media_of_russia",
    "radio_russian",          "kz_press_kazakh", "kz_press_russian", "radio_kazakh",
    "other_foreign_media"};

} // namespace kozqaras
