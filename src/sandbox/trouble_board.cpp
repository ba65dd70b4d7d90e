#include "sandbox/trouble_board.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::int64_t highest_status = 599;
constexpr std::int64_t longest_wait_ms = 600'000;
constexpr std::int64_t most_times = 1'000'000;
constexpr std::int64_t highest_code = 10'000'000;

std::unexpected<Error> wrong(std::string_view key, std::string_view why) {
    Error error =
        make_error(ErrorCode::Validation, "trouble", std::string(key) + " " + std::string(why));
    error.pointer = "/" + std::string(key);
    return std::unexpected(std::move(error));
}

Result<std::optional<std::int64_t>> whole(
    json::object const& source, std::string_view key, std::int64_t most
) {
    if (!source.contains(key)) {
        return std::nullopt;
    }
    auto const number = integer_of(source, key);
    if (!number || *number < 0 || *number > most) {
        return wrong(key, "must be a whole number from 0 to " + std::to_string(most));
    }
    return number;
}

Result<std::string> words(json::object const& source, std::string_view key) {
    if (source.contains(key) && !text_of(source, key)) {
        return wrong(key, "must be text");
    }
    return text_of(source, key).value_or("");
}

}  // namespace

Result<Trouble> read_trouble(json::object const& source) {
    constexpr std::array<std::string_view, 11> keys{
        "operation",
        "path",
        "code",
        "subcode",
        "details",
        "user_title",
        "user_message",
        "slow_ms",
        "page_status",
        "no_answer",
        "times",
    };
    for (auto const& [key, value] : source) {
        if (std::ranges::find(keys, std::string_view(key)) == keys.end()) {
            return wrong(key, "is not known");
        }
    }
    Trouble trouble;
    trouble.operation = TRY(words(source, "operation"));
    trouble.path = TRY(words(source, "path"));
    trouble.user_title = TRY(words(source, "user_title"));
    trouble.user_message = TRY(words(source, "user_message"));
    std::string details = TRY(words(source, "details"));
    auto const code = TRY(whole(source, "code", highest_code));
    auto const subcode = TRY(whole(source, "subcode", highest_code));
    if (code) {
        trouble.error = GraphError{
            static_cast<int>(*code),
            details.empty() ? "Asked for at /control/troubles." : std::move(details),
            subcode ? std::optional(static_cast<int>(*subcode)) : std::nullopt
        };
    }
    trouble.slow =
        std::chrono::milliseconds(TRY(whole(source, "slow_ms", longest_wait_ms)).value_or(0));
    trouble.page_status =
        static_cast<int>(TRY(whole(source, "page_status", highest_status)).value_or(0));
    trouble.no_answer = flag_of(source, "no_answer").value_or(false);
    trouble.times = TRY(whole(source, "times", most_times)).value_or(1);
    if (!trouble.error && trouble.slow.count() == 0 && trouble.page_status == 0 &&
        !trouble.no_answer) {
        return wrong("code", "or slow_ms, page_status or no_answer is needed");
    }
    return trouble;
}

Result<void> TroubleBoard::add(json::object const& source) {
    Trouble trouble = TRY(read_trouble(source));
    if (!trouble.operation.empty() && !known_.contains(trouble.operation)) {
        return wrong("operation", "is none of Graph's here");
    }
    std::scoped_lock const lock(mutex_);
    if (troubles_.size() >= most_kept) {
        return wrong("operation", "cannot be added: there are too many");
    }
    troubles_.push_back(std::move(trouble));
    return {};
}

void TroubleBoard::clear() {
    std::scoped_lock const lock(mutex_);
    troubles_.clear();
}

std::optional<Trouble> TroubleBoard::take(std::string_view operation, std::string_view path) {
    std::scoped_lock const lock(mutex_);
    auto const found = std::ranges::find_if(troubles_, [&](Trouble const& trouble) {
        return trouble.times > 0 && (trouble.operation.empty() || trouble.operation == operation) &&
               (trouble.path.empty() || path.find(trouble.path) != std::string_view::npos);
    });
    if (found == troubles_.end()) {
        return std::nullopt;
    }
    Trouble taken = *found;
    if (--found->times == 0) {
        troubles_.erase(found);
    }
    return taken;
}

json::array TroubleBoard::describe() const {
    std::scoped_lock const lock(mutex_);
    json::array out;
    for (Trouble const& trouble : troubles_) {
        json::object view{
            {"operation", trouble.operation},
            {"path", trouble.path},
            {"slow_ms", trouble.slow.count()},
            {"no_answer", trouble.no_answer},
            {"times", trouble.times},
        };
        if (trouble.error) {
            view["code"] = trouble.error->code;
        }
        out.emplace_back(std::move(view));
    }
    return out;
}

}  // namespace croozer::sandbox
