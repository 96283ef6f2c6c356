#include "model/core/week.hpp"

namespace kozqaras {

Week week_of(Date date) {
    const auto days = (date - first_day()).count();
    return {static_cast<int>(days >= 0 ? days / 7 : -((6 - days) / 7))};
}

Date date_of(Week week) {
    return first_day() + std::chrono::days{7 * week.value};
}

Week last_week() {
    return week_of(Date{std::chrono::year{2030} / std::chrono::December / 31});
}

} // namespace kozqaras
