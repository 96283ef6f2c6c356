#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "scenarios/lever_texts.hpp"
#include "scenarios/schema.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

std::string describe_lever(const Lever& lever, const Environment& baseline,
                           const std::vector<PriorRow>& priors) {
    constexpr std::size_t kWidth = 100;
    std::string text = fmt::format("{}  ({})\n", lever.name, lever.label_en);
    text += wrap(fmt::format("Values: {}", allowed_values(lever)), kWidth, "  ");
    text += wrap(fmt::format("Status quo: {}", describe_status_quo(lever, baseline)), kWidth, "  ");
    text += wrap(fmt::format("Acts through: {}. Evidence: {}", describe_channels(lever),
                             describe_grade(lever.grade, *baseline.country)),
                 kWidth, "  ");
    for (const auto* prior : effect_priors(lever, priors))
        text += wrap(fmt::format("Effect: {}", describe_prior(*prior)), kWidth, "  ");
    for (const auto* prior : effect_priors(lever, priors))
        for (const auto& one : prior->responses)
            text += wrap(fmt::format("Matched: {}", describe_response(*prior, one)), kWidth, "  ");
    text += wrap(fmt::format("Source: {}", lever.source), kWidth, "  ");
    text += wrap(fmt::format("Limits: {}", lever.limits), kWidth, "  ");
    return text + '\n';
}

} // namespace

int levers_command(const SharedOptions& shared, const LeversOptions& options) {
    const auto inputs = load_session_inputs(shared);
    const auto baseline = historical_environment(inputs);
    if (shared.json || options.markdown) {
        print_data(shared.json ? levers_json(baseline, inputs.priors)
                               : levers_markdown(baseline, inputs.priors));
        return kDone;
    }
    std::string text;
    for (const auto& lever : lever_registry())
        text += describe_lever(lever, baseline, inputs.priors);
    print_data(text);
    return kDone;
}

int schema_command(const SharedOptions& shared) {
    print_data(scenario_schema(*load_session_inputs(shared).country));
    return kDone;
}

} // namespace kozqaras
