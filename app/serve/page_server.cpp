#include "app/serve/page_server.hpp"

#include <chrono>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "app/serve/client_runs.hpp"
#include "app/serve/page_assets.hpp"
#include "app/serve/request_guard.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kJson = "application/json; charset=utf-8";
constexpr const char* kCsv = "text/csv; charset=utf-8";
constexpr int kBadRequest = 400, kNotFound = 404, kOvertaken = 409, kTooLarge = 413, kInvalid = 422,
              kTooMany = 429, kOurFault = 500, kBusy = 503;

std::optional<std::string> header(const httplib::Request& request, const char* name) {
    if (!request.has_header(name))
        return std::nullopt;
    return request.get_header_value(name);
}

std::string fault_json(std::string_view message) {
    const nlohmann::json json{{"error", std::string(message)}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void refuse(httplib::Response& response, int status, std::string_view message) {
    response.status = status;
    response.set_content(fault_json(message), kJson);
}

/// Server-sent events of one run, written while it works.
class EventStream final : public ProgressSink {
  public:
    EventStream(httplib::DataSink& sink, ClientRuns::Ticket& ticket)
        : sink_(sink), ticket_(ticket) {}

    void send(std::string_view event, const std::string& data) {
        const auto text = fmt::format("event: {}\ndata: {}\n\n", event, data);
        if (!sink_.write(text.data(), text.size()))
            ticket_.stop();
    }

    /// Whether the client is still there; the run stops if not.
    bool alive() {
        if (!sink_.is_writable())
            ticket_.stop();
        return !ticket_.token().stop_requested();
    }

    void report(std::string_view, std::uint64_t done, std::uint64_t total) override {
        constexpr std::chrono::milliseconds kPause{100};
        const auto now = Clock::now();
        if (now - last_ < kPause)
            return;
        last_ = now;
        if (alive())
            send("progress", fmt::format("{{\"done\":{},\"total\":{}}}", done, total));
    }

  private:
    httplib::DataSink& sink_;
    ClientRuns::Ticket& ticket_;
    Clock::time_point last_ = Clock::now();
};

/// All routes, and what they share.
class PageServer {
  public:
    PageServer(WhatIfService& service, const ServerLimits& limits)
        : service_(service),
          limits_(limits),
          runs_(limits.waiting_runs),
          rate_(limits.requests_per_second, limits.burst) {
        set_limits();
        set_guards();
        add_documents();
        add_runs();
    }

    /// The port it is bound to; FileError if it cannot be had.
    int bind(int port) {
        const int bound = port == 0 ? server_.bind_to_any_port("127.0.0.1")
                                    : (server_.bind_to_port("127.0.0.1", port) ? port : -1);
        if (bound <= 0)
            throw FileError(fmt::format("127.0.0.1:{}", port),
                            "this port cannot be had; another program may have it. Choose one with "
                            "--port, or any that is free with --port 0");
        return port_ = bound;
    }

    void listen(const std::stop_token& stop) {
        const std::jthread watcher([this, stop](const std::stop_token& done) {
            constexpr std::chrono::milliseconds kMoment{50};
            for (; !done.stop_requested(); std::this_thread::sleep_for(kMoment))
                if (stop.stop_requested()) {
                    runs_.stop_all();
                    server_.stop();
                }
        });
        if (!stop.stop_requested() && !server_.listen_after_bind() && !stop.stop_requested())
            throw FileError(fmt::format("127.0.0.1:{}", port_), "the server ended by itself");
    }

  private:
    void set_limits() {
        server_.new_task_queue = [this] {
            return new httplib::ThreadPool(static_cast<std::size_t>(limits_.threads)); // NOLINT
        };
        server_.set_payload_max_length(limits_.body_bytes);
        server_.set_read_timeout(limits_.read_seconds);
        server_.set_write_timeout(limits_.write_seconds);
        server_.set_keep_alive_timeout(limits_.read_seconds);
        server_.set_tcp_nodelay(true);
        // Not the library's options: they would let a second server share the port.
        server_.set_socket_options([](socket_t socket) {
            const int yes = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        server_.set_default_headers(
            {{"Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
              "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
              "frame-ancestors 'none'"},
             {"X-Content-Type-Options", "nosniff"},
             {"Referrer-Policy", "no-referrer"},
             {"Cross-Origin-Resource-Policy", "same-origin"},
             {"Cross-Origin-Opener-Policy", "same-origin"},
             {"Cache-Control", "no-store"}});
    }

    void set_guards() {
        using Handled = httplib::Server::HandlerResponse;
        server_.set_pre_routing_handler(
            [this](const httplib::Request& request, httplib::Response& response) {
                const RequestHead head{request.method,
                                       header(request, "Host"),
                                       header(request, "Origin"),
                                       header(request, "Sec-Fetch-Site"),
                                       header(request, "Content-Type"),
                                       header(request, "Content-Length"),
                                       header(request, "Content-Encoding"),
                                       header(request, "Transfer-Encoding"),
                                       request.ranges.size()};
                if (const auto refusal = refusal_of(head, port_)) {
                    refuse(response, refusal->status, refusal->reason);
                    return Handled::Handled;
                }
                if (!within_rate()) {
                    refuse(response, kTooMany, "too many requests at once; try again in a second");
                    return Handled::Handled;
                }
                return Handled::Unhandled;
            });
        server_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
            if (!response.body.empty())
                return;
            const char* reason = response.status == kNotFound   ? "there is no such page"
                                 : response.status == kTooLarge ? "the request is too large"
                                                                : "the request cannot be answered";
            response.set_content(fault_json(reason), kJson);
        });
        server_.set_exception_handler(
            [](const httplib::Request&, httplib::Response& response,
               const std::exception_ptr& what) { answer_failure(response, what); });
    }

    static void answer_failure(httplib::Response& response, const std::exception_ptr& what) {
        try {
            std::rethrow_exception(what);
        } catch (const InputError& error) {
            refuse(response, kInvalid, error.what());
        } catch (const std::exception& error) {
            refuse(response, kOurFault, error.what());
        } catch (...) {
            refuse(response, kOurFault, "an unknown fault");
        }
    }

    bool within_rate() {
        const std::scoped_lock lock(rate_mutex_);
        return rate_.allow(Clock::now());
    }

    PageView view_of(const httplib::Request& request) const {
        return service_.view(request.get_param_value("value"), request.get_param_value("date"),
                             request.get_param_value("group"));
    }

    void add_document(const char* path, std::function<std::string(const httplib::Request&)> make,
                      const char* type = kJson) {
        server_.Get(path, [make = std::move(make), type](const httplib::Request& request,
                                                         httplib::Response& response) {
            response.set_content(make(request), type);
        });
    }

    void add_documents() {
        for (const PageAsset& asset : page_assets()) {
            std::string path(asset.path);
            for (auto dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 2))
                path.replace(dot, 1, "\\."); // routes are regular expressions
            add_document(
                path.c_str(),
                [content = asset.content](const auto&) { return std::string(content); },
                asset.type.data()); // of a literal, so it ends with a zero
        }
        add_document("/api/levers", [this](const auto&) { return service_.levers(); });
        add_document("/api/library", [this](const auto&) { return service_.library(); });
        add_document("/api/texts", [this](const auto&) { return service_.texts(); });
        add_document("/api/outlines", [this](const auto&) { return service_.outlines(); });
        add_document("/api/model", [this](const auto&) { return service_.model(); });
        add_document("/api/metadata\\.json", [this](const auto&) { return service_.model(); });
        add_document("/api/baseline",
                     [this](const auto& request) { return service_.baseline(view_of(request)); });
        add_document(
            "/api/baseline\\.csv", [this](const auto&) { return service_.baseline_csv(); }, kCsv);
    }

    void add_runs() {
        const auto post = [this](const char* path,
                                 std::string (WhatIfService::*answer)(std::string_view) const) {
            server_.Post(
                path, [this, answer](const httplib::Request& request, httplib::Response& response) {
                    response.set_content((service_.*answer)(request.body), kJson);
                });
        };
        post("/api/read", &WhatIfService::read);
        post("/api/wave", &WhatIfService::wave);
        server_.Post(
            "/api/run", [this](const httplib::Request& request, httplib::Response& response) {
                const WhatIfRequest wanted{request.body, view_of(request)};
                auto scenario = service_.checked(wanted);
                stream(request, response, [this, wanted, scenario](auto& ticket, auto& events) {
                    service_.run(wanted, scenario, ticket.token(), events,
                                 [&](const std::string& json) { events.send("result", json); });
                });
            });
        server_.Post("/api/scenario\\.csv",
                     [this](const httplib::Request& request, httplib::Response& response) {
                         answer_course(request, response);
                     });
        server_.Post(
            "/api/parts", [this](const httplib::Request& request, httplib::Response& response) {
                const WhatIfRequest wanted{request.body, view_of(request)};
                auto scenario = service_.checked(wanted);
                stream(request, response, [this, wanted, scenario](auto& ticket, auto& events) {
                    events.send("result", service_.parts(wanted, scenario, ticket.token(), events));
                });
            });
        server_.Post(
            "/api/explain", [this](const httplib::Request& request, httplib::Response& response) {
                const int value = view_of(request).value;
                stream(request, response, [this, value](auto& ticket, auto& events) {
                    events.send("result", service_.explanation(value, ticket.token(), events));
                });
            });
    }

    /// The run of the client that the request names; null, and an answer that says why, if it names
    /// none or too many wait.
    std::shared_ptr<ClientRuns::Ticket> enter(const httplib::Request& request,
                                              httplib::Response& response) {
        constexpr std::size_t kLongestName = 64;
        const auto client = header(request, "X-Client").value_or("");
        if (client.empty() || client.size() > kLongestName) {
            refuse(response, kBadRequest, "the header X-Client must name the client");
            return nullptr;
        }
        auto ticket = runs_.enter(client);
        if (!ticket)
            refuse(response, kBusy, "too many runs are waiting; try again in a while");
        return ticket;
    }

    /// The course of a scenario as CSV, once it has run.
    void answer_course(const httplib::Request& request, httplib::Response& response) {
        const WhatIfRequest wanted{request.body, view_of(request)};
        const auto scenario = service_.checked(wanted);
        const auto ticket = enter(request, response);
        if (!ticket)
            return;
        try {
            if (!ticket->wait_for_turn([] { return true; }))
                throw Interrupted();
            NoProgress silent;
            response.set_content(service_.scenario_csv(wanted, scenario, ticket->token(), silent),
                                 kCsv);
        } catch (const Interrupted&) {
            refuse(response, kOvertaken, "a newer run of this client has ended this one");
        }
    }

    using Work = std::function<void(ClientRuns::Ticket&, EventStream&)>;

    /// Answers with the events of `work`, in its turn.
    void stream(const httplib::Request& request, httplib::Response& response, Work work) {
        const auto ticket = enter(request, response);
        if (!ticket)
            return;
        response.set_chunked_content_provider(
            "text/event-stream",
            [ticket, work = std::move(work)](std::size_t, httplib::DataSink& sink) {
                EventStream events(sink, *ticket);
                run_in_turn(*ticket, events, work);
                sink.done();
                return true;
            });
    }

    static void run_in_turn(ClientRuns::Ticket& ticket, EventStream& events, const Work& work) {
        try {
            if (!ticket.wait_for_turn([&] { return events.alive(); }))
                throw Interrupted();
            work(ticket, events);
            events.send("done", "{}");
        } catch (const Interrupted&) {
            events.send("cancelled", "{}");
        } catch (const std::exception& error) {
            events.send("fault", fault_json(error.what()));
        }
    }

    WhatIfService& service_;
    ServerLimits limits_;
    ClientRuns runs_;
    std::mutex rate_mutex_;
    RateLimit rate_;
    httplib::Server server_;
    int port_ = 0;
};

} // namespace

void serve_page(WhatIfService& service, int port, const ServerLimits& limits,
                const std::stop_token& stop, const std::function<void(int port)>& ready) {
    PageServer server(service, limits);
    ready(server.bind(port));
    server.listen(stop);
}

} // namespace kozqaras
