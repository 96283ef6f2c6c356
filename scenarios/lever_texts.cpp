#include "scenarios/lever_texts.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 15> kFieldKindNames{
    "text",      "number",    "whole number", "true or false", "date",
    "choice",    "region",    "regions",      "groups",        "outlets",
    "languages", "attitudes", "choice",       "choice",        "whole number"};

Json words(std::span<const std::string_view> list) {
    Json json = Json::array();
    for (const auto word : list)
        json.push_back(word);
    return json;
}

Json field_json(const Field& field, const Lever& lever, const Country& country) {
    Json entry{{"name", field.name},
               {"kind", kFieldKindNames[static_cast<std::size_t>(field.kind)]},
               {"required", field.required},
               {"help", field.help}};
    if (takes_number(field.kind)) {
        entry["range"] = {field.low, field.high};
        entry["unit"] = field.unit;
    }
    const auto choices = words_of(field, lever, country);
    if (!choices.empty())
        entry["choices"] = words(choices);
    return entry;
}

Json prior_json(const PriorRow& prior) {
    Json entry{{"name", prior.name},
               {"unit", prior.unit},
               {"mean", prior.mean},
               {"standard_deviation", prior.standard_deviation},
               {"fitted_to_survey", prior.fitted},
               {"source", prior.source}};
    for (const auto& one : prior.responses)
        entry["responses"].push_back(
            {{"scenario", one.scenario},
             {"value", one.value},
             {"points_per_unit", one.response},
             {"published_mean", one.published_mean},
             {"published_standard_deviation", one.published_standard_deviation},
             {"source", one.source}});
    return entry;
}

Json lever_json(const Lever& lever, const Environment& baseline,
                const std::vector<PriorRow>& priors) {
    Json entry;
    entry["name"] = lever.name;
    entry["label"] = {{"en", lever.label_en}, {"ru", lever.label_ru}, {"kk", lever.label_kk}};
    entry["kind"] = kLeverKindCodes[static_cast<std::size_t>(lever.kind)];
    entry["unit"] = lever.unit;
    if (lever.kind == LeverKind::number) {
        entry["range"] = {lever.low, lever.high};
        entry["observed_range"] = {lever.evidence_low, lever.evidence_high};
    }
    if (lever.kind == LeverKind::choice)
        entry["choices"] = words(lever.choices);
    for (const Field& field : lever.fields)
        entry["fields"].push_back(field_json(field, lever, *baseline.country));
    entry["targets"] = lever.targets == Targets::none       ? "none"
                       : lever.targets == Targets::optional ? "regions and groups"
                                                            : "regions, required";
    entry["status_quo"] = lever.status_quo;
    if (const auto value = status_quo_value(lever, baseline))
        entry["status_quo_value"] = *value;
    for (const auto channel : lever.channels)
        entry["channels"].push_back(kChannelCodes[static_cast<std::size_t>(channel)]);
    for (const auto* prior : effect_priors(lever, priors))
        entry["effect_priors"].push_back(prior_json(*prior));

    entry["evidence_grade"] = describe_grade(lever.grade, *baseline.country);
    entry["source"] = lever.source;
    entry["limits"] = lever.limits;
    return entry;
}

std::string field_line(const Field& field, const Lever& lever, const Country& country) {
    std::string what(kFieldKindNames[static_cast<std::size_t>(field.kind)]);
    if (takes_number(field.kind))
        what = fmt::format("{} to {} {}", field.low, field.high, field.unit);
    if (field.kind == FieldKind::choice || field.kind == FieldKind::event_kind ||
        field.kind == FieldKind::sector)
        what = fmt::format("{}", fmt::join(words_of(field, lever, country), ", "));
    return fmt::format("| `{}`{} | {} | {} |\n", field.name, field.required ? " (required)" : "",
                       what, field.help);
}

std::string lever_section(const Lever& lever, const Environment& baseline,
                          const std::vector<PriorRow>& priors) {
    const auto heading = lever.kind == LeverKind::table ? fmt::format("[[{}]]", lever.name)
                                                        : std::string(lever.name);
    std::string text = fmt::format("## `{}`\n\n{} · {} · {}\n\n", heading, lever.label_en,
                                   lever.label_ru, lever.label_kk);
    if (!lever.fields.empty()) {
        text += "| key | values | meaning |\n|---|---|---|\n";
        for (const Field& field : lever.fields)
            text += field_line(field, lever, *baseline.country);
        text += '\n';
    } else {
        text += fmt::format("- Values: {}\n", allowed_values(lever));
    }
    text += fmt::format("- Status quo: {}\n", describe_status_quo(lever, baseline));
    text += fmt::format("- Channels: {}\n", describe_channels(lever));
    for (const auto* prior : effect_priors(lever, priors))
        text += fmt::format("- Effect: {}\n", describe_prior(*prior));
    for (const auto* prior : effect_priors(lever, priors))
        for (const auto& one : prior->responses)
            text += fmt::format("- Matched: {}\n", describe_response(*prior, one));
    text += fmt::format("- Evidence: {}. {}\n- Limits: {}\n\n",
                        describe_grade(lever.grade, *baseline.country), lever.source, lever.limits);
    return text;
}

} // namespace

std::vector<const PriorRow*> effect_priors(const Lever& lever,
                                           const std::vector<PriorRow>& priors) {
    std::vector<const PriorRow*> rows;
    for (const auto effect : lever.effects)
        for (const auto& prior : priors) {
            const bool of_class = effect == "event" && // all classes, not the shape of events
                                  prior.name.starts_with("event.") &&
                                  index_of(kEventClassCodes, prior.name.substr(6)).has_value();
            if (of_class || prior.name == effect ||
                (effect != "event" && prior.name.starts_with(fmt::format("{}.", effect))))
                rows.push_back(&prior);
        }
    return rows;
}

std::string describe_response(const PriorRow& prior, const LeverResponse& response) {
    return fmt::format(
        "`{}` in {}, {}: a study says {:+g} ({:g}) points, and a unit moves simulated "
        "people by {:.1f} points",
        prior.name, response.scenario, response.value, response.published_mean,
        response.published_standard_deviation, response.response);
}

std::string describe_prior(const PriorRow& prior) {
    const auto fitted = prior.fitted ? "prior, then fitted to the survey" : "prior only";
    switch (prior.transform) {
    case Transform::log:
        return fmt::format("`{}` median {:.3g} {}, s.d. of the log {:.3g}; {}", prior.name,
                           std::exp(prior.mean), prior.unit, prior.standard_deviation, fitted);
    case Transform::logit:
        return fmt::format("`{}` median {:.3g} {}, s.d. of the logit {:.3g}; {}", prior.name,
                           1 / (1 + std::exp(-prior.mean)), prior.unit, prior.standard_deviation,
                           fitted);
    default:
        return fmt::format("`{}` {:.3g} (s.d. {:.3g}) {}; {}", prior.name, prior.mean,
                           prior.standard_deviation, prior.unit, fitted);
    }
}

std::string allowed_values(const Lever& lever) {
    if (lever.kind == LeverKind::choice)
        return fmt::format("{}", fmt::join(lever.choices, ", "));
    if (lever.kind == LeverKind::number)
        return fmt::format("{} to {} {}; observed {} to {}", lever.low, lever.high, lever.unit,
                           lever.evidence_low, lever.evidence_high);
    std::vector<std::string_view> keys;
    for (const Field& field : lever.fields)
        keys.push_back(field.name);
    return fmt::format("table [[{}]] with {}", lever.name, fmt::join(keys, ", "));
}

std::string describe_status_quo(const Lever& lever, const Environment& baseline) {
    std::string text(lever.status_quo);
    if (const auto value = status_quo_value(lever, baseline))
        text += *value >= 100 ? fmt::format(": {:.0f} {}", *value, lever.unit)
                              : fmt::format(": {:.3g} {}", *value, lever.unit);
    return text;
}

std::string describe_channels(const Lever& lever) {
    std::vector<std::string_view> names;
    for (const auto channel : lever.channels)
        names.push_back(kChannelCodes[static_cast<std::size_t>(channel)]);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string levers_json(const Environment& baseline, const std::vector<PriorRow>& priors) {
    Json list = Json::array();
    for (const auto& lever : lever_registry())
        list.push_back(lever_json(lever, baseline, priors));
    return list.dump(2) + "\n";
}

std::string levers_markdown(const Environment& baseline, const std::vector<PriorRow>& priors) {
    std::string text =
        "# Levers\n\nWritten by `kozqaras levers --markdown` from the registry "
        "([lever.hpp](../scenarios/lever.hpp)); a test compares. Effects are in latent standard "
        "deviations, the unit of opinions: that of the part of an answer that is not opinion. "
        "With the spread of opinions an answer has an s.d. of about 1.3 units, so 1 point of "
        "share at 50 % is 0.0325, the rate at which effects published in points were read; those "
        "published in s.d. of an answer were multiplied by 2, for an answer has an s.d. of 0.78 of "
        "net (general attitude of 2023) and moves by 0.39 of net per latent s.d. (`kozqaras "
        "effects --response`). *Prior only*: the survey cannot inform it. Numbers "
        "may be uncertain: `value = { distribution = \"normal\", mean = "
        "9000, sd = 800 }` (also `uniform` with low and high, `triangular` with low, mode and "
        "high), drawn once per member. With all channels of a lever switched off (`--no-media`, "
        "`--no-events`, `--no-experience`) its effect is exactly 0.\n\n";
    for (const auto& lever : lever_registry())
        text += lever_section(lever, baseline, priors);
    text.pop_back();
    return text;
}

} // namespace kozqaras
