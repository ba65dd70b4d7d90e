#include "loops/turns.hpp"

#include "base/log.hpp"

namespace croozer::loops {
namespace {

// Somebody wrote while we decided: decide again, but not for ever.
constexpr int most_attempts = 3;

}  // namespace

void Turns::take(store::DueWork const& item) {
    if (in_hand_.take(item.id)) {
        attempt(item.business, ConversationId{item.id}, 1);
    }
}

void Turns::attempt(BusinessId business, ConversationId conversation, int attempts) {
    store::read(
        runner_.engine(),
        store::Scope::of(business),
        [this, business, conversation](store::Session& session) -> Result<Decided> {
            std::shared_ptr<app::TurnInput> input = TRY(app::load_turn(
                session, business, conversation, runner_.shops(), runner_.trade_clock().now()
            ));
            if (input == nullptr) {
                return Decided{
                    .seen_version = TRY(app::conversation_version(session, business, conversation)),
                    .input = nullptr,
                    .decision = nullptr
                };
            }
            return Decided{
                .seen_version = input->conversation.version,
                .input = input,
                .decision = std::make_shared<conversation::Decision const>(
                    conversation::decide(input->snapshot)
                )
            };
        },
        [this, business, conversation, attempts](Result<Decided> decided) {
            if (!decided) {
                fail(business, conversation, decided.error());
            } else if (decided->input == nullptr) {
                drop(business, conversation, decided->seen_version);
            } else if (interpreter_ != nullptr && decided->decision->doubt) {
                interpret(business, *decided, attempts);
            } else {
                apply(business, decided->input, decided->decision, attempts);
            }
        }
    );
}

void Turns::interpret(BusinessId business, Decided const& decided, int attempts) {
    auto const& input = decided.input;
    interpreter_->interpret(
        {.business = business,
         .customer = input->customer.id,
         .menu = input->shop.menu,
         .language = decided.decision->state.language,
         .doubt = *decided.decision->doubt},
        [this, business, decided, attempts](std::optional<understanding::Parse> reading) {
            if (reading) {
                decided.input->snapshot.reading = std::move(reading);
                decide_again(business, decided.input, attempts);
            } else {
                apply(business, decided.input, decided.decision, attempts);
            }
        }
    );
}

// On a reader, like every decision; it reads nothing more, for the apply holds only if the
// conversation has not moved on meanwhile.
void Turns::decide_again(
    BusinessId business, std::shared_ptr<app::TurnInput> const& input, int attempts
) {
    using Decision = std::shared_ptr<conversation::Decision const>;
    store::read(
        runner_.engine(),
        store::Scope::of(business),
        [input](store::Session&) -> Result<Decision> {
            return std::make_shared<conversation::Decision const>(
                conversation::decide(input->snapshot)
            );
        },
        [this, business, input, attempts](Result<Decision> decision) {
            if (!decision) {
                fail(business, input->conversation.id, decision.error());
            } else {
                apply(business, input, *decision, attempts);
            }
        }
    );
}

void Turns::apply(
    BusinessId business,
    std::shared_ptr<app::TurnInput const> const& input,
    std::shared_ptr<conversation::Decision const> const& decision,
    int attempts
) {
    runner_.run(
        store::Lane::Interactive,
        business,
        [input, decision](app::Context& context) {
            return app::apply_turn(context, *input, *decision);
        },
        [this, business, input, attempts](Result<app::TurnApplied> applied) {
            auto const conversation = input->conversation.id;
            if (!applied) {
                fail(business, conversation, applied.error());
            } else if (applied->stale && attempts < most_attempts) {
                attempt(business, conversation, attempts + 1);
            } else {
                in_hand_.put_down(conversation.value);
            }
        }
    );
}

void Turns::drop(BusinessId business, ConversationId conversation, std::int64_t seen_version) {
    runner_.run(
        store::Lane::Background,
        business,
        [conversation, seen_version](app::Context& context) {
            return app::drop_turn(context, conversation, seen_version);
        },
        [this, conversation](Result<bool> const&) { in_hand_.put_down(conversation.value); }
    );
}

void Turns::fail(BusinessId business, ConversationId conversation, Error const& error) {
    log::warn("turn failed", {{"error", error.slug}, {"conversation", conversation.to_string()}});
    if (is_passing(error.code)) {
        // Its row stays due and is offered again: an overload must not use up a turn's lives.
        in_hand_.put_down(conversation.value);
        return;
    }
    runner_.run(
        store::Lane::Background,
        business,
        [conversation, slug = error.slug](app::Context& context) {
            return app::fail_turn(context, conversation, slug);
        },
        [this, conversation](Result<bool> const&) { in_hand_.put_down(conversation.value); }
    );
}

}  // namespace croozer::loops
