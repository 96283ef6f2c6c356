#include "app/serve/request_guard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace kozqaras {
namespace {

/// Types of a body that make a browser ask before it sends it from another page.
constexpr std::array<std::string_view, 3> kAskedTypes{"application/toml", "application/json",
                                                      "text/csv"};

/// Whether `host` ("127.0.0.1:8317") names this server.
bool names_server(std::string_view host, int port) {
    return host == fmt::format("127.0.0.1:{}", port) || host == fmt::format("localhost:{}", port);
}

bool is_own_origin(std::string_view origin, int port) {
    constexpr std::string_view kScheme = "http://";
    return origin.starts_with(kScheme) && names_server(origin.substr(kScheme.size()), port);
}

bool has_asked_type(const std::optional<std::string>& type) {
    if (!type)
        return false;
    const auto bare = std::string_view(*type).substr(0, type->find(';'));
    return std::ranges::find(kAskedTypes, bare) != kAskedTypes.end();
}

} // namespace

namespace {

/// Of what the library bounds badly: bodies in chunks or packed, and answers of many ranges.
std::optional<RequestRefusal> refusal_of_size(const RequestHead& head) {
    constexpr int kLengthRequired = 411, kUnsupportedType = 415, kRange = 416;
    if (head.ranges > 1)
        return RequestRefusal{kRange, "ask for one range at a time"};
    if (head.method == "POST" && (head.transfer_encoding || !head.content_length))
        return RequestRefusal{kLengthRequired, "say with Content-Length how long the text is"};
    if (head.content_encoding && *head.content_encoding != "identity")
        return RequestRefusal{kUnsupportedType, "send the text as it is, not packed"};
    return std::nullopt;
}

} // namespace

std::optional<RequestRefusal> refusal_of(const RequestHead& head, int port) {
    constexpr int kForbidden = 403, kMethodNotAllowed = 405, kUnsupportedType = 415;
    if (head.method != "GET" && head.method != "HEAD" && head.method != "POST")
        return RequestRefusal{kMethodNotAllowed, "only GET, HEAD and POST are answered"};
    if (!head.host || !names_server(*head.host, port))
        return RequestRefusal{kForbidden, "the request names another host"};
    if (head.origin && !is_own_origin(*head.origin, port))
        return RequestRefusal{kForbidden, "the request comes from another page"};
    if (head.fetch_site && *head.fetch_site != "same-origin" && *head.fetch_site != "none")
        return RequestRefusal{kForbidden, "the request comes from another page"};
    if (head.method == "POST" && !has_asked_type(head.content_type))
        return RequestRefusal{kUnsupportedType,
                              "send application/toml, application/json or text/csv"};
    return refusal_of_size(head);
}

bool RateLimit::allow(Clock::time_point now) {
    if (last_)
        left_ = std::min(burst_,
                         left_ + per_second_ * std::chrono::duration<double>(now - *last_).count());
    last_ = now;
    if (left_ < 1)
        return false;
    left_ -= 1;
    return true;
}

} // namespace kozqaras
