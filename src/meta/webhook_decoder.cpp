#include "meta/webhook_decoder.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "meta/json_reading.hpp"
#include "meta/message_decoder.hpp"
#include "meta/news_decoder.hpp"
#include "meta/surrogates.hpp"

#include <boost/json.hpp>

#include <array>
#include <exception>
#include <iterator>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace croozer::meta {
namespace {

namespace json = boost::json;

// Enough for the usual body of one message, so that decoding it allocates nothing for its tree.
constexpr std::size_t arena_bytes = std::size_t{16} * 1024;
constexpr std::size_t parser_bytes = std::size_t{4} * 1024;

struct Sorted {
    std::vector<app::Change> messages;
    std::vector<app::Change> statuses;
    std::vector<app::Change> news;
};

struct ChangeContext {
    std::string field;
    std::string waba_id;
    std::string phone_number_id;
    std::optional<Instant> told_at;
};

app::Change change_of(
    ChangeContext const& context, app::ChangeContent content, std::string unusable
) {
    return {
        .change_no = 0,
        .field = context.field,
        .waba_id = context.waba_id,
        .phone_number_id = context.phone_number_id,
        .content = std::move(content),
        .told_at = context.told_at,
        .unusable = std::move(unusable)
    };
}

// What has no value to speak of.
app::Change malformed(ChangeContext const& context) {
    return change_of(
        context,
        app::AccountNews{.field = context.field, .event = {}, .detail = app::OtherNews{}},
        "malformed"
    );
}

void sort_news(JsonObject const& value, ChangeContext const& context, Sorted& out) {
    for (auto& decoded : decode_news(context.field, value)) {
        out.news.push_back(change_of(context, std::move(decoded.news), std::move(decoded.unusable))
        );
    }
}

void sort_messages(
    JsonArray const& messages, JsonArray const* contacts, ChangeContext const& context, Sorted& out
) {
    for (auto const& element : messages) {
        auto const* const message = as_object(element);
        auto decoded = message == nullptr
                           ? Decoded<app::InboundMessage>{.content = {}, .unusable = "malformed"}
                           : decode_message(*message, contacts);
        out.messages.push_back(
            change_of(context, std::move(decoded.content), std::move(decoded.unusable))
        );
    }
}

void sort_statuses(JsonArray const& statuses, ChangeContext const& context, Sorted& out) {
    for (auto const& element : statuses) {
        auto const* const status = as_object(element);
        auto decoded = status == nullptr
                           ? Decoded<app::StatusUpdate>{.content = {}, .unusable = "malformed"}
                           : decode_status(*status);
        out.statuses.push_back(
            change_of(context, std::move(decoded.content), std::move(decoded.unusable))
        );
    }
}

void sort_change(json::value const& element, ChangeContext context, Sorted& out) {
    auto const* const change = as_object(element);
    auto const* const value = change == nullptr ? nullptr : object_at(*change, "value");
    if (change != nullptr) {
        context.field = id_at(*change, "field");
    }
    if (value == nullptr) {
        out.news.push_back(malformed(context));
        return;
    }
    if (auto const* const metadata = object_at(*value, "metadata")) {
        context.phone_number_id = id_at(*metadata, "phone_number_id");
    }
    if (auto const* const info = object_at(*value, "waba_info")) {
        if (auto id = id_at(*info, "waba_id"); !id.empty()) {
            context.waba_id = std::move(id);
        }
    }
    if (context.field != "messages") {
        sort_news(*value, context, out);
        return;
    }
    auto const* const messages = array_at(*value, "messages");
    auto const* const statuses = array_at(*value, "statuses");
    if (messages != nullptr) {
        sort_messages(*messages, array_at(*value, "contacts"), context, out);
    }
    if (statuses != nullptr) {
        sort_statuses(*statuses, context, out);
    }
    if (array_at(*value, "errors") != nullptr) {
        out.news.push_back(change_of(
            context,
            app::AccountNews{
                .field = context.field, .event = "errors", .detail = errors_of(*value)
            },
            {}
        ));
    } else if (messages == nullptr && statuses == nullptr) {
        sort_news(*value, context, out);
    }
}

void sort_entry(json::value const& element, Sorted& out) {
    auto const* const entry = as_object(element);
    auto const* const changes = entry == nullptr ? nullptr : array_at(*entry, "changes");
    if (changes == nullptr) {
        ChangeContext const context{
            .field = {},
            .waba_id = entry == nullptr ? "" : id_at(*entry, "id"),
            .phone_number_id = {},
            .told_at = {}
        };
        out.news.push_back(malformed(context));
        return;
    }
    ChangeContext const context{
        .field = {},
        .waba_id = id_at(*entry, "id"),
        .phone_number_id = {},
        .told_at = instant_at(*entry, "time")
    };
    for (auto const& change : *changes) {
        sort_change(change, context, out);
    }
}

app::Webhook unusable(std::string reason) {
    return {.changes = {}, .unusable = std::move(reason)};
}

app::Webhook decode_document(json::value const& document) {
    auto const* const root = as_object(document);
    if (root == nullptr) {
        return unusable("malformed");
    }
    if (string_at(*root, "object") != "whatsapp_business_account") {
        return unusable("wrong_object");
    }
    auto const* const entries = array_at(*root, "entry");
    if (entries == nullptr) {
        return unusable("malformed");
    }
    Sorted sorted;
    for (auto const& entry : *entries) {
        sort_entry(entry, sorted);
    }
    app::Webhook webhook{.changes = std::move(sorted.messages), .unusable = {}};
    webhook.changes.reserve(webhook.changes.size() + sorted.statuses.size() + sorted.news.size());
    std::ranges::move(sorted.statuses, std::back_inserter(webhook.changes));
    std::ranges::move(sorted.news, std::back_inserter(webhook.changes));
    for (std::int64_t number = 0; auto& change : webhook.changes) {
        change.change_no = number++;
    }
    return webhook;
}

// nullopt: not JSON, not UTF-8, or deeper than limits::json_depth.
std::optional<app::Webhook> parse_and_decode(std::string_view body) {
    std::array<unsigned char, arena_bytes> arena;  // NOLINT: filled by the parser
    std::array<unsigned char, parser_bytes> scratch;
    json::monotonic_resource memory(arena.data(), arena.size());
    json::parse_options options;
    options.max_depth = limits::json_depth;
    json::parser parser({}, options, scratch.data(), scratch.size());
    parser.reset(&memory);
    boost::system::error_code error;
    parser.write(body, error);
    if (error) {
        return std::nullopt;
    }
    return decode_document(parser.release());
}

}  // namespace

app::Webhook Decoder::decode(std::string_view body) const {
    try {
        if (auto webhook = parse_and_decode(body)) {
            return *std::move(webhook);
        }
        // A text cut in the middle of an emoji must not spoil the other updates of the body.
        if (auto const repaired = without_lone_surrogates(body)) {
            if (auto webhook = parse_and_decode(*repaired)) {
                return *std::move(webhook);
            }
        }
    } catch (std::bad_alloc const&) {
        throw;  // The row is good: it is taken up again when there is memory.
    } catch (std::exception const& exception) {
        log::error("decoding threw", {{"what", std::string_view(exception.what())}});
    }
    return unusable("malformed");
}

}  // namespace croozer::meta
