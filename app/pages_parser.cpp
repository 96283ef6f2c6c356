// The command line of brief, report and reproduce.

#include "app/command_parser.hpp"

namespace kozqaras {
namespace {

void add_page_options(CLI::App& command, std::string& language, std::filesystem::path& output,
                      bool& force, const char* output_help) {
    command.add_option("--lang", language,
                       "Language: a column of texts/texts.csv: en, ru, kk (default: en)");
    command.add_option("-o,--output", output, output_help);
    command.add_flag("--force", force, "Replace an existing file");
}

void add_brief(Parser& parser) {
    auto& command = add_command(
        parser, "brief", "One page for a minister from a run folder: how much, how sure, on what",
        "  kozqaras brief runs/visa_free -o brief.html\n"
        "  kozqaras brief runs/visa_free --lang ru -o brief.pdf\n"
        "  kozqaras brief runs/visa_free --scenario visa_free.extended --lang kk\n"
        "A PDF needs chromium (Debian: apt-get install chromium)");
    auto& options = parser.brief;
    command.add_option("run", options.run, "Folder written by 'kozqaras run'")->required();
    command.add_option("--scenario", options.scenario,
                       "Which scenario of the run, by its id (default: the first)");
    add_page_options(command, options.language, options.output, options.force,
                     "The file, .html or .pdf (default: brief.html)");
}

void add_report(Parser& parser) {
    auto& command = add_command(
        parser, "report", "The whole report of one or several runs in one file for e-mail",
        "  kozqaras report runs/visa_free -o report.html\n"
        "  kozqaras report runs/visa_free runs/land_scandal --lang kk -o report.html\n"
        "  kozqaras report runs/visa_free -o report.pdf");
    auto& options = parser.report;
    command.add_option("run", options.runs, "Folders written by 'kozqaras run'")->required();
    add_page_options(command, options.language, options.output, options.force,
                     "The file, .html or .pdf (default: report.html)");
}

void add_reproduce(Parser& parser) {
    auto& command =
        add_command(parser, "reproduce", "Run again what a manifest says, and compare the results",
                    "  kozqaras reproduce runs/visa_free/manifest.json\n"
                    "  kozqaras reproduce runs/visa_free --threads 1");
    command
        .add_option("manifest", parser.reproduce.manifest, "manifest.json of a run, or its folder")
        ->required();
}

} // namespace

void add_pages(Parser& parser) {
    add_brief(parser);
    add_report(parser);
    add_reproduce(parser);
}

} // namespace kozqaras
