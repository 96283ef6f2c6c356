#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/schema.hpp"

namespace kozqaras {
namespace {

std::string allowed_values(const Lever& lever) {
    if (lever.kind == LeverKind::choice)
        return fmt::format("{}", fmt::join(lever.choices, ", "));
    if (lever.kind == LeverKind::number)
        return fmt::format("{} to {} {}; observed {} to {}", lever.low, lever.high, lever.unit,
                           lever.evidence_low, lever.evidence_high);
    return std::string(lever.unit);
}

std::string describe_lever(const Lever& lever, const Environment& baseline) {
    constexpr std::size_t kWidth = 100;
    std::string status_quo(lever.status_quo);
    if (const auto value = status_quo_value(lever, baseline))
        status_quo += *value >= 100 ? fmt::format(": {:.0f} {}", *value, lever.unit)
                                    : fmt::format(": {:.3g} {}", *value, lever.unit);
    std::string text = fmt::format("{}  ({})\n", lever.name, lever.label_en);
    text += wrap(fmt::format("Values: {}", allowed_values(lever)), kWidth, "  ");
    text += wrap(fmt::format("Status quo: {}", status_quo), kWidth, "  ");
    text += wrap(fmt::format("Acts through: {}. Evidence: {}",
                             kChannelCodes[static_cast<std::size_t>(lever.channel)],
                             describe_grade(lever.grade)),
                 kWidth, "  ");
    text += wrap(fmt::format("Source: {}", lever.source), kWidth, "  ");
    text += wrap(fmt::format("Limits: {}", lever.limits), kWidth, "  ");
    return text + '\n';
}

} // namespace

int levers_command(const SharedOptions& shared) {
    const auto baseline = historical_environment(load_session_inputs(shared));
    if (shared.json) {
        print_data(levers_json(baseline));
        return kDone;
    }
    std::string text;
    for (const auto& lever : lever_registry())
        text += describe_lever(lever, baseline);
    print_data(text);
    return kDone;
}

int schema_command(const SharedOptions& shared) {
    print_data(scenario_schema(load_session_inputs(shared).regions));
    return kDone;
}

} // namespace kozqaras
