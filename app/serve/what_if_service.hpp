#pragma once
// What the local page asks of the engine: documents, and runs of a scenario beside the kept
// baseline. Knows nothing of HTTP. All of it may be called from several threads; run(), parts()
// and explanation() from one at a time.

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "app/members.hpp"
#include "app/options.hpp"
#include "app/serve/view_json.hpp"
#include "output/texts.hpp"
#include "scenarios/scenario.hpp"
#include "workbench/kept_baseline.hpp"

namespace kozqaras {

/// A run that the page asks for.
struct WhatIfRequest {
    std::string scenario; ///< TOML text
    PageView view;
};

class WhatIfService {
  public:
    /// Loads the inputs, makes adults and ties, and simulates the baseline of all members.
    WhatIfService(const CommandLine& line, const ServeOptions& options, const std::stop_token& stop,
                  ProgressSink& progress);

    // Documents, as JSON text.
    [[nodiscard]] const std::string& levers() const { return levers_; }

    [[nodiscard]] const std::string& library() const { return library_; }

    [[nodiscard]] const std::string& texts() const { return texts_; }

    [[nodiscard]] const std::string& outlines() const { return outlines_; }

    /// What the model is, its waves, regions and groups.
    [[nodiscard]] const std::string& model() const { return model_; }

    /// A scenario file as a document. InputError as the reader of files.
    [[nodiscard]] std::string read(std::string_view text) const;

    /// A wave (observations/observed_wave.hpp) as JSON. InputError as the reader of files.
    [[nodiscard]] std::string wave(std::string_view csv) const;

    /// From names in a request to what is meant. InputError with the nearest name.
    [[nodiscard]] PageView view(const std::string& value, const std::string& date,
                                const std::string& group) const;

    [[nodiscard]] std::string baseline(const PageView& view) const;
    /// The baseline of all adults: every value at every reported week, CSV.
    [[nodiscard]] std::string baseline_csv() const;

    /// Checks the scenario of a request: InputError as the reader of files.
    [[nodiscard]] Scenario checked(const WhatIfRequest& request) const;

    /// Receives JSON text: a first impression, then the whole.
    using Receiver = std::function<void(const std::string& json)>;

    /// Throws Interrupted when `stop` is requested. A scenario that equals the baseline gives none.
    void run(const WhatIfRequest& request, const Scenario& scenario, const std::stop_token& stop,
             ProgressSink& progress, const Receiver& receive);

    /// The course of all adults under the scenario of `request`, and what it changes, paired: every
    /// value at every reported week, CSV. One that changes nothing differs by 0. Throws as run().
    [[nodiscard]] std::string scenario_csv(const WhatIfRequest& request, const Scenario& scenario,
                                           const std::stop_token& stop, ProgressSink& progress);

    /// What each part of the scenario makes of its effect on the index of all adults: by channel
    /// and by lever, run alone (workbench/split.hpp). None where there is one channel and one
    /// lever.
    [[nodiscard]] std::string parts(const WhatIfRequest& request, const Scenario& scenario,
                                    const std::stop_token& stop, ProgressSink& progress);

    /// Why the baseline moved (workbench/explanation.hpp), with few members.
    [[nodiscard]] std::string explanation(int value, const std::stop_token& stop,
                                          ProgressSink& progress);

  private:
    /// A finished run, so that another view of it costs nothing.
    struct Finished {
        std::string scenario;
        std::shared_ptr<const ComparedRuns> runs;
    };

    [[nodiscard]] std::shared_ptr<const ComparedRuns> finished(const std::string& scenario) const;
    void keep(const std::string& scenario, std::shared_ptr<const ComparedRuns> runs);
    [[nodiscard]] std::string model_document(const CommandLine& line, const Members& members,
                                             const std::filesystem::path& data) const;
    void send(const ComparedRuns& runs, const WhatIfRequest& request,
              const std::vector<std::string>& warnings, bool whole, const Receiver& receive) const;

    RunPlan plan_;
    std::unique_ptr<KeptBaseline> kept_;
    ComparedRuns baseline_;
    std::vector<std::string> groups_; ///< codes of the groups of a report
    std::string levers_, library_, texts_, outlines_, model_;
    mutable std::mutex mutex_;
    std::list<Finished> finished_; ///< the newest first
    std::map<int, std::string> explanations_;
};

} // namespace kozqaras
