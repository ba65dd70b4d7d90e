// The chats on the demo phone: in memory, in a JSON-lines file, and live to the page by events.
#pragma once

#include "base/result.hpp"
#include "http/event_stream.hpp"
#include "sandbox/json_tools.hpp"

#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::sandbox {

// A message is the object that the page draws: {id, at (ms since 1970), mine, type, text?, …}, see
// thread_views.hpp. `status` is "sent", "delivered", "read" or "failed".
class Threads {
public:
    // Reads `path` and writes it anew without what is superseded. An empty path keeps nothing.
    // Errors: StorageUnavailable.
    [[nodiscard]] static Result<std::unique_ptr<Threads>> open(std::string path);

    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;
    ~Threads();

    void add(std::string_view customer, std::string_view shop, json::object message);
    // Only forward: a read message does not become delivered again.
    void set_status(
        std::string_view customer,
        std::string_view shop,
        std::string_view message_id,
        std::string_view status
    );
    // The customer's messages up to and including that one; false if it is not in this chat.
    bool mark_read(std::string_view customer, std::string_view shop, std::string_view message_id);
    void typing(std::string_view customer, std::string_view shop);

    [[nodiscard]] json::array messages(std::string_view customer, std::string_view shop) const;
    // {customer, shop, message} for all, in no order.
    [[nodiscard]] std::vector<json::object> everything() const;
    void clear();

    // Events: message {customer, shop, message}, status {customer, shop, id, status}, typing
    // {customer, shop}, cleared {}. Null when too many pages listen.
    [[nodiscard]] std::shared_ptr<http::EventStream> listen();
    void close_streams();

    static constexpr std::size_t most_messages = 400;
    static constexpr std::size_t most_streams = 32;

private:
    using Key = std::pair<std::string, std::string>;

    explicit Threads(std::string path) : path_(std::move(path)) {}

    Result<void> load();
    void replay(json::object const& line);
    void append(json::object const& line);
    void publish(std::string_view event, json::object const& data);
    bool raise_status(Key const& key, json::object& message, std::string_view status);

    std::string path_;
    std::FILE* file_{nullptr};
    mutable std::mutex mutex_;
    std::map<Key, std::deque<json::object>> threads_;
    std::vector<std::shared_ptr<http::EventStream>> streams_;
};

}  // namespace croozer::sandbox
