// What a turn is decided from, read as one snapshot.
#include "app/take_turn.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

using conversation::Inbound;
using conversation::InboundKind;

// developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes: the
// customer's file could not be downloaded.
constexpr std::int64_t media_not_downloaded = 131052;

InboundKind kind_of(std::string_view type) {
    if (type == "text") {
        return InboundKind::Text;
    }
    if (type == "button_reply" || type == "button") {
        return InboundKind::ButtonReply;
    }
    if (type == "list_reply") {
        return InboundKind::ListReply;
    }
    if (type == "location") {
        return InboundKind::Location;
    }
    if (type == "order") {
        return InboundKind::CatalogOrder;
    }
    if (type == "reaction") {
        return InboundKind::Reaction;
    }
    if (type == "contacts") {
        return InboundKind::Contact;
    }
    bool const media = type == "image" || type == "video" || type == "audio" ||
                       type == "document" || type == "sticker";
    return media ? InboundKind::Media : InboundKind::Unsupported;
}

InboundKind kind_of(std::string_view type, store::documents::InboundContent const& content) {
    auto const kind = kind_of(type);
    if (content.error_code == media_not_downloaded && content.media_id.empty()) {
        return InboundKind::Lost;
    }
    // A template's button carries what its maker gave it; the customer tapped its words.
    bool const is_theirs =
        type == "button" && !content.text.empty() && !conversation::is_button_id(content.payload);
    return is_theirs ? InboundKind::Text : kind;
}

// A catalogue cart names our sku; a line whose sku we do not know makes the whole cart a matter for
// a person, because a line left out would be a wrong order.
std::vector<ordering::CartLine> catalog_lines(
    menu::Menu const& menu, store::documents::InboundContent const& content
) {
    std::vector<ordering::CartLine> lines;
    for (auto const& item : content.items) {
        auto const product = std::ranges::find_if(menu.products, [&](auto const& candidate) {
            return !candidate.sku.empty() && candidate.sku == item.retailer_id;
        });
        if (product == menu.products.end()) {
            return {};
        }
        lines.push_back(
            {.product = product->id, .quantity = item.quantity, .options = {}, .note = {}}
        );
    }
    return lines;
}

Result<Inbound> inbound_from(store::UnansweredMessage const& row, menu::Menu const& menu) {
    auto const content = TRY(store::documents::decode_inbound(row.content));
    Inbound inbound{
        .id = row.id,
        .kind = kind_of(row.type, content),
        .text = content.text,
        .payload = content.payload,
        .latitude_e6 = content.latitude_e6,
        .longitude_e6 = content.longitude_e6,
        .lines = {},
        .target_wamid = content.target_wamid,
        .sent_at = row.sent_at
    };
    if (inbound.kind == InboundKind::CatalogOrder) {
        inbound.lines = catalog_lines(menu, content);
        if (inbound.lines.empty()) {
            inbound.kind = InboundKind::Unsupported;
        }
    }
    return inbound;
}

// Looked up only for a reaction: it counts only on the card itself.
Result<void> fill_card(store::Session& session, BusinessId business, TurnInput& input) {
    auto& snapshot = input.snapshot;
    bool const reacted = std::ranges::any_of(snapshot.unanswered, [](Inbound const& inbound) {
        return inbound.kind == InboundKind::Reaction;
    });
    if (reacted) {
        auto const buttons =
            conversation::card_button_id(snapshot.conversation, snapshot.state.card_version, "");
        snapshot.card_wamids =
            TRY(store::wamids_of_card(session, business, snapshot.conversation, buttons));
    }
    return {};
}

Result<void> fill_history(store::Session& session, BusinessId business, TurnInput& input) {
    auto const customer = input.customer.id;
    auto& snapshot = input.snapshot;
    snapshot.open_orders = TRY(store::open_orders(session, business, customer));
    snapshot.last_order = TRY(store::last_order_cart(session, business, customer));
    snapshot.saved_address = TRY(store::last_address(session, business, customer));
    return {};
}

}  // namespace

Result<std::unique_ptr<TurnInput>> load_turn(
    store::Session& session, BusinessId business, ConversationId id, ShopCache& shops, Instant now
) {
    auto found = TRY(store::find_conversation(session, business, id));
    if (!found) {
        return failure(ErrorCode::NotFound, "conversation");
    }
    auto const rows = TRY(store::unanswered_messages(session, business, id));
    if (rows.empty()) {
        return nullptr;
    }
    auto customer = TRY(store::find_customer(session, business, found->customer));
    if (!customer) {
        return failure(ErrorCode::Corrupt, "no_customer");
    }
    auto input = std::make_unique<TurnInput>();
    input->conversation = *std::move(found);
    input->customer = *std::move(customer);
    input->shop = TRY(shops.load(session, business));
    input->lexicon = shops.lexicon(business, input->shop.menu);
    auto& snapshot = input->snapshot;
    snapshot.now = now;
    snapshot.conversation = id;
    snapshot.settings = input->shop.settings.get();
    snapshot.lexicon = input->lexicon.get();
    snapshot.state = input->conversation.state;
    snapshot.cart = input->conversation.cart;
    for (auto const& row : rows) {
        snapshot.unanswered.push_back(TRY(inbound_from(row, *input->shop.menu)));
        if (!input->last_message || *input->last_message < row.id) {
            input->last_message = row.id;
        }
        input->last_wamid = row.wamid;
    }
    snapshot.customer_name = input->customer.name;
    snapshot.blocked = input->customer.blocked;
    auto const& members = input->shop.settings->member_phones;
    snapshot.is_member = input->customer.phone &&
                         std::ranges::find(members, *input->customer.phone) != members.end();
    snapshot.bot_mode = input->conversation.bot_mode.value_or(input->shop.settings->bot_mode);
    snapshot.paused = input->conversation.paused_until && now < *input->conversation.paused_until;
    CHECK(fill_card(session, business, *input));
    CHECK(fill_history(session, business, *input));
    return input;
}

}  // namespace croozer::app
