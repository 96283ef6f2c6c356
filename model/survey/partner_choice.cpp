#include "model/survey/partner_choice.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Own deviations of this choice lie behind those of the questions (at most kMostQuestions / 4
/// blocks of four): lanes, then countries.
constexpr std::uint32_t kLaneBlock = kMostQuestions / 4, kOwnBlock = kLaneBlock + 1;

/// Standard deviation of lanes and own deviation together.
double own_deviation(const Partner& partner) {
    double variance = 1.0;
    for (const double loading : partner.loadings)
        variance += loading * loading;
    return std::sqrt(variance);
}

std::vector<float> static_utilities(const PartnerTables& tables, const Population& population,
                                    std::uint64_t seed) {
    const std::size_t partners = tables.partners.size();
    std::vector<float> utility(population.size() * partners);
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        const auto shift = leanings_of(tables, population, agent);
        const auto lanes = random_normals(seed, Purpose::question_deviation, agent, kLaneBlock);
        std::array<double, 4> own{};
        for (std::size_t p = 0; p < partners; ++p) {
            if (p % 4 == 0)
                own = random_normals(seed, Purpose::question_deviation, agent,
                                     kOwnBlock + static_cast<std::uint32_t>(p / 4));
            const Partner& partner = tables.partners[p];
            double noise = own[p % 4];
            for (std::size_t lane = 0; lane < partner.loadings.size(); ++lane)
                noise += partner.loadings[lane] * lanes[lane];
            utility[agent * partners + p] =
                static_cast<float>(shift[p] - partner.bar + noise / own_deviation(partner));
        }
    }
    return utility;
}

/// Points and weights of the standard normal distribution: the trapezoid rule, whose error for
/// smooth functions falls faster than any power of the step.
struct Nodes {
    std::vector<double> at, weight;
};

Nodes normal_nodes() {
    constexpr int kLaneNodes = 17;
    constexpr double kEnd = 4.0;
    Nodes nodes;
    double sum = 0.0;
    for (int k = 0; k < kLaneNodes; ++k) {
        nodes.at.push_back(-kEnd + 2.0 * kEnd * k / (kLaneNodes - 1));
        nodes.weight.push_back(std::exp(-0.5 * nodes.at.back() * nodes.at.back()));
        sum += nodes.weight.back();
    }
    for (double& weight : nodes.weight)
        weight /= sum;
    return nodes;
}

/// Chances of the class to name each partner, given the lanes.
std::vector<double> chances_of(const PartnerTables& tables, const PartnerClass& people,
                               std::span<const double> lanes) {
    std::vector<double> chances;
    for (std::size_t p = 0; p < tables.partners.size(); ++p) {
        const Partner& partner = tables.partners[p];
        const double deviation = own_deviation(partner);
        double mean = people.shift[p] + people.mean[p] - partner.bar;
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            mean += partner.loadings[lane] * lanes[lane] / deviation;
        chances.push_back(
            normal_cdf(mean / std::sqrt(1.0 / (deviation * deviation) + people.variance[p])));
    }
    return chances;
}

/// From shares of all who name both; diagonal: who name the one.
Mentions from_joint(const std::vector<double>& joint, std::size_t partners) {
    Mentions mentions;
    for (std::size_t base = 0; base < partners; ++base)
        mentions.named.push_back(joint[base * partners + base]);
    mentions.also = joint;
    for (std::size_t base = 0; base < partners; ++base)
        for (std::size_t other = 0; other < partners; ++other)
            mentions.also[base * partners + other] /= mentions.named[base];
    return mentions;
}

/// The three that those who name `base` name most beside it.
std::vector<std::size_t> first_named(const Mentions& mentions, std::size_t base) {
    constexpr std::size_t kFirst = 3;
    std::vector<std::size_t> others;
    for (std::size_t p = 0; p < mentions.named.size(); ++p)
        if (p != base)
            others.push_back(p);
    std::ranges::stable_sort(others, std::greater{},
                             [&](std::size_t p) { return mentions.of(base, p); });
    others.resize(std::min(kFirst, others.size()));
    return others;
}

} // namespace

std::vector<double> leanings_of(const PartnerTables& tables, const Population& population,
                                std::size_t agent) {
    std::vector<double> shift(tables.partners.size(), 0.0);
    for (const PartnerLeaning& leaning : tables.leanings)
        if (population.country->reported_as(
                leaning.factor, population.classes(leaning.factor)[agent]) == leaning.group)
            shift[leaning.partner] += leaning.shift;
    return shift;
}

PartnerChoice::PartnerChoice(const PartnerTables& tables, const Population& population,
                             const ReportingCells& cells, std::span<const double> cell_weights,
                             std::uint64_t seed)
    : tables_(tables), utility_(static_utilities(tables, population, seed)) {
    double sum = 0.0;
    for (const std::uint32_t cell : cells.cell_of_agent)
        sum += cell_weights[cell];
    for (const std::uint32_t cell : cells.cell_of_agent)
        weight_.push_back(static_cast<float>(cell_weights[cell] / sum));
}

PartnerSet PartnerChoice::named_by(std::size_t agent, const Opinions& opinions, std::size_t member,
                                   const ResponseParameters& response,
                                   std::span<const Question> questions,
                                   std::span<const double> shifts) const {
    const std::size_t partners = tables_.partners.size();
    PartnerSet named = 0;
    for (std::size_t p = 0; p < partners; ++p) {
        double utility = static_cast<double>(utility_[agent * partners + p]) + shifts[p];
        if (const auto question = tables_.partners[p].question)
            utility +=
                static_cast<double>(opinions.at(
                    agent, member, static_cast<std::size_t>(questions[*question].attitude))) -
                response.upper[*question];
        if (utility > 0.0)
            named |= static_cast<PartnerSet>(1U << p);
    }
    return named;
}

std::vector<double> PartnerChoice::set_shares(const Opinions& opinions, std::size_t member,
                                              const ResponseParameters& response,
                                              std::span<const Question> questions,
                                              std::span<const double> shifts) const {
    std::vector<double> shares(set_count(tables_), 0.0);
    for (std::size_t agent = 0; agent < weight_.size(); ++agent)
        shares[named_by(agent, opinions, member, response, questions, shifts)] +=
            static_cast<double>(weight_[agent]);
    return shares;
}

Mentions mentions_of(std::span<const float> set_shares, std::size_t partners) {
    std::vector<double> joint(partners * partners, 0.0), how_many(partners + 1, 0.0);
    for (std::size_t set = 0; set < set_shares.size(); ++set) {
        const auto share = static_cast<double>(set_shares[set]);
        how_many[static_cast<std::size_t>(std::popcount(set))] += share;
        for (std::size_t base = 0; base < partners; ++base)
            for (std::size_t other = 0; other < partners; ++other)
                if ((set >> base & 1U) != 0 && (set >> other & 1U) != 0)
                    joint[base * partners + other] += share;
    }
    Mentions mentions = from_joint(joint, partners);
    mentions.how_many = std::move(how_many);
    return mentions;
}

double mention_error(const PartnerTables& tables, double share, double named) {
    constexpr double kHalfPoint = 0.005; // whole percents: uniform between the halves
    const double people = tables.sample_size() * named;
    return std::sqrt(tables.design_effect * share * (1.0 - share) / people +
                     kHalfPoint * kHalfPoint / 3.0);
}

std::vector<PrintedLinks> links_of(const Mentions& mentions) {
    const std::size_t partners = mentions.named.size();
    std::vector<std::vector<std::size_t>> first;
    for (std::size_t p = 0; p < partners; ++p)
        first.push_back(first_named(mentions, p));
    const auto points = [&](std::size_t from, std::size_t to) {
        return std::ranges::find(first[from], to) != first[from].end();
    };
    std::vector<PrintedLinks> links;
    for (std::size_t p = 0; p < partners; ++p) {
        PrintedLinks one{p, 0, 0};
        for (std::size_t other = 0; other < partners; ++other)
            if (other != p && points(other, p))
                ++(points(p, other) ? one.two_way : one.one_way);
        links.push_back(one);
    }
    return links;
}

Mentions expected_mentions(const PartnerTables& tables, std::span<const PartnerClass> classes) {
    const Nodes nodes = normal_nodes();
    const std::size_t partners = tables.partners.size(), lanes = tables.lanes.size();
    std::size_t points = 1;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        points *= nodes.at.size();
    std::vector<double> joint(partners * partners, 0.0), at(lanes);
    for (std::size_t point = 0; point < points; ++point) {
        double weight = 1.0;
        std::size_t rest = point;
        for (double& lane : at) {
            lane = nodes.at[rest % nodes.at.size()];
            weight *= nodes.weight[rest % nodes.at.size()];
            rest /= nodes.at.size();
        }
        for (const PartnerClass& people : classes) {
            const auto chances = chances_of(tables, people, at);
            const double share = weight * people.weight;
            for (std::size_t base = 0; base < partners; ++base)
                for (std::size_t other = 0; other < partners; ++other)
                    joint[base * partners + other] +=
                        share * chances[base] * (base == other ? 1.0 : chances[other]);
        }
    }
    return from_joint(joint, partners);
}

} // namespace kozqaras
