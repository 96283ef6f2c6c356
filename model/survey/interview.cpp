#include "model/survey/interview.hpp"

#include <cmath>

#include "support/random.hpp"

namespace kozqaras {

std::vector<std::uint32_t> draw_respondents(const ReportingCells& cells, const SampleDesign& design,
                                            int respondents, std::uint64_t seed,
                                            std::uint32_t wave) {
    double total = 0.0;
    for (const std::uint32_t cell : cells.cell_of_agent)
        total += design.cell_weights[cell];
    const double step = total / respondents;
    double next = step * random_uniform(seed, Purpose::sample, wave), passed = 0.0;
    std::vector<std::uint32_t> drawn;
    for (std::size_t agent = 0; agent < cells.cell_of_agent.size(); ++agent) {
        passed += design.cell_weights[cells.cell_of_agent[agent]];
        for (; next < passed && drawn.size() < static_cast<std::size_t>(respondents); next += step)
            drawn.push_back(static_cast<std::uint32_t>(agent));
    }
    return drawn;
}

std::vector<std::int8_t> answer_questions(std::span<const float> x, std::uint32_t agent,
                                          const ResponseParameters& response,
                                          std::span<const Question> questions, std::uint64_t seed,
                                          std::uint32_t wave) {
    constexpr std::uint32_t kBlocksPerWave = 16; // 4 questions a block, room for 64
    const double persistent = std::sqrt(response.persistent_share),
                 momentary = std::sqrt(1.0 - response.persistent_share);
    std::vector<std::int8_t> answers(questions.size());
    std::array<double, 4> personal{}, passing{};
    for (std::size_t q = 0; q < questions.size(); ++q) {
        const auto block = static_cast<std::uint32_t>(q / 4);
        if (q % 4 == 0) {
            personal = random_normals(seed, Purpose::question_deviation, agent, block);
            passing = random_normals(seed, Purpose::response, agent, wave * kBlocksPerWave + block);
        }
        const double y = static_cast<double>(x[static_cast<std::size_t>(questions[q].attitude)]) +
                         persistent * personal[q % 4] + momentary * passing[q % 4];
        answers[q] = static_cast<std::int8_t>(y > response.upper[q]   ? 1
                                              : y < response.lower[q] ? -1
                                                                      : 0);
    }
    return answers;
}

std::vector<AnswerShares> interview_sample(std::span<const std::uint32_t> respondents,
                                           const Opinions& opinions, std::size_t member,
                                           const ResponseParameters& response,
                                           std::span<const Question> questions, std::uint64_t seed,
                                           std::uint32_t wave, std::span<const double> weights) {
    std::vector<AnswerShares> shares(questions.size());
    double total = 0.0;
    for (std::size_t place = 0; place < respondents.size(); ++place) {
        const std::uint32_t agent = respondents[place];
        const double weight = weights.empty() ? 1.0 : weights[place];
        total += weight;
        std::array<float, kAttitudeCount> x{};
        for (std::size_t a = 0; a < x.size(); ++a)
            x[a] = opinions.at(agent, member, a);
        const auto answers = answer_questions(x, agent, response, questions, seed, wave);
        for (std::size_t q = 0; q < answers.size(); ++q) {
            shares[q].positive += answers[q] > 0 ? weight : 0.0;
            shares[q].negative += answers[q] < 0 ? weight : 0.0;
        }
    }
    for (AnswerShares& share : shares) {
        share.positive /= total;
        share.negative /= total;
    }
    return shares;
}

} // namespace kozqaras
