#include "base/log.hpp"

#include "base/time.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <string>

namespace croozer::log {
namespace {

std::atomic<bool> as_json{true};

spdlog::logger& logger() {
    static std::shared_ptr<spdlog::logger> const instance = [] {
        auto made = spdlog::stderr_logger_mt("croozer");
        made->set_pattern("%v");
        made->flush_on(spdlog::level::debug);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::Debug:
            return spdlog::level::debug;
        case Level::Info:
            return spdlog::level::info;
        case Level::Warn:
            return spdlog::level::warn;
        case Level::Error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

constexpr std::string_view level_name(Level level) {
    switch (level) {
        case Level::Debug:
            return "debug";
        case Level::Info:
            return "info";
        case Level::Warn:
            return "warn";
        case Level::Error:
            return "error";
    }
    return "info";
}

void append_quoted(std::string& line, std::string_view text) {
    constexpr char hex[] = "0123456789abcdef";
    line.push_back('"');
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            line.push_back('\\');
            line.push_back(c);
        } else if (byte < 0x20 || byte == 0x7F) {
            line += "\\u00";
            line.push_back(hex[byte >> 4]);
            line.push_back(hex[byte & 0x0F]);
        } else {
            line.push_back(c);
        }
    }
    line.push_back('"');
}

void append_value(std::string& line, FieldValue const& value) {
    if (auto const* text = std::get_if<std::string_view>(&value)) {
        append_quoted(line, *text);
    } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else {
        line += std::get<bool>(value) ? "true" : "false";
    }
}

}  // namespace

void configure(Level least, bool json) {
    logger().set_level(spdlog_level(least));
    as_json.store(json);
}

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
    auto& out = logger();
    if (!out.should_log(spdlog_level(level))) {
        return;
    }
    std::string line;
    line.reserve(160);
    auto const now = SystemClock().now().to_rfc3339();
    if (as_json.load()) {
        line += R"({"ts":")" + now + R"(","level":")";
        line += level_name(level);
        line += R"(","msg":)";
        append_quoted(line, message);
        for (auto const& [name, value] : fields) {
            line.push_back(',');
            append_quoted(line, name);
            line.push_back(':');
            append_value(line, value);
        }
        line.push_back('}');
    } else {
        line += now.substr(11, 12) + " " + std::string(level_name(level)) + "  ";
        line += message;
        for (auto const& [name, value] : fields) {
            line += "  ";
            line += name;
            line.push_back('=');
            append_value(line, value);
        }
    }
    out.log(spdlog_level(level), "{}", line);
}

}  // namespace croozer::log
