#pragma once
// The weekly kernel alone on a small graph: no media, no events, no anchor, no noise.

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "model/dynamics/weekly_kernel.hpp"
#include "model/population/opinions.hpp"

namespace kozqaras::testing {

using Adjacency = std::vector<std::vector<std::uint32_t>>;

class KernelGraph {
  public:
    KernelGraph(const Adjacency& ties, Influence influence, std::size_t lanes_of_agent = 32,
                InstructionSet set = best_instruction_set())
        : agents_(ties.size()),
          stride_(lanes_of_agent),
          kernel_(weekly_kernel(set, influence, lanes_of_agent)),
          offsets_{0},
          rows_(agents_),
          personal_(agents_ * kMemberLanes, 0.0F),
          table_(stride_, 0.0F),
          draws(agents_),
          sums(stride_, 0),
          x(agents_ * stride_, 0) {
        std::fill_n(lanes.susceptible, kMostLanes, 1.0F);
        std::fill_n(lanes.keep, kMostLanes, 1.0F);
        for (const auto& row : ties) {
            targets_.insert(targets_.end(), row.begin(), row.end());
            offsets_.push_back(static_cast<std::uint32_t>(targets_.size()));
        }
    }

    void step() {
        next_.resize(x.size());
        const WeeklyKernelInput input{.last = x.data(),
                                      .next = next_.data(),
                                      .tie_offsets = offsets_.data(),
                                      .tie_targets = targets_.data(),
                                      .tie_ends = targets_.size(),
                                      .rows = rows_.data(),
                                      .personal = personal_.data(),
                                      .events = table_.data(),
                                      .local = table_.data(),
                                      .anchor = table_.data(),
                                      .media_low = table_.data(),
                                      .media_high = table_.data(),
                                      .low_sources = 7,
                                      .lanes = &lanes};
        sums.assign(stride_, 0);
        kernel_(input, 0, agents_, draws.data(), sums.data());
        std::swap(x, next_);
    }

    [[nodiscard]] std::int16_t& at(std::size_t agent, std::size_t lane = 0) {
        return x[agent * stride_ + lane];
    }

  private:
    std::size_t agents_, stride_;
    WeeklyKernel kernel_;
    std::vector<std::uint32_t> offsets_, targets_;
    std::vector<AgentRows> rows_;
    std::vector<float> personal_;
    LineVector<float> table_;

  public:
    KernelLanes lanes{};
    std::vector<AgentDraw> draws;
    LineVector<std::int32_t> sums;
    LineVector<std::int16_t> x;

  private:
    LineVector<std::int16_t> next_;
};

} // namespace kozqaras::testing
