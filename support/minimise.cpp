#include "support/minimise.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

struct Corner {
    std::vector<double> place;
    double value = 0;
};

class Simplex {
  public:
    Simplex(const std::function<double(std::span<const double>)>& function,
            std::span<const double> start, double step)
        : function_(function) {
        require(!start.empty(), "nothing to minimise over");
        std::vector<double> place(start.begin(), start.end());
        corners_.push_back(at(place));
        for (std::size_t axis = 0; axis < place.size(); ++axis) {
            auto moved = place;
            moved[axis] += step;
            corners_.push_back(at(moved));
        }
        sort();
    }

    void advance() {
        const Corner& worst = corners_.back();
        const auto centre = centre_of_others();
        Corner reflected = at(along(centre, worst.place, -1.0));
        if (reflected.value < corners_.front().value) {
            Corner further = at(along(centre, worst.place, -2.0));
            corners_.back() = further.value < reflected.value ? further : reflected;
        } else if (reflected.value < corners_[corners_.size() - 2].value) {
            corners_.back() = reflected;
        } else {
            const bool outside = reflected.value < worst.value;
            Corner nearer = at(along(centre, worst.place, outside ? -0.5 : 0.5));
            if (nearer.value < std::min(reflected.value, worst.value))
                corners_.back() = nearer;
            else
                shrink();
        }
        sort();
    }

    [[nodiscard]] bool within(const SimplexSettings& settings) const {
        const Corner& best = corners_.front();
        if (!(corners_.back().value - best.value <= settings.tolerance))
            return false;
        return std::ranges::all_of(corners_, [&](const Corner& corner) {
            for (std::size_t axis = 0; axis < best.place.size(); ++axis)
                if (std::abs(corner.place[axis] - best.place[axis]) > settings.place_tolerance)
                    return false;
            return true;
        });
    }

    [[nodiscard]] const Corner& best() const { return corners_.front(); }

    [[nodiscard]] int evaluations() const { return evaluations_; }

  private:
    Corner at(std::vector<double> place) {
        ++evaluations_;
        const double value = function_(place);
        return {std::move(place), std::isnan(value) ? HUGE_VAL : value};
    }

    [[nodiscard]] std::vector<double> centre_of_others() const {
        std::vector<double> centre(corners_.front().place.size(), 0.0);
        for (std::size_t corner = 0; corner + 1 < corners_.size(); ++corner)
            for (std::size_t axis = 0; axis < centre.size(); ++axis)
                centre[axis] += corners_[corner].place[axis] / static_cast<double>(centre.size());
        return centre;
    }

    /// centre + share (place - centre)
    static std::vector<double> along(const std::vector<double>& centre,
                                     const std::vector<double>& place, double share) {
        auto result = centre;
        for (std::size_t axis = 0; axis < result.size(); ++axis)
            result[axis] += share * (place[axis] - centre[axis]);
        return result;
    }

    void shrink() {
        for (std::size_t corner = 1; corner < corners_.size(); ++corner)
            corners_[corner] = at(along(corners_.front().place, corners_[corner].place, 0.5));
    }

    void sort() { std::ranges::stable_sort(corners_, {}, &Corner::value); }

    const std::function<double(std::span<const double>)>& function_;
    std::vector<Corner> corners_;
    int evaluations_ = 0;
};

} // namespace

Minimum minimise(const std::function<double(std::span<const double>)>& function,
                 std::span<const double> start, const SimplexSettings& settings) {
    Simplex simplex(function, start, settings.first_step);
    bool converged = simplex.within(settings);
    while (!converged && simplex.evaluations() < settings.most_evaluations) {
        simplex.advance();
        converged = simplex.within(settings);
    }
    return {simplex.best().place, simplex.best().value, simplex.evaluations(), converged};
}

} // namespace kozqaras
