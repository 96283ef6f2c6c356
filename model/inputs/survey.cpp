#include "model/inputs/survey.hpp"

#include <algorithm>
#include <numeric>

namespace kozqaras {

namespace {

template <class Wanted>
const Observation* first(const std::vector<Observation>& observations, const Wanted& wanted) {
    const auto found = std::ranges::find_if(observations, wanted);
    return found == observations.end() ? nullptr : &*found;
}

} // namespace

double IndexMethodology::composite_offset() const {
    return std::accumulate(offsets.begin(), offsets.end(), 0.0) /
           static_cast<double>(offsets.size());
}

const IndexMethodology* SurveyTables::methodology(const std::string& id) const {
    const auto found = std::ranges::find(methodologies, id, &IndexMethodology::id);
    return found == methodologies.end() ? nullptr : &*found;
}

const Observation* SurveyTables::of_everyone(Quantity quantity, int question, int wave) const {
    return first(observations, [&](const Observation& one) {
        return one.of_everyone() && one.quantity == quantity && one.question == question &&
               one.wave == wave && one.relation == Relation::equal;
    });
}

const Observation* SurveyTables::index_of(const std::optional<Indicator>& indicator, int wave,
                                          const std::string& methodology) const {
    return first(observations, [&](const Observation& one) {
        return one.of_everyone() && one.of_index(indicator) && one.wave == wave &&
               one.methodology == methodology && one.relation == Relation::equal;
    });
}

std::optional<int> SurveyTables::size_of(Factor factor, int group, int wave) const {
    const auto& sample = samples[waves[static_cast<std::size_t>(wave)].sample];
    for (const GroupSize& size : sample.groups)
        if (size.factor == factor && size.group == group)
            return size.respondents;
    return std::nullopt;
}

} // namespace kozqaras
