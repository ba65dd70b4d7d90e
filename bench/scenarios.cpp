#include "scenarios.hpp"

#include "figures.hpp"
#include "loop.hpp"
#include "webhooks.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>

namespace croozer::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view order_text = "מגש מרגריטה עם זיתים ושתי קולה זירו, לאיסוף";
constexpr std::string_view question_text = "היי, מה שעות הפתיחה היום?";
constexpr std::size_t webhook_bytes = 700;
// How long a bench waits for the answers that are still out.
constexpr auto grace = 20s;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

double milliseconds(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

SteadyTime::duration seconds(double count) {
    return std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(count));
}

// The value of a string member that holds no escapes; empty if there is none.
std::string_view member(std::string_view json, std::string_view name) {
    std::string key("\"");
    key.append(name).append("\":\"");
    auto const at = json.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    auto const from = at + key.size();
    return json.substr(from, json.find('"', from) - from);
}

// The id of the card's "yes" button; empty if this message is no card.
std::string_view yes_button(std::string_view json) {
    auto const at = json.find(":yes\"");
    if (at == std::string_view::npos) {
        return {};
    }
    auto const from = json.rfind('"', at) + 1;
    return json.substr(from, at + 4 - from);
}

struct Chat {
    Shop shop;
    std::size_t shop_no{0};
    std::string phone;
    std::string yes;
    SteadyTime asked_at;
    bool placed{false};
};

// Meta on the other side: sends come in here, and customers answer their cards.
class Trade {
public:
    // `answered` after each send that is no read receipt; `is_card` tells which kind.
    using Answered = std::function<void(Chat& chat, bool is_card)>;

    explicit Trade(Options const& options)
        : options_(options),
          client_(loop_, options.server_port, options.connections),
          statuses_(loop_, options.server_port, options.statuses ? 16 : 0),
          webhooks_(options.app_secret, options.server_port),
          sink_(loop_, options.sink_port, [this](auto path, auto body) {
              return take_send(path, body);
          }) {}

    void on_answer(Answered answered) { answered_ = std::move(answered); }

    Chat& open_chat() {
        auto const n = opened_++;
        auto const phone = customer_phone(options_.first_customer + n);
        auto& chat = chats_[phone];
        chat.shop_no = n % options_.shops;
        chat.shop = shop_number(chat.shop_no);
        chat.phone = phone;
        return chat;
    }

    void say(Chat& chat) {
        chat.asked_at = now();
        post(webhooks_.text(chat.shop, chat.phone, order_text, webhook_bytes));
    }

    void tap_yes(Chat& chat) {
        chat.asked_at = now();
        post(webhooks_.button(chat.shop, chat.phone, chat.yes));
    }

    void step(SteadyTime until) { loop_.step(until); }

    template <class Condition>
    void run_until(SteadyTime deadline, Condition condition) {
        while (!condition() && now() < deadline) {
            loop_.step(std::min(deadline, now() + 10ms));
        }
    }

    [[nodiscard]] std::size_t acked() const { return acked_; }

    [[nodiscard]] std::size_t refused() const { return refused_; }

    [[nodiscard]] std::size_t sends() const { return sends_; }

    [[nodiscard]] std::unordered_map<std::string, Chat>& chats() { return chats_; }

private:
    void post(std::string request) {
        // Meta tries again until it hears 200.
        auto shared = std::make_shared<std::string>(std::move(request));
        client_.post(*shared, [this, shared](int status, SteadyTime) {
            if (status == 200) {
                ++acked_;
            } else {
                ++refused_;
                post(*shared);
            }
        });
    }

    std::string take_send(std::string_view path, std::string_view body) {
        // A read receipt names a status and no recipient.
        auto const to = member(body, "to");
        if (to.empty()) {
            return R"({"success":true})";
        }
        auto const wamid = "wamid.SINK" + std::to_string(++sends_) + "==";
        auto const found = chats_.find(std::string(to));
        if (found != chats_.end()) {
            auto& chat = found->second;
            if (!path.contains(chat.shop.phone_number_id)) {
                die("a message left by another shop's number");
            }
            auto const yes = yes_button(body);
            if (!yes.empty()) {
                chat.yes = yes;
            }
            if (options_.statuses) {
                tell_statuses(chat, wamid, member(body, "biz_opaque_callback_data"));
            }
            if (answered_) {
                answered_(chat, !yes.empty());
            }
        }
        return R"({"messaging_product":"whatsapp","contacts":[{"input":")" + std::string(to) +
               R"(","wa_id":")" + std::string(to) + R"("}],"messages":[{"id":")" + wamid +
               R"("}]})";
    }

    void tell_statuses(Chat const& chat, std::string const& wamid, std::string_view callback) {
        for (auto const* status : {"sent", "delivered", "read"}) {
            statuses_.post(
                webhooks_.status(chat.shop, chat.phone, wamid, status, callback),
                [](int, SteadyTime) {}
            );
        }
    }

    Options const& options_;
    Loop loop_;
    Client client_;
    Client statuses_;
    WebhookMaker webhooks_;
    std::unordered_map<std::string, Chat> chats_;
    Answered answered_;
    std::size_t opened_{0};
    std::size_t acked_{0};
    std::size_t refused_{0};
    std::size_t sends_{0};
    Listener sink_;
};

}  // namespace

void run_ingest(Options const& options) {
    Loop loop;
    Client client(loop, options.server_port, options.connections);
    WebhookMaker webhooks(options.app_secret, options.server_port);
    // What the bot answers while the load runs must go somewhere.
    std::optional<Listener> sink;
    std::size_t sends = 0;
    if (options.sink_port != 0) {
        sink.emplace(loop, options.sink_port, [&](auto, auto body) {
            auto const to = std::string(member(body, "to"));
            return R"({"messaging_product":"whatsapp","contacts":[{"input":")" + to +
                   R"(","wa_id":")" + to + R"("}],"messages":[{"id":"wamid.SINK)" +
                   std::to_string(++sends) + R"("}]})";
        });
    }
    std::size_t asked = 0;
    std::size_t acked = 0;
    std::size_t refused = 0;
    std::vector<double> times;
    times.reserve(1'000'000);
    auto const start = now();
    auto const end = start + seconds(options.seconds);
    std::function<void()> ask = [&] {
        auto const n = asked++;
        auto const shop = shop_number(n % options.shops);
        auto const phone = customer_phone(options.first_customer + n % options.customers);
        client.post(
            webhooks.text(shop, phone, question_text, webhook_bytes),
            [&](int status, SteadyTime sent_at) {
                auto const at = now();
                if (status == 200) {
                    ++acked;
                    times.push_back(milliseconds(sent_at, at));
                } else {
                    ++refused;
                }
                if (at < end) {
                    ask();
                }
            }
        );
    };
    for (std::size_t i = 0; i < options.connections; ++i) {
        ask();
    }
    while (now() < end || client.in_flight() > 0) {
        loop.step(now() + 10ms);
    }
    auto const elapsed = milliseconds(start, now()) / 1000;
    print_json(
        "ingest",
        {{"rps", static_cast<double>(acked) / elapsed},
         {"p50_ms", percentile(times, 0.5)},
         {"p99_ms", percentile(times, 0.99)},
         {"acked", static_cast<double>(acked)},
         {"refused", static_cast<double>(refused)}}
    );
    // Stays to take the replies until run.mjs has seen everything drained and closes the pipe.
    if (sink) {
        bool open = true;
        loop.watch(0, [&](std::uint32_t) { open = false; });
        while (open) {
            loop.step(now() + 1s);
        }
    }
}

void run_orders(Options const& options) {
    Trade trade(options);
    auto const start = now();
    auto const end = start + seconds(options.seconds);
    std::size_t placed = 0;
    std::size_t placed_in_time = 0;
    std::vector<double> times;
    std::unordered_map<std::string, SteadyTime> began;
    auto const begin = [&] {
        auto& chat = trade.open_chat();
        began[chat.phone] = now();
        trade.say(chat);
    };
    std::size_t under_way = options.customers;
    trade.on_answer([&](Chat& chat, bool is_card) {
        if (is_card) {
            trade.tap_yes(chat);
            return;
        }
        if (chat.placed) {
            return;
        }
        chat.placed = true;
        ++placed;
        times.push_back(milliseconds(began[chat.phone], now()));
        if (now() < end) {
            ++placed_in_time;
            begin();
        } else {
            --under_way;
        }
    });
    for (std::size_t i = 0; i < options.customers; ++i) {
        begin();
    }
    trade.run_until(end + grace, [&] { return under_way == 0; });
    print_json(
        "orders",
        {{"rps", static_cast<double>(placed_in_time) / options.seconds},
         {"p50_ms", percentile(times, 0.5)},
         {"p99_ms", percentile(times, 0.99)},
         {"placed", static_cast<double>(placed)},
         {"started", static_cast<double>(trade.chats().size())},
         {"sends", static_cast<double>(trade.sends())},
         {"refused", static_cast<double>(trade.refused())},
         {"statuses", options.statuses ? 1.0 : 0.0}}
    );
}

void run_latency(Options const& options) {
    Trade trade(options);
    auto const count = static_cast<std::size_t>(options.per_second * options.seconds);
    std::vector<Chat*> ready;
    std::size_t asked = 0;
    // Cards for everybody, a few at a time.
    trade.on_answer([&](Chat& chat, bool is_card) {
        if (is_card) {
            ready.push_back(&chat);
            if (asked < count) {
                ++asked;
                trade.say(trade.open_chat());
            }
        }
    });
    for (; asked < std::min(count, options.customers); ++asked) {
        trade.say(trade.open_chat());
    }
    trade.run_until(now() + 120s, [&] { return ready.size() >= count; });
    trade.run_until(now() + 1s, [] { return false; });
    auto const sync_before = fdatasync_p50_ms(options.directory);

    std::vector<double> times;
    trade.on_answer([&](Chat& chat, bool) {
        if (!chat.placed) {
            chat.placed = true;
            times.push_back(milliseconds(chat.asked_at, now()));
        }
    });
    auto const start = now();
    for (std::size_t i = 0; i < ready.size(); ++i) {
        auto const due = start + seconds(static_cast<double>(i) / options.per_second);
        while (now() < due) {
            trade.step(due);
        }
        trade.tap_yes(*ready[i]);
    }
    trade.run_until(now() + grace, [&] { return times.size() >= ready.size(); });
    auto const sync_after = fdatasync_p50_ms(options.directory);
    auto const sync = std::max(sync_before, sync_after);
    auto const p50 = percentile(times, 0.5);
    print_json(
        "latency",
        {{"rps", options.per_second},
         {"p50_ms", p50},
         {"p99_ms", percentile(times, 0.99)},
         {"asked", static_cast<double>(ready.size())},
         {"answered", static_cast<double>(times.size())},
         {"fdatasync_before_p50_ms", sync_before},
         {"fdatasync_after_p50_ms", sync_after},
         {"p50_limit_ms", 3 * sync + 3}}
    );
}

void run_roadmap(Options const& options) {
    Trade trade(options);
    std::map<std::size_t, std::vector<double>> by_shop;
    std::vector<double> all;
    std::size_t placed = 0;
    trade.on_answer([&](Chat& chat, bool is_card) {
        if (chat.placed) {
            return;
        }
        auto const took = milliseconds(chat.asked_at, now());
        by_shop[chat.shop_no].push_back(took);
        all.push_back(took);
        if (is_card) {
            trade.tap_yes(chat);
        } else {
            chat.placed = true;
            ++placed;
        }
    });
    // A conversation is two messages of the customer's.
    auto const conversations = static_cast<std::size_t>(options.per_second * options.seconds / 2);
    auto const start = now();
    for (std::size_t i = 0; i < conversations; ++i) {
        auto const due = start + seconds(2 * static_cast<double>(i) / options.per_second);
        while (now() < due) {
            trade.step(due);
        }
        trade.say(trade.open_chat());
    }
    trade.run_until(now() + grace, [&] { return placed >= conversations; });
    std::vector<double> p99s;
    for (auto const& [shop, times] : by_shop) {
        p99s.push_back(percentile(times, 0.99));
    }
    auto const median = percentile(p99s, 0.5);
    auto const slowest = p99s.empty() ? 0 : *std::ranges::max_element(p99s);
    print_json(
        "roadmap",
        {{"rps", options.per_second},
         {"p50_ms", percentile(all, 0.5)},
         {"p99_ms", percentile(all, 0.99)},
         {"shops", static_cast<double>(by_shop.size())},
         {"messages", static_cast<double>(2 * conversations)},
         {"lost", static_cast<double>(conversations - placed)},
         {"median_shop_p99_ms", median},
         {"slowest_shop_p99_ms", slowest},
         {"slowest_over_median", median > 0 ? slowest / median : 0}}
    );
}

}  // namespace croozer::bench
