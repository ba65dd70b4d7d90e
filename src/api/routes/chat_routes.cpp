// Conversations and messages.
#include "api/call.hpp"
#include "api/routes/message_input.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/drafts.hpp"
#include "app/order_commands.hpp"
#include "app/replay_send.hpp"
#include "app/update_conversation.hpp"
#include "store/queries/dead_letter_queries.hpp"

#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> bot_modes{"auto", "assist", "off"};

void get_conversations(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "conversations");
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    auto const now = call->api.runner().trade_clock().now();
    answer_by_query(call, [call, page, now](store::Session& session) -> Result<Answer> {
        auto rows = TRY(store::list_conversations(session, call->business(), after_of(page)));
        auto pagination =
            end_page(*call, "conversations", page, rows, [](store::ConversationRecord const& row) {
                return CursorPlace{.at = row.last_message_at, .id = row.id.value};
            });
        json::array list;
        for (auto const& row : rows) {
            list.push_back(conversation_view(row, now));
        }
        return json_answer(
            200, {{"conversations", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

void patch_conversation(CallPtr call) {
    auto const id = path_id<ConversationId>(*call);
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::UpdateConversation command;
    reader.ignore("businessId");
    command.conversation = *id;
    if (reader.is_null("botMode")) {
        command.bot_mode = "";
    } else {
        command.bot_mode = reader.choice("botMode", bot_modes);
    }
    command.paused = reader.boolean("paused");
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(call, [command](app::Context& context) -> Result<Answer> {
        CHECK(app::update_conversation(context, command));
        auto const row = TRY(
            store::find_conversation_record(context.session, context.business, command.conversation)
        );
        if (!row) {
            return failure(ErrorCode::NotFound, "not_found");
        }
        return json_answer(
            200, {{"conversation", conversation_view(*row, context.now)}}, row->version
        );
    });
}

void get_messages(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "messages");
    auto const customer = query.id("customerId");
    auto const conversation = query.id("conversationId");
    if (!customer && !conversation && problems.empty()) {
        query.refuse("conversationId", "missing");
    }
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    auto const of = conversation ? *conversation : *customer;
    answer_by_query(call, [call, page, of](store::Session& session) -> Result<Answer> {
        auto rows = TRY(store::list_messages(session, call->business(), of, after_of(page)));
        auto pagination =
            end_page(*call, "messages", page, rows, [](store::MessageRecord const& row) {
                return CursorPlace{.at = row.created_at, .id = row.id.value};
            });
        json::array list;
        for (auto const& row : rows) {
            list.push_back(message_view(row));
        }
        return json_answer(
            200, {{"messages", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

void post_message(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::SendMessage command;
    if (auto const customer = reader.id("customerId")) {
        command.customer = CustomerId{*customer};
    }
    command.phone = reader.phone("to").value_or("");
    if (!reader.has("customerId") && !reader.has("to")) {
        reader.refuse("customerId", "missing");
    }
    read_message(reader, command);
    reader.ignore("businessId");
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(call, [command](app::Context& context) -> Result<Answer> {
        auto const sent = TRY(app::send_message(context, command));
        return json_answer(
            202,
            {{"messageId", sent.id.to_string()},
             {"conversationId", sent.conversation.to_string()},
             {"status", "queued"}}
        );
    });
}

void send_draft(CallPtr call) {
    auto const message = path_id<MessageId>(*call, "messageId");
    if (!message) {
        refuse(*call, message.error());
        return;
    }
    if (refuse_content(*call)) {
        return;
    }
    app::DraftAct const act{.message = *message, .who = call->who()};
    answer_by_command(call, [act](app::Context& context) -> Result<Answer> {
        CHECK(app::send_draft(context, act));
        return json_answer(202, {{"messageId", act.message.to_string()}, {"status", "queued"}});
    });
}

void drop_draft(CallPtr call) {
    auto const message = path_id<MessageId>(*call, "messageId");
    if (!message) {
        refuse(*call, message.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    app::DraftAct const act{.message = *message, .who = call->who()};
    answer_by_command(call, [act](app::Context& context) -> Result<Answer> {
        CHECK(app::drop_draft(context, act));
        return Answer{.status = 204, .body = {}, .version = std::nullopt, .replayed = false};
    });
}

void get_dead_letters(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "dead-letters");
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_query(call, [call, page](store::Session& session) -> Result<Answer> {
        auto rows = TRY(store::list_dead_letters(session, call->business(), after_of(page)));
        auto pagination =
            end_page(*call, "dead-letters", page, rows, [](store::DeadLetterRecord const& row) {
                return CursorPlace{.at = row.died_at, .id = row.message.id.value};
            });
        json::array list;
        for (auto const& row : rows) {
            list.push_back(dead_letter_view(row));
        }
        return json_answer(
            200, {{"deadLetters", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

void replay_dead_letter(CallPtr call) {
    auto const message = path_id<MessageId>(*call, "messageId");
    if (!message) {
        refuse(*call, message.error());
        return;
    }
    if (refuse_content(*call)) {
        return;
    }
    app::ReplaySend const command{.message = *message, .who = call->who()};
    answer_by_command(call, [command](app::Context& context) -> Result<Answer> {
        CHECK(app::replay_send(context, command));
        return json_answer(202, {{"messageId", command.message.to_string()}, {"status", "queued"}});
    });
}

}  // namespace

void add_chat_routes(Routes& routes) {
    using enum http::Method;
    routes.shop(Get, "/api/conversations", Resource::Conversations, Verb::Read, get_conversations);
    routes.shop(
        Patch, "/api/conversations/{id}", Resource::Conversations, Verb::Update, patch_conversation
    );
    routes.shop(Get, "/api/businesses/{id}/messages", Resource::Messages, Verb::Read, get_messages);
    routes.shop(
        Post, "/api/businesses/{id}/messages", Resource::Messages, Verb::Send, post_message
    );
    routes.shop(
        Post,
        "/api/businesses/{id}/messages/{messageId}/send",
        Resource::Messages,
        Verb::Send,
        send_draft
    );
    routes.shop(
        Delete,
        "/api/businesses/{id}/messages/{messageId}",
        Resource::Messages,
        Verb::Send,
        drop_draft
    );
    routes.shop(
        Get, "/api/businesses/{id}/dead-letters", Resource::Messages, Verb::Read, get_dead_letters
    );
    routes.shop(
        Post,
        "/api/businesses/{id}/dead-letters/{messageId}/replay",
        Resource::Messages,
        Verb::Send,
        replay_dead_letter
    );
}

}  // namespace croozer::api
