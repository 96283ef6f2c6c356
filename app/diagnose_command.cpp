#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "calibration/diagnosis.hpp"
#include "model/core/errors.hpp"
#include "output/safe_file.hpp"

namespace kozqaras {

int diagnose_command(const SharedOptions& shared, const DiagnoseOptions& options) {
    const auto folder =
        options.calibration.empty() ? default_posterior(shared) : options.calibration;
    if (!std::filesystem::is_directory(folder))
        throw FileError(folder.string(), "is no folder; give one that 'kozqaras calibrate' wrote");
    if (!options.output.empty() && std::filesystem::exists(options.output) && !options.force)
        throw FileError(options.output.string(),
                        "exists already; give another -o, or --force to replace it");
    if (std::filesystem::exists(options.output) &&
        !std::filesystem::exists(options.output / "diagnosis.txt"))
        throw FileError(options.output.string(),
                        "holds no diagnosis.txt; --force replaces only folders of diagnoses");
    const ParameterRegistry registry(load_session_inputs(shared));
    const Diagnosis diagnosis = diagnose(folder, registry);
    const std::string text = diagnosis_text(diagnosis, registry);
    if (!options.output.empty() && !shared.dry_run)
        write_whole_folder(options.output, [&](const std::filesystem::path& unfinished) {
            make_folder(unfinished);
            write_whole_file(unfinished / "diagnosis.txt", text);
            write_whole_file(unfinished / "directions.csv", directions_table(diagnosis, registry));
            write_whole_file(unfinished / "correlations.csv",
                             correlations_table(diagnosis, registry));
            write_whole_file(unfinished / "families.csv", families_table(diagnosis));
        });
    print_data(text);
    return kDone;
}

} // namespace kozqaras
