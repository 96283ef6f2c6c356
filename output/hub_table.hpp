#pragma once
// The table of the forecast hubs (hubverse model output with scenario_id), one number a row.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/csv_text.hpp"

namespace kozqaras {

/// The cells that stay the same over the quantiles of one distribution.
struct HubKey {
    std::string model, origin, target, horizon, location, date, scenario;
};

class HubTable {
  public:
    HubTable();

    /// Quantiles at the 23 levels customary in hubs, and the median; of one member the median
    /// alone.
    void add(const HubKey& key, const std::vector<double>& members);
    /// The same of a distribution given by its quantiles.
    void add(const HubKey& key, const std::function<double(double)>& quantile);

    [[nodiscard]] const std::string& text() const { return csv_.text(); }

  private:
    void add_quantiles(const HubKey& key, const std::vector<double>& found);
    void add_row(const HubKey& key, std::string_view type, std::string_view type_id, double value);

    CsvText csv_;
};

/// "kozqaras-" and the posterior's name, fit for a hub.
[[nodiscard]] std::string hub_model_id(std::string posterior_name);

/// The last day of a year, so that rows of several models join.
[[nodiscard]] std::string hub_year_end(int year);

} // namespace kozqaras
