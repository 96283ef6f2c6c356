#include "output/claim_texts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/csv_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kClaimsWidth = 100;

constexpr std::string_view kRule =
    "Each statement is a formula over simulated answers of the baseline (sample as fielded), read "
    "the same way from the printed numbers. met: it holds in half of the members or more; "
    "undecided: in 5 to 50 of 100; contradicted: in fewer than 5. Undecided and contradicted are "
    "not met. Number: median and 90 % of members, in points (hundredths of a share) unless said. "
    "fitted: the printed numbers of which it speaks were given to the calibration, so that meeting "
    "it is no prediction. Not asked: the model has no such answer, or the run lacks it.";

double shown_value(ClaimUnit unit, double value) {
    constexpr double kPoints = 100;
    const double shown = unit == ClaimUnit::points ? kPoints * value : value;
    return std::abs(shown) < 0.005 ? 0.0 : shown; // never "-0"
}

/// Points with one digit, ratios and correlations with two, counts with none.
std::string in_unit(ClaimUnit unit, double value) {
    switch (unit) {
    case ClaimUnit::points: {
        const double shown = shown_value(unit, value);
        return fmt::format("{:+.1f}", std::abs(shown) < 0.05 ? 0.0 : shown);
    }
    case ClaimUnit::count:
        return fmt::format("{:.0f}", value);
    case ClaimUnit::ratio:
    case ClaimUnit::correlation:
        break;
    }
    return fmt::format("{:.2f}", shown_value(unit, value));
}

/// "above 0", "from 5 to 9 points".
std::string bounds_in_words(const Claim& claim) {
    const auto bound = [&](double value) {
        const std::string text = in_unit(claim.unit, value);
        return text.starts_with('+') ? text.substr(1) : text;
    };
    if (claim.low && claim.high)
        return fmt::format("{} to {}", bound(*claim.low), bound(*claim.high));
    return claim.low ? fmt::format("at least {}", bound(*claim.low))
                     : fmt::format("at most {}", bound(*claim.high));
}

std::string number_in_words(const ClaimAnswer& answer) {
    const ClaimUnit unit = answer.claim->unit;
    std::string text = in_unit(unit, answer.number->median);
    if (!std::isnan(answer.number->low90))
        text += fmt::format(" ({} to {})", in_unit(unit, answer.number->low90),
                            in_unit(unit, answer.number->high90));
    return text;
}

std::string printed_in_words(const ClaimAnswer& answer) {
    return answer.printed ? in_unit(answer.claim->unit, *answer.printed) : "not printed";
}

std::string unit_in_words(const ClaimAnswer& answer) {
    return std::string(kClaimUnits[static_cast<std::size_t>(answer.claim->unit)]);
}

std::string fitted_in_words(const ClaimAnswer& answer) {
    return answer.fitted == ClaimFitted::yes      ? "fitted"
           : answer.fitted == ClaimFitted::partly ? "partly fitted"
                                                  : "not fitted";
}

std::string verdict_of(const ClaimAnswer& answer) {
    return std::string(kVerdicts[static_cast<std::size_t>(answer.verdict)]);
}

/// Where the print itself does not bear the words out.
std::string print_remark(const ClaimAnswer& answer) {
    return answer.printed_holds && !*answer.printed_holds ? "; the printed numbers do not meet it"
                                                          : "";
}

/// Behind a reason why nothing was asked.
std::string printed_remark(const ClaimAnswer& answer) {
    return answer.printed
               ? fmt::format("; printed {} {}", printed_in_words(answer), unit_in_words(answer))
               : "";
}

std::string claim_lines(const ClaimAnswer& answer) {
    const Claim& claim = *answer.claim;
    std::string text =
        wrap(fmt::format("{}  {}: {}", claim.id, verdict_of(answer), claim.statement), kClaimsWidth,
             "  ");
    if (answer.verdict == Verdict::not_asked)
        return text + wrap(answer.why_not_asked + printed_remark(answer), kClaimsWidth, "       ");
    return text +
           wrap(fmt::format("{} {}, {}; claimed {}; holds in {:.0f} of 100; {}{}",
                            number_in_words(answer), unit_in_words(answer),
                            answer.printed ? "printed " + printed_in_words(answer) : "not printed",
                            bounds_in_words(claim), std::round(100 * answer.share),
                            fitted_in_words(answer), print_remark(answer)),
                kClaimsWidth, "       ");
}

std::string yes_no_or_empty(const std::optional<bool>& value) {
    return !value ? "" : *value ? "yes" : "no";
}

/// In a cell of a table of a page.
std::string in_cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}

} // namespace

std::string claims_text(const std::vector<ClaimAnswer>& answers) {
    std::string text = fmt::format("WHAT THE REPORTS SAY: {}\n", verdicts_in_words(answers));
    text += wrap(kRule, kClaimsWidth, "  ");
    std::string topic;
    for (const ClaimAnswer& answer : answers) {
        if (answer.claim->topic != topic)
            text += fmt::format("\n{}\n", answer.claim->topic);
        topic = answer.claim->topic;
        text += claim_lines(answer);
    }
    return text;
}

std::string claims_csv(const std::vector<ClaimAnswer>& answers) {
    CsvText csv{"claim",     "topic",     "statement", "verdict",       "share_of_members",
                "unit",      "low",       "high",      "model_median",  "model_q25",
                "model_q75", "model_q05", "model_q95", "printed",       "printed_meets_it",
                "fitted",    "formula",   "reading",   "why_not_asked", "source"};
    for (const ClaimAnswer& answer : answers) {
        const Claim& claim = *answer.claim;
        const bool asked = answer.number.has_value();
        const Spread number = answer.number.value_or(Spread{});
        const auto of_model = [&](double value) { return asked ? number_cell(value) : ""; };
        csv.add({claim.id,
                 claim.topic,
                 claim.statement,
                 verdict_of(answer),
                 of_model(answer.share),
                 asked ? unit_in_words(answer) : "",
                 number_cell(claim.low),
                 number_cell(claim.high),
                 of_model(number.median),
                 of_model(number.low50),
                 of_model(number.high50),
                 of_model(number.low90),
                 of_model(number.high90),
                 number_cell(answer.printed),
                 yes_no_or_empty(answer.printed_holds),
                 asked ? kClaimFitted[static_cast<std::size_t>(answer.fitted)] : "",
                 claim.formula,
                 claim.formula.empty() ? "" : claim.reading,
                 answer.why_not_asked,
                 claim.source});
    }
    return csv.text();
}

std::string claims_json(const std::vector<ClaimAnswer>& answers) {
    using Json = nlohmann::ordered_json;
    const auto number = [](const std::optional<double>& value) {
        return value && !std::isnan(*value) ? Json(*value) : Json(nullptr);
    };
    Json claims = Json::array();
    for (const ClaimAnswer& answer : answers) {
        const Claim& claim = *answer.claim;
        Json one{{"claim", claim.id},
                 {"topic", claim.topic},
                 {"statement", claim.statement},
                 {"verdict", verdict_of(answer)},
                 {"source", claim.source}};
        if (!answer.number) {
            one["why_not_asked"] = answer.why_not_asked;
        } else {
            one.update({{"share_of_members", answer.share},
                        {"unit", unit_in_words(answer)},
                        {"low", number(claim.low)},
                        {"high", number(claim.high)},
                        {"median", number(answer.number->median)},
                        {"q05", number(answer.number->low90)},
                        {"q95", number(answer.number->high90)},
                        {"printed", number(answer.printed)},
                        {"printed_meets_it",
                         answer.printed_holds ? Json(*answer.printed_holds) : Json(nullptr)},
                        {"fitted", kClaimFitted[static_cast<std::size_t>(answer.fitted)]},
                        {"formula", claim.formula},
                        {"reading", claim.reading}});
        }
        claims.push_back(std::move(one));
    }
    Json counts = Json::object();
    const auto of_each = count_verdicts(answers);
    for (std::size_t verdict = 0; verdict < of_each.size(); ++verdict)
        counts[std::string(kVerdicts[verdict])] = of_each[verdict];
    return Json{{"verdicts", counts}, {"rule", kRule}, {"claims", claims}}.dump(2) + '\n';
}

std::string claims_markdown(const std::vector<ClaimAnswer>& answers, const std::string& how) {
    std::string text = fmt::format("# What the reports say, answered by the model\n\n{}.\n\n",
                                   verdicts_in_words(answers));
    text += wrap(kRule, 120, "");
    text += fmt::format("\nMade by `{}`; a test compares. How words become formulas: "
                        "[formats/survey.md](formats/survey.md).\n",
                        how);
    std::string topic;
    for (const ClaimAnswer& answer : answers) {
        const Claim& claim = *answer.claim;
        if (claim.topic != topic)
            text += fmt::format("\n## {}\n\n| | statement | answer | simulated | printed | claimed "
                                "| of 100 members | fitted |\n|---|---|---|---|---|---|---|---|\n",
                                claim.topic);
        topic = claim.topic;
        if (!answer.number) {
            text += fmt::format("| {} | {} | not asked: {} | | {} | | | |\n", claim.id,
                                in_cell(claim.statement), in_cell(answer.why_not_asked),
                                answer.printed ? printed_in_words(answer) : "");
            continue;
        }
        text +=
            fmt::format("| {} | {} | {}{} | {} | {} | {} {} | {:.0f} | {} |\n", claim.id,
                        in_cell(claim.statement), verdict_of(answer), print_remark(answer),
                        number_in_words(answer), printed_in_words(answer), bounds_in_words(claim),
                        unit_in_words(answer), std::round(100 * answer.share),
                        kClaimFitted[static_cast<std::size_t>(answer.fitted)]);
    }
    return text;
}

std::vector<ClaimAnswer> answers_of_run(const RunPlan& plan, const RunResult& result,
                                        const RunDocumentation& documentation) {
    if (!documentation.statements)
        return {};
    return answer_claims(*documentation.statements, *plan.world, ResultView(result),
                         documentation.calibrated);
}

std::string claims_of_run_csv(const RunPlan& plan, const RunResult& result,
                              const RunDocumentation& documentation) {
    return claims_csv(answers_of_run(plan, result, documentation));
}

std::string claims_line(const RunPlan& plan, const RunResult& result,
                        const RunDocumentation& documentation) {
    const auto answers = answers_of_run(plan, result, documentation);
    if (answers.empty())
        return "";
    return fmt::format("{} statements of the reports: {}. See claims.csv.", answers.size(),
                       verdicts_in_words(answers));
}

} // namespace kozqaras
