#pragma once
// Which requests the local page answers. It listens on the loopback address only, but any web page
// that is open in a browser can send requests there: a request must name this server as its host
// (a rebound DNS name does not) and, where it says so, come from this server's own page. What the
// library would read or write without a limit is refused before it does.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace kozqaras {

/// What a request says of itself, as far as it decides. Nothing: the header is missing.
struct RequestHead {
    std::string method;
    std::optional<std::string> host, origin, fetch_site, content_type, content_length,
        content_encoding, transfer_encoding;
    std::size_t ranges = 0; ///< parts of the answer that are asked for
};

/// Status of HTTP and the reason in words.
struct RequestRefusal {
    int status = 403;
    std::string reason;
};

/// Nothing if the request may be answered by the server at `port`. 405: another method than GET,
/// HEAD and POST; 403: host or origin are not ours; 415: a POST of a type that any page could send
/// without asking (forms, plain text), or packed, as few bytes may become many; 411: a POST that
/// does not say how long it is, so that the limit of its length is not looked at; 416: several
/// ranges, which may be the whole answer many times.
[[nodiscard]] std::optional<RequestRefusal> refusal_of(const RequestHead& head, int port);

/// Allows `burst` requests at once, and `per_second` on average.
class RateLimit {
  public:
    using Clock = std::chrono::steady_clock;

    RateLimit(double per_second, double burst)
        : per_second_(per_second), burst_(burst), left_(burst) {}

    /// Whether one more request may come at `now` (which never goes back). Not for several threads.
    [[nodiscard]] bool allow(Clock::time_point now);

  private:
    double per_second_, burst_, left_;
    std::optional<Clock::time_point> last_;
};

} // namespace kozqaras
