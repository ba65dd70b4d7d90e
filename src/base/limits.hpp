// Every limit of the product, named, with its unit and where it comes from. Nothing is unbounded.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace croozer::limits {

using namespace std::chrono_literals;

// HTTP (security-reliability notes §3.10; the webhook cap from Meta's "up to 3 MB").
inline constexpr std::size_t start_line_bytes = 8 * 1024;
inline constexpr std::size_t header_bytes = 16 * 1024;
inline constexpr std::size_t header_fields = 100;
inline constexpr std::size_t webhook_body_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t api_body_bytes = 256 * 1024;
// Bodies that are being read or answered may hold so much memory together; small ones are not
// counted, for their number is bounded by the connections.
inline constexpr std::size_t bodies_in_flight_bytes = 64 * 1024 * 1024;
inline constexpr std::size_t small_body_bytes = 64 * 1024;
inline constexpr std::size_t connections = 20'000;
// Files, the database and outgoing calls need descriptors too.
inline constexpr std::size_t reserved_descriptors = 256;
inline constexpr std::size_t connections_per_address = 200;
inline constexpr auto header_time = 10s;
inline constexpr auto body_time = 30s;
// After the grace a body slower than this on average is refused with 408.
inline constexpr auto body_grace_time = 10s;
inline constexpr std::size_t body_bytes_per_second = 1024;
inline constexpr auto idle_time = 60s;
inline constexpr auto write_stall_time = 20s;
// A handler that has not answered by then reads as 503.
inline constexpr auto handler_time = 60s;
// After its last answer the server reads on a little, or a reset could eat that answer.
inline constexpr auto linger_time = 2s;
inline constexpr std::size_t linger_bytes = 1024 * 1024;
// At shutdown requests in flight get this long.
inline constexpr auto stop_time = 5s;

// JSON bodies of our own API.
inline constexpr std::size_t json_depth = 32;
inline constexpr std::size_t json_nodes = 10'000;
// A body is told so many of its mistakes, the first few with the nearest known name.
inline constexpr std::size_t field_problems = 20;
inline constexpr std::size_t field_hints = 3;
inline constexpr std::size_t array_items = 1'000;
inline constexpr std::size_t page_items = 200;
inline constexpr std::size_t query_parameters = 50;

// Answers kept under an Idempotency-Key: each new one removes so many that are past their time.
inline constexpr std::int64_t answers_swept = 16;

// What one shop or person may make.
inline constexpr std::size_t products_per_business = 2'000;
inline constexpr std::size_t deals_per_business = 50;
inline constexpr std::size_t businesses_per_user = 20;

// What a shop learns from (docs/understanding.md). The least seen word makes room for a new one.
inline constexpr std::int64_t open_words = 1'000;
inline constexpr std::int64_t dismissed_words = 1'000;
inline constexpr std::int64_t examples_per_business = 2'000;
inline constexpr std::size_t synonyms_per_name = 100;
inline constexpr std::size_t unknown_word_code_points = 40;
inline constexpr std::size_t unknown_words_a_message = 5;
inline constexpr std::size_t word_suggestions = 3;
// Each is compared with every name of the menu.
inline constexpr std::size_t unknown_words_a_page = 50;
// Examples that did not pass are read once more when a word was taught: so many in one read.
inline constexpr std::int64_t examples_read_again = 100;

// Text, in code points.
inline constexpr std::size_t name_code_points = 100;
inline constexpr std::size_t note_code_points = 500;
inline constexpr std::size_t message_code_points = 4'096;
inline constexpr std::size_t search_code_points = 200;

// Orders.
inline constexpr std::size_t order_lines = 100;
inline constexpr std::size_t line_options = 100;
inline constexpr std::int64_t line_quantity = 999;
inline constexpr std::int64_t customer_quantity = 99;
inline constexpr std::int64_t order_total_minor = 10'000'000'00;
// Units in one deal. Pricing tries so many ways to put a deal together for one quote, then it takes
// what it has found.
inline constexpr std::int64_t deal_units = 12;
inline constexpr int deal_tries = 500;

// Queues between threads: a full one answers 503.
inline constexpr std::size_t ingress_queue = 8'192;
inline constexpr std::size_t interactive_queue = 4'096;
inline constexpr std::size_t background_queue = 8'192;
inline constexpr std::size_t read_queue = 4'096;

// Group commit: a batch ends after this much writer time. In a flood of webhooks whoever waits for
// their commit must not wait long for other lanes' work; background work never starves.
inline constexpr auto batch_time = 4ms;
inline constexpr std::size_t ingress_flood = 32;  // webhooks in one batch
// After a batch of so many commands the next waits so long for company.
inline constexpr std::size_t busy_batch = 4;
inline constexpr auto batch_gather_time = 1ms;
inline constexpr auto batch_interactive_time = 1ms;   // of a batch in a flood
inline constexpr auto batch_background_time = 400us;  // of every batch, at least

// Meta's platform. Lengths are code points (Meta does not say what it counts),
// taken from developers.facebook.com/documentation/business-messaging/whatsapp/messages.
inline constexpr std::size_t whatsapp_text = 4'096;
inline constexpr std::size_t whatsapp_buttons_body = 1'024;
inline constexpr std::size_t whatsapp_list_body = 4'096;
inline constexpr std::size_t whatsapp_location_request_body = 1'024;
inline constexpr std::size_t whatsapp_footer = 60;
inline constexpr std::size_t whatsapp_buttons = 3;
inline constexpr std::size_t whatsapp_button_id = 256;
inline constexpr std::size_t whatsapp_button_title = 20;
inline constexpr std::size_t whatsapp_list_button = 20;
inline constexpr std::size_t whatsapp_list_rows = 10;
inline constexpr std::size_t whatsapp_row_id = 200;
inline constexpr std::size_t whatsapp_row_title = 24;
inline constexpr std::size_t whatsapp_row_description = 72;
inline constexpr std::size_t whatsapp_callback_data = 512;
// Updates that Meta groups into one webhook at most.
inline constexpr std::size_t webhook_updates = 1'000;
// Ids of Meta's that become keys: PostgreSQL cannot index more than about 2,700 bytes.
inline constexpr std::size_t meta_id_bytes = 512;
// A Flow's answer is kept whole or not at all: cut JSON is no JSON.
inline constexpr std::size_t flow_response_bytes = 64 * 1024;
inline constexpr std::size_t file_name_code_points = 255;
// Calls to Graph: ours, Meta promises no time.
inline constexpr auto graph_time = 20s;
// A longer wait than this is not believed.
inline constexpr auto graph_longest_wait = 24h;
inline constexpr std::size_t read_receipts_in_flight = 256;
inline constexpr std::size_t read_receipts_of_a_number = 4;
inline constexpr std::size_t secret_proofs = 4'096;

// The language model (order-parsing notes §7, security notes rows 8 and 9).
inline constexpr auto llm_longest_time = 8s;
inline constexpr std::size_t llm_text_code_points = 1'000;
inline constexpr std::int64_t llm_answer_tokens = 600;
inline constexpr std::size_t llm_answer_bytes = 256 * 1024;
inline constexpr std::size_t llm_in_flight = 32;
inline constexpr std::size_t llm_items = 50;
inline constexpr std::int64_t llm_quantity = 50;
// OpenAI's strict schemas: enum values in all, and letters of an enum with more than 250 values.
inline constexpr std::size_t llm_products = 200;
inline constexpr std::size_t llm_enum_values = 1'000;
inline constexpr std::size_t llm_long_enum = 250;
inline constexpr std::size_t llm_long_enum_bytes = 15'000;
inline constexpr std::size_t llm_synonyms = 4;
inline constexpr std::size_t llm_answers_kept = 256;
inline constexpr auto llm_answer_life = 10min;
inline constexpr std::int64_t llm_failures = 5;
inline constexpr auto llm_pause = 30s;
inline constexpr auto llm_longest_pause = 5min;

// Real time to browsers.
inline constexpr std::size_t stream_queue_events = 256;
inline constexpr std::size_t stream_queue_bytes = 256 * 1024;
inline constexpr std::size_t streams_per_user = 6;
inline constexpr auto stream_heartbeat = 20s;

}  // namespace croozer::limits
