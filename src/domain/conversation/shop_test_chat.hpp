// A chat with the made-up pizzeria that keeps what decide() wants kept, as the application does.
#pragma once

#include "domain/conversation/conversation.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <memory>
#include <string>
#include <vector>

namespace croozer::conversation::testing_chat {

class Chat {
public:
    Chat() {
        settings.name = "פיצה אחת";
        settings.city = "חולון";
        settings.timezone = "Asia/Jerusalem";
        settings.currency = "ILS";
        settings.pickup_hours.always_open = true;
        settings.delivery_hours.always_open = true;
        settings.delivery_fee = {1500};
        settings.tax_rates = {{.from = {0}, .basis_points = 1800}};
        menu = std::make_shared<menu::Menu>(*testing_menu::pizzeria());
        snapshot.conversation.value.bytes[0] = 7;
        at("2026-11-22T16:00:00Z");
        refresh();
    }

    // The id of a button on this chat's card.
    [[nodiscard]] std::string card(std::int64_t version, std::string_view answer) const {
        return card_button_id(snapshot.conversation, version, answer);
    }

    Decision says(std::string const& text, Duration age = Duration(0)) {
        return turn({message(InboundKind::Text, text, {}, age)});
    }

    Decision says_all(std::vector<std::string> const& texts) {
        std::vector<Inbound> all;
        for (std::string const& text : texts) {
            all.push_back(message(InboundKind::Text, text, {}, Duration(0)));
        }
        return turn(std::move(all));
    }

    Decision says_with_media(std::string const& text) {
        return turn(
            {message(InboundKind::Text, text, {}, Duration(0)),
             message(InboundKind::Media, {}, {}, Duration(0))}
        );
    }

    Decision taps(std::string const& id, Duration age = Duration(0)) {
        return turn({message(InboundKind::ButtonReply, {}, id, age)});
    }

    // In one turn.
    Decision says_and_taps(std::string const& text, std::string const& id) {
        return turn(
            {message(InboundKind::Text, text, {}, Duration(0)),
             message(InboundKind::ButtonReply, {}, id, Duration(0))}
        );
    }

    Decision taps_and_says(std::string const& id, std::string const& text) {
        return turn(
            {message(InboundKind::ButtonReply, {}, id, Duration(0)),
             message(InboundKind::Text, text, {}, Duration(0))}
        );
    }

    Decision taps_and_sends(std::string const& id, InboundKind kind) {
        Inbound sent = message(kind, {}, {}, Duration(0));
        sent.latitude_e6 = 32'010'000;
        sent.longitude_e6 = 34'770'000;
        return turn({message(InboundKind::ButtonReply, {}, id, Duration(0)), std::move(sent)});
    }

    Decision sends(InboundKind kind, std::string const& text = {}) {
        return turn({message(kind, text, {}, Duration(0))});
    }

    Decision reacts(std::string const& emoji, std::string const& wamid) {
        Inbound reaction = message(InboundKind::Reaction, emoji, {}, Duration(0));
        reaction.target_wamid = wamid;
        return turn({std::move(reaction)});
    }

    void at(std::string_view time) { snapshot.now = Instant::parse_rfc3339(time).value(); }

    void set_price(std::size_t product, std::int64_t minor) {
        menu->products[product].price = {minor};
        refresh();
    }

    void sell_out(std::size_t product) {
        menu->products[product].availability.available = false;
        refresh();
    }

    void close_now() {
        settings.pickup_hours = {};
        settings.delivery_hours = {};
    }

    void open_until(std::int64_t hour) {
        settings.pickup_hours = {};
        for (auto& day : settings.pickup_hours.days) {
            day = {{.open_minute = 600, .close_minute = hour * 60}};
        }
        settings.delivery_hours = settings.pickup_hours;
    }

    OrderId add_order(ordering::OrderState state) {
        OpenOrder order;
        order.id.value.bytes[0] = 9;
        order.number = 47;
        order.state = state;
        order.promised_at = Instant::parse_rfc3339("2026-11-22T18:30:00Z");
        snapshot.open_orders = {order};
        return order.id;
    }

    business::Settings settings;
    std::shared_ptr<menu::Menu> menu;
    Snapshot snapshot;

private:
    void refresh() {
        lexicon_ = understanding::Lexicon::compile(menu);
        snapshot.lexicon = lexicon_.get();
        snapshot.settings = &settings;
    }

    Inbound message(InboundKind kind, std::string text, std::string payload, Duration age) const {
        Inbound inbound;
        inbound.kind = kind;
        inbound.text = std::move(text);
        inbound.payload = std::move(payload);
        inbound.sent_at = snapshot.now - age;
        return inbound;
    }

    Decision turn(std::vector<Inbound> inbound) {
        snapshot.unanswered = std::move(inbound);
        Decision decision = decide(snapshot);
        snapshot.state = decision.state;
        snapshot.cart = decision.place_order ? ordering::Cart{} : decision.cart;
        snapshot.unanswered.clear();
        return decision;
    }

    std::shared_ptr<understanding::Lexicon const> lexicon_;
};

}  // namespace croozer::conversation::testing_chat
