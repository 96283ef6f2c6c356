#pragma once
// What things of a run are called on a page, in its language; in the run's own words where the
// table of texts has none.

#include <map>
#include <string>

#include "output/finished_run.hpp"
#include "output/page_words.hpp"

namespace kozqaras {

struct PageNames {
    std::map<std::string, std::string> levers;    ///< in the language of the page, by name
    std::map<std::string, std::string> by_label;  ///< the same by the English label
    std::map<std::string, std::string> regions;   ///< in the language of the page, by code
    std::map<std::string, std::string> questions; ///< wording by id, as in the data
    std::map<std::string, std::string> sources;   ///< of the levers by name, as in the registry
};

/// A scenario: what the page calls the shipped one (scenario.ID), if the run calls it by that name
/// or by the title of its file (title.ID), which may speak of several scenarios.
[[nodiscard]] std::string scenario_name(const std::string& id, const std::string& title,
                                        const PageWords& words);
/// A factor of index.csv ("age"), and a group of it ("18_34").
[[nodiscard]] std::string factor_name(const std::string& factor, const PageWords& words);
[[nodiscard]] std::string group_name(const GroupKey& group, const PageWords& words,
                                     const PageNames& names);
/// A group as the summary labels it.
[[nodiscard]] std::string labelled_group(const FinishedRun& run, const std::string& label,
                                         const PageWords& words, const PageNames& names);
/// A part of a scenario: a channel ("trips to China"), a lever, or what is left.
[[nodiscard]] std::string part_name(const PartEffect& part, const PageWords& words,
                                    const PageNames& names);
/// "judgement (A, B), measured elsewhere (C)"; the run's own words if it does not say which levers.
[[nodiscard]] std::string grounds_in_words(const FinishedScenario& scenario, const PageWords& words,
                                           const PageNames& names);

} // namespace kozqaras
