// Which requests the local page answers.

#include "app/serve/request_guard.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

constexpr int kPort = 8317;

RequestHead own_get() {
    RequestHead head;
    head.method = "GET";
    head.host = "127.0.0.1:8317";
    return head;
}

RequestHead own_post() {
    RequestHead head;
    head.method = "POST";
    head.host = "localhost:8317";
    head.origin = "http://localhost:8317";
    head.fetch_site = "same-origin";
    head.content_type = "application/toml";
    head.content_length = "12";
    return head;
}

int status_of(const RequestHead& head) {
    const auto refusal = refusal_of(head, kPort);
    return refusal ? refusal->status : 200;
}

TEST(RequestGuard, AnswersItsOwnPage) {
    EXPECT_EQ(status_of(own_get()), 200);
    EXPECT_EQ(status_of(own_post()), 200);
    auto with_charset = own_post();
    with_charset.content_type = "text/csv; charset=utf-8";
    EXPECT_EQ(status_of(with_charset), 200);
    auto typed = own_get(); // an address typed into the browser
    typed.fetch_site = "none";
    EXPECT_EQ(status_of(typed), 200);
}

// A name of another's that resolves to 127.0.0.1 keeps its name in Host.
TEST(RequestGuard, RefusesReboundNames) {
    for (const char* host : {"evil.example", "evil.example:8317", "127.0.0.1", "127.0.0.1:80",
                             "localhost:8318", "127.0.0.1:8317.evil.example", "127.0.0.1:8317:8317",
                             "localhost.evil.example:8317", "", "[::1]:8317", "0.0.0.0:8317"}) {
        auto head = own_get();
        head.host = host;
        EXPECT_EQ(status_of(head), 403) << host;
    }
    auto without = own_get();
    without.host.reset();
    EXPECT_EQ(status_of(without), 403);
}

TEST(RequestGuard, RefusesOtherPages) {
    for (const char* origin :
         {"http://evil.example", "null", "https://127.0.0.1:8317", "http://127.0.0.1:8318",
          "http://localhost:8317.evil.example", "http://localhost:8317/", ""}) {
        auto head = own_post();
        head.origin = origin;
        EXPECT_EQ(status_of(head), 403) << origin;
    }
    for (const char* site : {"cross-site", "same-site", ""}) {
        auto head = own_get();
        head.fetch_site = site;
        EXPECT_EQ(status_of(head), 403) << site;
    }
}

// What a form or a picture of any page can send without asking.
TEST(RequestGuard, RefusesTypesThatNeedNoAsking) {
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                             "multipart/form-data; boundary=x", "application/tomlx", ""}) {
        auto head = own_post();
        head.content_type = type;
        EXPECT_EQ(status_of(head), 415) << type;
    }
    auto without = own_post();
    without.content_type.reset();
    EXPECT_EQ(status_of(without), 415);
}

// The library bounds only a body whose length is said: 200 MB in chunks were kept twice.
TEST(RequestGuard, RefusesBodiesOfUnknownLength) {
    auto head = own_post();
    head.content_length.reset();
    EXPECT_EQ(status_of(head), 411);
    head.transfer_encoding = "chunked";
    EXPECT_EQ(status_of(head), 411);
    head.content_length = "12";
    EXPECT_EQ(status_of(head), 411) << "chunks count, whatever else is said";
    head = own_post();
    head.content_encoding = "identity";
    EXPECT_EQ(status_of(head), 200);
    head.content_encoding = "gzip";
    EXPECT_EQ(status_of(head), 415);
}

// Two thousand times the whole answer fit into one header.
TEST(RequestGuard, RefusesSeveralRanges) {
    auto head = own_get();
    head.ranges = 1;
    EXPECT_EQ(status_of(head), 200);
    head.ranges = 2;
    EXPECT_EQ(status_of(head), 416);
}

TEST(RequestGuard, RefusesOtherMethods) {
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"}) {
        auto head = own_get();
        head.method = method;
        EXPECT_EQ(status_of(head), 405) << method;
    }
}

TEST(RateLimit, AllowsABurstThenTheRate) {
    RateLimit rate(10, 3);
    const RateLimit::Clock::time_point start{};
    for (int request = 0; request < 3; ++request)
        EXPECT_TRUE(rate.allow(start)) << request;
    EXPECT_FALSE(rate.allow(start));
    EXPECT_TRUE(rate.allow(start + std::chrono::milliseconds(110)));
    EXPECT_FALSE(rate.allow(start + std::chrono::milliseconds(120)));
    int allowed = 0; // a long pause saves up no more than the burst
    for (int request = 0; request < 10; ++request)
        allowed += rate.allow(start + std::chrono::hours(1)) ? 1 : 0;
    EXPECT_EQ(allowed, 3);
}

} // namespace
} // namespace kozqaras
