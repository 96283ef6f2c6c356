// Requests to the page, as bytes over the loopback address.
#include <array>
#include <atomic>
#include <cstdint>
#include <thread>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/serve/page_server.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace {

using namespace kozqaras;

/// A server of a tiny country that runs until the program ends.
class RunningServer {
  public:
    RunningServer() : service_(line(), ServeOptions{.posterior = "prior"}, {}, progress_) {
        ServerLimits limits;
        limits.requests_per_second = limits.burst = 1e9;
        limits.threads = 4;
        limits.read_seconds = limits.write_seconds = 1;
        worker_ = std::jthread([this, limits](const std::stop_token& stop) {
            serve_page(service_, 0, limits, stop, [this](int port) { port_ = port; });
        });
        while (port_ == 0)
            std::this_thread::yield();
    }

    [[nodiscard]] int port() const { return port_; }

  private:
    static CommandLine line() {
        CommandLine line;
        line.shared.scale = 0.0001;
        line.shared.members = 2;
        line.shared.quiet = true;
        line.shared.data = fuzzing::source_tree() / "data";
        return line;
    }

    NoProgress progress_;
    WhatIfService service_;
    std::atomic<int> port_ = 0;
    std::jthread worker_;
};

const RunningServer& server() {
    static const RunningServer running;
    return running;
}

/// "@PORT@" in a request becomes the port, without which every request is refused.
std::string addressed(std::string text, int port) {
    constexpr std::string_view kMark = "@PORT@";
    for (auto place = text.find(kMark); place != std::string::npos; place = text.find(kMark))
        text.replace(place, kMark.size(), fmt::format("{}", port));
    return text;
}

/// Until the answer ends. The server drops a client that has ended its own side, so that is done
/// only if no answer comes, because the request is not whole.
void read_answer(int socket) {
    constexpr int kMomentMilliseconds = 20;
    std::array<char, 4096> answer;
    pollfd ready{socket, POLLIN, 0};
    if (poll(&ready, 1, kMomentMilliseconds) == 0)
        shutdown(socket, SHUT_WR);
    while (recv(socket, answer.data(), answer.size(), 0) > 0) {
    }
}

void send_and_read(int port, const std::string& request) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        static_cast<void>(send(socket, request.data(), request.size(), MSG_NOSIGNAL));
        read_answer(socket);
    }
    close(socket);
}

} // namespace

/// Its adults are made before the clock of the first input runs.
extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
    static_cast<void>(server());
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const int port = server().port();
    send_and_read(port, addressed({reinterpret_cast<const char*>(bytes), size}, port));
    return 0;
}
