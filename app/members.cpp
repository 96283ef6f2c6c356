#include "app/members.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/session.hpp"
#include "calibration/fitted_inputs.hpp"
#include "calibration/fitted_waves.hpp"
#include "calibration/member_draws.hpp"
#include "calibration/posterior.hpp"
#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

Members from_prior(const SharedOptions& shared, const ParameterRegistry& registry) {
    const auto prior = prior_as_posterior(registry);
    return {draw_members(prior, registry, static_cast<std::size_t>(shared.members), shared.seed),
            "prior",
            "Not calibrated: every parameter is drawn from its prior; nothing was fitted to the "
            "survey.",
            "command line",
            false,
            {},
            std::vector<std::size_t>{}};
}

/// Positions among the registry's waves of those that the posterior in `folder` was fitted to.
std::vector<std::size_t> fitted_positions(const std::filesystem::path& folder,
                                          const ParameterRegistry& registry) {
    std::vector<std::size_t> positions;
    const FittedWaves fitted = read_fitted_waves(folder);
    for (const auto& waves : {fitted.waves, fitted.polls})
        for (const FittedWave& wave : waves) {
            const auto place = std::ranges::find(registry.waves(), wave.id, &DatedWave::id);
            if (!wave.numbers.empty() && place != registry.waves().end())
                positions.push_back(static_cast<std::size_t>(place - registry.waves().begin()));
        }
    std::ranges::sort(positions);
    return positions;
}

/// The folder that a name or path stands for; empty: the prior.
std::filesystem::path folder_meant(const SharedOptions& shared,
                                   const std::filesystem::path& posterior) {
    if (posterior == "prior")
        return {};
    if (posterior.empty() || posterior == "mean")
        return default_posterior(shared);
    // the file in it is as good as the folder
    return posterior.filename() == "posterior.csv" ? folder_of(posterior) : posterior;
}

/// The last part of the path; of ".", and with a slash at the end, that of the place.
std::string name_of(const std::filesystem::path& folder) {
    auto name = (folder.has_filename() ? folder : folder.parent_path()).filename();
    std::error_code ignored;
    if (name == "." || name == "..")
        name = std::filesystem::weakly_canonical(folder, ignored).filename();
    return printable(name.string());
}

void warn_of_other_inputs(const SharedOptions& shared, const Members& members,
                          const InputData& inputs) {
    const auto changed = changed_inputs(members.folder, inputs.file_hashes);
    if (changed.empty() || !shared.leads())
        return;
    shared.warn(
        fmt::format("{} was calibrated with other input tables than these ({} differs{}): "
                    "it does not fit them; calibrate again",
                    name_of(members.folder), changed.front(),
                    changed.size() == 1 ? "" : fmt::format(", and {} more", changed.size() - 1)));
}

/// Every member at the mean of the posterior that is shipped: they differ in their shocks alone.
Members at_the_mean(const SharedOptions& shared, const ParameterRegistry& registry) {
    const auto folder = default_posterior(shared);
    const auto mean = read_posterior(folder, registry).mean;
    return {{static_cast<std::size_t>(shared.members), {mean.begin(), mean.end()}},
            "mean",
            "All members stand at the mean of the posterior: intervals hold the noise of the "
            "simulation and the country's own change, and nothing of what is not known about "
            "the parameters.",
            "command line",
            true,
            folder,
            fitted_positions(folder, registry)};
}

/// One paragraph for the reader of a summary.
std::string what_was_fitted(const Posterior& posterior, const ParameterRegistry& registry) {
    std::string informed, prior;
    for (const FamilyInformation& family : family_information(posterior, registry))
        if (family.informed > 0)
            informed += fmt::format("{}{} {} of {}", informed.empty() ? "" : ", ", family.family,
                                    family.informed, family.parameters);
        else
            prior += fmt::format("{}{} ({})", prior.empty() ? "" : ", ", family.family,
                                 family.parameters);
    std::string not_fitted;
    for (const Attitude attitude : attitudes_not_fitted(posterior, registry))
        not_fitted += fmt::format("{}{}", not_fitted.empty() ? "" : ", ",
                                  kAttitudeCodes[static_cast<std::size_t>(attitude)]);
    if (!not_fitted.empty())
        not_fitted = fmt::format(" PRIOR ALONE: nothing was fitted of the attitude {}; every "
                                 "number of it is drawn from its prior until this is calibrated "
                                 "again.",
                                 not_fitted);
    return fmt::format(
        "{} of {} parameters were fitted to the survey waves; the others are drawn from their "
        "priors. The waves inform: {}. Prior alone: {}. So level and group differences at the "
        "waves are data; what trips, visitors, jobs and plants do is prior (experience), and so is "
        "what campaigns, studies, trade, goods and permits do (exposure); the salience of news "
        "that a scenario invents is a judgement written in its file.{}",
        posterior.fitted.size(), registry.size(), informed, prior, not_fitted);
}

} // namespace

void warn_of_failed(const SharedOptions& shared, const std::vector<FailedMember>& failed) {
    for (const FailedMember& member : failed)
        shared.warn(fmt::format("member {} could not be simulated and is left out: {}",
                                member.member + 1, member.reason));
}

std::shared_ptr<const ParameterRegistry> registry_for(const SharedOptions& shared,
                                                      const std::filesystem::path& posterior,
                                                      const InputData& inputs) {
    const auto folder = folder_meant(shared, posterior);
    std::vector<DatedWave> further;
    if (!folder.empty() && std::filesystem::exists(folder / "waves.csv"))
        for (const FittedWave& wave : read_fitted_waves(folder).waves)
            if (wave.further)
                further.push_back({wave.id, week_of(wave.field_end)});
    return std::make_shared<const ParameterRegistry>(inputs, further);
}

Members choose_members(const SharedOptions& shared, const std::filesystem::path& posterior,
                       const ParameterRegistry& registry, const InputData& inputs) {
    if (posterior == "prior")
        return from_prior(shared, registry);
    if (posterior == "mean") {
        auto members = at_the_mean(shared, registry);
        warn_of_other_inputs(shared, members, inputs);
        return members;
    }
    const auto folder = folder_meant(shared, posterior);
    if (!std::filesystem::exists(folder / "posterior.csv"))
        throw FileError(folder.string(), "holds no posterior.csv; give a folder that 'kozqaras "
                                         "calibrate' wrote, or 'prior'");
    const auto draws = read_posterior(folder, registry);
    Members members{
        draw_members(draws, registry, static_cast<std::size_t>(shared.members), shared.seed),
        name_of(folder),
        what_was_fitted(draws, registry),
        posterior.empty() ? "default" : "command line",
        true,
        folder,
        fitted_positions(folder, registry)};
    warn_of_other_inputs(shared, members, inputs);
    return members;
}

std::string parameters_in_words(const Members& members) {
    return members.calibrated ? members.name : members.name + " (not calibrated)";
}

std::string calibration_remark(const Members& members) {
    return members.calibrated ? ""
                              : "NOT CALIBRATED: every parameter is drawn from its prior; nothing "
                                "was fitted to the survey.\n";
}

} // namespace kozqaras
