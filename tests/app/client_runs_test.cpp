// The newest run of a client stops its older ones; one works at a time; few wait.

#include "app/serve/client_runs.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

bool always() {
    return true;
}

TEST(ClientRuns, TheNewestStopsTheOlderOfTheSameClientOnly) {
    ClientRuns runs(8);
    const auto first = runs.enter("a"), other = runs.enter("b"), second = runs.enter("a");
    EXPECT_TRUE(first->token().stop_requested());
    EXPECT_FALSE(other->token().stop_requested());
    EXPECT_FALSE(second->token().stop_requested());
    EXPECT_FALSE(first->wait_for_turn(always)) << "it was stopped while it waited";
    EXPECT_TRUE(other->wait_for_turn(always)) << "a stopped run before it does not hold it up";
}

TEST(ClientRuns, OneWorksAtATime) {
    ClientRuns runs(32);
    std::atomic<int> working = 0, most = 0, done = 0;
    {
        std::vector<std::jthread> clients;
        for (int client = 0; client < 8; ++client)
            clients.emplace_back([&, client] {
                const auto ticket = runs.enter("client" + std::to_string(client));
                ASSERT_TRUE(ticket->wait_for_turn(always));
                most = std::max<int>(most, ++working);
                std::this_thread::sleep_for(std::chrono::milliseconds(3));
                --working;
                ++done;
            });
    }
    EXPECT_EQ(most, 1);
    EXPECT_EQ(done, 8);
    EXPECT_EQ(runs.present(), 0U) << "all have left";
}

TEST(ClientRuns, ManyAreNotLetIn) {
    ClientRuns runs(2);
    const auto one = runs.enter("a"), two = runs.enter("b");
    auto three = runs.enter("c");
    EXPECT_NE(three, nullptr) << "one that works and two that wait";
    EXPECT_EQ(runs.enter("d"), nullptr);
    three.reset();
    EXPECT_NE(runs.enter("d"), nullptr) << "room again";
}

TEST(ClientRuns, WhoGoesAwayStopsWaiting) {
    ClientRuns runs(8);
    const auto first = runs.enter("a"), second = runs.enter("b");
    ASSERT_TRUE(first->wait_for_turn(always));
    EXPECT_FALSE(second->wait_for_turn([] { return false; }));
    EXPECT_TRUE(second->token().stop_requested());
}

TEST(ClientRuns, NoneIsLetInAtTheEnd) {
    ClientRuns runs(8);
    const auto first = runs.enter("a");
    runs.stop_all();
    EXPECT_TRUE(first->token().stop_requested());
    EXPECT_EQ(runs.enter("b"), nullptr);
}

} // namespace
} // namespace kozqaras
