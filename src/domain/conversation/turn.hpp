// The walk behind decide(): one turn over one snapshot. Split over decide.cpp (what came in),
// open_question.cpp (what an answer means to what was asked), buttons.cpp (taps), order_flow.cpp
// (cart → question or card), answers.cpp (everything that is not an order).
#pragma once

#include "domain/conversation/conversation.hpp"
#include "domain/conversation/texts.hpp"

#include <string>
#include <vector>

namespace croozer::conversation {

class Turn {
public:
    explicit Turn(Snapshot const& snapshot);
    [[nodiscard]] Decision run();

private:
    // decide.cpp
    void expire_cart();
    void read_inbound();
    void settle();
    void keep_to_drafts();
    [[nodiscard]] bool locate(Inbound const& inbound);
    [[nodiscard]] bool somebody_speaks() const;
    [[nodiscard]] bool is_thumb_on_card(Inbound const& inbound) const;
    void text_turn(std::string const& message);
    void hear(understanding::Parse const& parse);
    [[nodiscard]] bool repeats_itself(
        std::string const& message, understanding::Parse const& parse
    );
    void note_doubt(std::string const& message, understanding::Parse const& parse);
    void words_with_yes(understanding::Parse const& parse);
    void words_with_button(understanding::Parse const& parse);
    void keep(understanding::Parse const& parse);
    void act(understanding::Parse const& parse);
    void learn(understanding::Parse const& parse);
    [[nodiscard]] bool late() const;

    // open_question.cpp
    [[nodiscard]] understanding::Parse understood(std::string const& message) const;
    [[nodiscard]] understanding::Parse read(std::string_view words, understanding::Context context)
        const;
    [[nodiscard]] understanding::Context context() const;
    [[nodiscard]] std::optional<understanding::Parse> dish_answer(std::string const& words) const;
    [[nodiscard]] std::optional<understanding::Parse> house_answer(std::string const& words) const;
    [[nodiscard]] std::optional<understanding::Parse> line_answer(std::string const& words) const;
    [[nodiscard]] bool asks_which_line() const;
    [[nodiscard]] std::optional<std::size_t> line_named(understanding::Parse const& parse) const;
    [[nodiscard]] std::vector<understanding::Edit> pending_edits(std::size_t line) const;
    void pick_line(std::string_view number);

    // buttons.cpp
    void button(Inbound const& inbound);
    void dead_button();
    void card_button(std::string_view card, std::string_view answer);
    void cancel_button(std::string_view order, std::string_view answer);
    void pick(std::string_view product);
    [[nodiscard]] std::string card_id(std::string_view answer) const;
    [[nodiscard]] static bool is_card_yes(Inbound const& inbound);

    // order_flow.cpp
    void take_order(understanding::Parse const& parse);
    void next_step();
    bool ask_fulfilment();
    bool ask_address();
    bool tell_problems(ordering::Quote const& quote);
    bool tell_closed();
    void keep_cart();
    void send_card(ordering::Quote const& quote);
    void remind_card();
    [[nodiscard]] bool same_order() const;
    void accept();
    void go_without();
    void clarify(std::vector<understanding::Ambiguity> const& doubts);
    void note_unknown_words(understanding::Parse const& parse);
    void offer_products(understanding::Ambiguity const& doubt, std::string body);
    void offer_lines();
    [[nodiscard]] ordering::Quote priced() const;
    [[nodiscard]] std::int64_t estimate(ordering::Quote const& quote) const;
    void clear_cart();

    // problems.cpp
    [[nodiscard]] std::string problem_text(ordering::Problem const& problem) const;
    [[nodiscard]] std::string minimum_text(ordering::Problem const& problem) const;
    [[nodiscard]] std::string cheap_suggestions() const;
    [[nodiscard]] std::string subject_name(ordering::Problem const& problem) const;

    // answers.cpp
    void answer_question(understanding::Parse const& parse);
    void answer_hours();
    void answer_prices(understanding::Parse const& parse);
    void answer_total();
    void answer_other(understanding::Parse const& parse);
    void status();
    void cancel();
    void send_menu();
    [[nodiscard]] std::vector<std::string> menu_blocks() const;
    [[nodiscard]] std::string deal_text(menu::Deal const& deal) const;
    void not_an_order(understanding::Parse const& parse);
    [[nodiscard]] bool ask_again();
    [[nodiscard]] bool is_news(std::optional<Instant>& told_at) const;
    void hand_over(HandoverReason reason, Text words);

    void say(Text key) { say_words(std::string(text(key, language()))); }

    void say_words(std::string words);
    // All of a turn's sentences become one reply; buttons go on it.
    void reply(std::string purpose, std::vector<Button> buttons = {});

    [[nodiscard]] Language language() const { return out_.state.language; }

    [[nodiscard]] std::string_view label(Text key) const { return text(key, language()); }

    [[nodiscard]] Button button_for(std::string id, Text title) const {
        return {.id = std::move(id), .title = std::string(label(title))};
    }

    [[nodiscard]] std::string money(Money amount) const;
    [[nodiscard]] std::string name_of(ProductId product) const;
    [[nodiscard]] OpenOrder const* open_order() const;

    Snapshot const& in_;
    business::Settings const& settings_;
    menu::Menu const& menu_;
    std::vector<std::string> places_;  // that the shop delivers to
    Decision out_;
    Inbound const* yes_{nullptr};  // a tapped yes, heard after everything else
    std::string said_;
    bool done_{false};   // a button or a person settled this turn
    bool dirty_{false};  // something changed by a button: go on with the order
};

}  // namespace croozer::conversation
