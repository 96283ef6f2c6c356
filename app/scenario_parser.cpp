// Options of the commands about scenario files and levers.

#include "app/command_parser.hpp"

namespace kozqaras {
namespace {

void add_effects(Parser& parser) {
    auto& effects = add_command(
        parser, "effects", "Scenarios against the literature: sign and size, and interactions",
        "  kozqaras effects scenarios/library/*.toml --scale 0.002 --members 16\n"
        "  kozqaras effects scenarios/library/worst_case.toml --interaction\n"
        "  kozqaras effects scenarios/library/*.toml --response --scale 0.002");
    effects.add_option("scenario", parser.effects.scenarios, "Scenario files (TOML)")->required();
    effects.add_flag("--interaction", parser.effects.interaction,
                     "Each change alone against all of them together");
    auto* response = effects.add_flag(
        "--response", parser.effects.response,
        "How strongly each line answers to its parameters, and the prior that follows "
        "from its estimate");
    effects
        .add_flag("--csv", parser.effects.csv, "Responses as data/parameters/lever_responses.csv")
        ->needs(response);
    effects.add_flag("--markdown", parser.effects.markdown, "As a page of docs");
    add_posterior_option(effects, parser.effects.posterior);
}

} // namespace

void add_scenario_commands(Parser& parser) {
    auto& validate = add_command(parser, "validate", "Check scenario files; all faults at once",
                                 "  kozqaras validate scenarios/library/*.toml");
    validate.add_option("scenario", parser.validate.scenarios, "Scenario files (TOML)")->required();
    add_effects(parser);
    auto& levers = add_command(parser, "levers", "What a scenario may change, with its evidence",
                               "  kozqaras levers\n  kozqaras levers --json\n"
                               "  kozqaras levers --markdown > docs/levers.md");
    levers.add_flag("--markdown", parser.levers.markdown, "As a page of docs");
    add_command(parser, "schema", "JSON schema of scenario files, for editors",
                "  kozqaras schema > scenario.schema.json");
}

} // namespace kozqaras
