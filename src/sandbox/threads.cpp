#include "sandbox/threads.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace croozer::sandbox {
namespace {

int rank_of(std::string_view status) {
    constexpr std::array<std::string_view, 4> ladder{"sent", "delivered", "read", "failed"};
    auto const* const found = std::ranges::find(ladder, status);
    return found == ladder.end() ? -1 : static_cast<int>(found - ladder.begin());
}

json::object line_of(
    std::pair<std::string, std::string> const& key, std::string_view event, json::object const& rest
) {
    json::object line{{"event", to_json(event)}, {"customer", key.first}, {"shop", key.second}};
    for (auto const& [name, value] : rest) {
        line[name] = value;
    }
    return line;
}

}  // namespace

Result<std::unique_ptr<Threads>> Threads::open(std::string path) {
    std::unique_ptr<Threads> threads(new Threads(std::move(path)));
    CHECK(threads->load());
    return threads;
}

Threads::~Threads() {
    close_streams();
    if (file_ != nullptr) {
        std::fclose(file_);
    }
}

Result<void> Threads::load() {
    if (path_.empty()) {
        return {};
    }
    std::filesystem::path const target(path_);
    std::error_code error;
    std::filesystem::create_directories(target.parent_path(), error);
    {
        std::ifstream old(path_);
        for (std::string text; std::getline(old, text);) {
            // A line cut by a crash is the last one and is left out.
            if (auto const line = parse_object(text)) {
                replay(*line);
            }
        }
    }
    std::string const fresh = path_ + ".new";
    {
        std::ofstream out(fresh, std::ios::trunc);
        for (auto const& [key, thread] : threads_) {
            for (json::object const& message : thread) {
                out << json::serialize(line_of(key, "message", {{"message", message}})) << '\n';
            }
        }
        if (!out.flush()) {
            return failure(ErrorCode::StorageUnavailable, "threads_file", "cannot write " + fresh);
        }
    }
    std::filesystem::rename(fresh, target, error);
    file_ = error ? nullptr : std::fopen(path_.c_str(), "ae");
    if (file_ == nullptr) {
        return failure(ErrorCode::StorageUnavailable, "threads_file", "cannot write " + path_);
    }
    return {};
}

void Threads::replay(json::object const& line) {
    Key const key{text_of(line, "customer").value_or(""), text_of(line, "shop").value_or("")};
    std::deque<json::object>& thread = threads_[key];
    if (json::object const* const message = object_of(line, "message")) {
        thread.push_back(*message);
        if (thread.size() > most_messages) {
            thread.pop_front();
        }
        return;
    }
    std::string const id = text_of(line, "id").value_or("");
    std::string const status = text_of(line, "status").value_or("");
    for (json::object& message : thread) {
        if (text_of(message, "id") == id && !status.empty()) {
            message["status"] = status;
        }
    }
}

void Threads::append(json::object const& line) {
    if (file_ == nullptr) {
        return;
    }
    std::string const text = json::serialize(line) + "\n";
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size() || std::fflush(file_) != 0) {
        log::warn("chat file cannot be written");
    }
}

void Threads::publish(std::string_view event, json::object const& data) {
    auto const frame = std::make_shared<std::string const>(
        "event: " + std::string(event) + "\ndata: " + json::serialize(data) + "\n\n"
    );
    std::erase_if(streams_, [&](auto const& stream) { return !stream->push(frame); });
}

void Threads::add(std::string_view customer, std::string_view shop, json::object message) {
    std::scoped_lock const lock(mutex_);
    Key const key{std::string(customer), std::string(shop)};
    json::object const line = line_of(key, "message", {{"message", message}});
    std::deque<json::object>& thread = threads_[key];
    thread.push_back(std::move(message));
    if (thread.size() > most_messages) {
        thread.pop_front();
    }
    append(line);
    publish("message", line);
}

bool Threads::raise_status(Key const& key, json::object& message, std::string_view status) {
    if (rank_of(status) <= rank_of(text_of(message, "status").value_or(""))) {
        return false;
    }
    message["status"] = to_json(status);
    json::object const line =
        line_of(key, "status", {{"id", message["id"]}, {"status", message["status"]}});
    append(line);
    publish("status", line);
    return true;
}

void Threads::set_status(
    std::string_view customer,
    std::string_view shop,
    std::string_view message_id,
    std::string_view status
) {
    std::scoped_lock const lock(mutex_);
    Key const key{std::string(customer), std::string(shop)};
    for (json::object& message : threads_[key]) {
        if (text_of(message, "id") == message_id) {
            raise_status(key, message, status);
        }
    }
}

bool Threads::mark_read(
    std::string_view customer, std::string_view shop, std::string_view message_id
) {
    std::scoped_lock const lock(mutex_);
    Key const key{std::string(customer), std::string(shop)};
    std::deque<json::object>& thread = threads_[key];
    auto const last = std::ranges::find_if(thread, [&](json::object const& message) {
        return text_of(message, "id") == message_id;
    });
    if (last == thread.end()) {
        return false;
    }
    for (auto message = thread.begin(); message != std::next(last); ++message) {
        if (flag_of(*message, "mine").value_or(false)) {
            raise_status(key, *message, "read");
        }
    }
    return true;
}

void Threads::typing(std::string_view customer, std::string_view shop) {
    std::scoped_lock const lock(mutex_);
    publish("typing", line_of({std::string(customer), std::string(shop)}, "typing", {}));
}

json::array Threads::messages(std::string_view customer, std::string_view shop) const {
    std::scoped_lock const lock(mutex_);
    json::array out;
    auto const found = threads_.find({std::string(customer), std::string(shop)});
    if (found != threads_.end()) {
        for (json::object const& message : found->second) {
            out.emplace_back(message);
        }
    }
    return out;
}

std::vector<json::object> Threads::everything() const {
    std::scoped_lock const lock(mutex_);
    std::vector<json::object> out;
    for (auto const& [key, thread] : threads_) {
        for (json::object const& message : thread) {
            out.push_back(line_of(key, "message", {{"message", message}}));
        }
    }
    return out;
}

void Threads::clear() {
    std::scoped_lock const lock(mutex_);
    threads_.clear();
    if (file_ != nullptr) {
        file_ = std::freopen(path_.c_str(), "we", file_);
    }
    publish("cleared", {});
}

std::shared_ptr<http::EventStream> Threads::listen() {
    std::scoped_lock const lock(mutex_);
    std::erase_if(streams_, [](auto const& stream) { return !stream->is_open(); });
    if (streams_.size() >= most_streams) {
        return nullptr;
    }
    auto stream = std::make_shared<http::EventStream>();
    stream->push(std::string("event: hello\ndata: {}\n\n"));
    streams_.push_back(stream);
    return stream;
}

void Threads::close_streams() {
    std::scoped_lock const lock(mutex_);
    for (auto const& stream : streams_) {
        stream->close();
    }
    streams_.clear();
}

}  // namespace croozer::sandbox
