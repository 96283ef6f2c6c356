#pragma once
// HTTP on the loopback address: the page, its documents, runs as server-sent events. The one place
// that knows the HTTP library.

#include <functional>
#include <stop_token>

#include "app/serve/what_if_service.hpp"

namespace kozqaras {

/// Limits of what one server takes, whoever asks.
struct ServerLimits {
    std::size_t body_bytes = std::size_t{256} << 10U;
    int threads = 96;              ///< requests under way, streams included
    std::size_t waiting_runs = 64; ///< behind the one that works
    double requests_per_second = 200, burst = 400;
    int read_seconds = 3, write_seconds = 5; ///< of one read or write
};

/// Answers at 127.0.0.1:`port` (0: any that is free) until `stop` is requested; `ready` gets the
/// port once it listens. FileError if the port cannot be had.
void serve_page(WhatIfService& service, int port, const ServerLimits& limits,
                const std::stop_token& stop, const std::function<void(int port)>& ready);

} // namespace kozqaras
