#include "app/recognise_customer.hpp"

#include "app/merge_customers.hpp"
#include "store/repositories/customers.hpp"

namespace croozer::app {
namespace {

using store::IdentityKind;

// The steps below wait for concurrent ones at the rows of customer_identities: the phone's first,
// then the BSUID's.
class Recognition {
public:
    Recognition(Context& context, SeenIdentity const& seen, std::string_view portfolio)
        : context_(context),
          sender_(seen.sender),
          previous_bsuid_(seen.previous_bsuid),
          previous_phone_(seen.previous_phone),
          portfolio_(portfolio),
          fresh_(context.ids.next<CustomerId>()) {}

    Result<CustomerId> run() {
        auto const known = TRY(by_change_or_bsuid());
        auto const customer = known ? TRY(take_phone(*known)) : TRY(by_phone());
        if (customer == fresh_) {
            CHECK(insert());
        }
        return customer;
    }

private:
    Result<std::optional<CustomerId>> find(
        IdentityKind kind, std::string_view scope, std::string_view value
    ) {
        if (value.empty()) {
            return std::nullopt;
        }
        return store::find_by_identity(context_.session, context_.business, kind, scope, value);
    }

    Result<std::optional<store::Identity>> find_identity(
        IdentityKind kind, std::string_view scope, std::string_view value
    ) {
        return store::find_identity(context_.session, context_.business, kind, scope, value);
    }

    Result<CustomerId> claim(
        CustomerId customer, IdentityKind kind, std::string_view scope, std::string_view value
    ) {
        return store::claim_identity(
            context_.session, context_.business, customer, kind, scope, value, context_.now
        );
    }

    Result<CustomerId> claim_bsuid(CustomerId customer) {
        return claim(customer, IdentityKind::Bsuid, portfolio_, sender_.bsuid);
    }

    Result<void> move_phone(CustomerId from, CustomerId to) {
        return store::move_phone(
            context_.session, context_.business, sender_.phone, from, to, context_.now
        );
    }

    Result<void> set_alias(std::string_view phone, bool is_alias) {
        return store::set_phone_alias(context_.session, context_.business, phone, is_alias);
    }

    Result<bool> has_other_bsuid(CustomerId customer) {
        return store::has_other_bsuid(
            context_.session, context_.business, customer, portfolio_, sender_.bsuid
        );
    }

    // By what they were before Meta's word of a change; then the old name is an alias of theirs, so
    // that late webhooks find them. Messages under the new name may have come first and made
    // another customer of them. A new BSUID means a new number, which Meta may withhold (Changes of
    // identity, in the page above): the old one is somebody else's soon.
    Result<std::optional<CustomerId>> by_change_or_bsuid() {
        auto const known = TRY(find(IdentityKind::Bsuid, portfolio_, sender_.bsuid));
        auto const before = TRY(before_change());
        if (!before) {
            return known;
        }
        if (known != before) {
            CHECK(store::give_up_phones(context_.session, context_.business, *before));
        } else if (!sender_.phone.empty() &&
                   TRY(find(IdentityKind::Phone, "", previous_phone_)) == before) {
            CHECK(set_alias(previous_phone_, true));
        }
        auto now = *before;
        if (!sender_.bsuid.empty()) {
            now = TRY(claim_bsuid(*before));
        }
        CHECK(store::make_alias(context_.session, context_.business, portfolio_, previous_bsuid_));
        return now == *before ? now : TRY(merge_customers(context_, now, *before));
    }

    // A phone counts only where Meta gave no better name, and not if its customer is somebody else.
    Result<std::optional<CustomerId>> before_change() {
        auto before = TRY(find(IdentityKind::Bsuid, portfolio_, previous_bsuid_));
        if (before || !previous_bsuid_.empty()) {
            return before;
        }
        before = TRY(find(IdentityKind::Phone, "", previous_phone_));
        if (before && !sender_.bsuid.empty() && TRY(has_other_bsuid(*before))) {
            return std::nullopt;
        }
        return before;
    }

    // The sender is known by BSUID, so the number is theirs now, whoever had it; also if they had
    // given it up. But a late webhook with a name of the past tells only where they were.
    Result<CustomerId> take_phone(CustomerId customer) {
        if (sender_.phone.empty()) {
            return customer;
        }
        auto const known = TRY(find_identity(IdentityKind::Phone, "", sender_.phone));
        if (known && known->customer == customer && !known->is_alias) {
            return customer;
        }
        auto const name = TRY(find_identity(IdentityKind::Bsuid, portfolio_, sender_.bsuid));
        bool const is_late = name && name->is_alias;
        if (is_late && known) {
            return customer;
        }
        auto const owner = TRY(claim(customer, IdentityKind::Phone, "", sender_.phone));
        if (owner == customer) {
            CHECK(set_alias(sender_.phone, is_late));
            return customer;
        }
        if (TRY(is_the_same_person(owner, customer))) {
            return merge_customers(context_, owner, customer);
        }
        CHECK(move_phone(owner, customer));
        return customer;
    }

    // Of `owner` nothing is known but the number, and of the sender everything else: had they shown
    // it with their first message, the two would have been one (by_phone). Who had another number
    // before may have been given a stranger's, and inherits nothing.
    Result<bool> is_the_same_person(CustomerId owner, CustomerId sender) {
        bool const has_changed = !previous_bsuid_.empty() || !previous_phone_.empty();
        return !has_changed && !TRY(has_other_bsuid(owner)) &&
               !TRY(store::has_phone(context_.session, context_.business, sender));
    }

    // No BSUID, or one that nobody has.
    Result<CustomerId> by_phone() {
        if (sender_.phone.empty()) {
            return claim_bsuid(fresh_);
        }
        auto const known = TRY(find(IdentityKind::Phone, "", sender_.phone));
        if (known && sender_.bsuid.empty()) {
            return *known;
        }
        auto const owner = TRY(claim(fresh_, IdentityKind::Phone, "", sender_.phone));
        if (sender_.bsuid.empty()) {
            return owner;
        }
        bool const stranger = owner != fresh_ && TRY(has_other_bsuid(owner));
        auto const customer = TRY(claim_bsuid(stranger ? fresh_ : owner));
        // Also if somebody made a customer of this BSUID just now, without the phone.
        if (stranger || (owner == fresh_ && customer != fresh_)) {
            CHECK(move_phone(owner, customer));
        }
        return customer;
    }

    Result<void> insert() {
        return store::insert_customer(
            context_.session,
            context_.business,
            {.id = fresh_,
             .name = "",
             .whatsapp_name = sender_.name,
             .username = sender_.username.empty() ? std::nullopt : std::optional(sender_.username),
             .phone = sender_.phone.empty() ? std::nullopt : std::optional(sender_.phone)},
            context_.now
        );
    }

    Context& context_;
    Sender const& sender_;
    std::string_view previous_bsuid_;
    std::string_view previous_phone_;
    std::string_view portfolio_;
    CustomerId fresh_;  // who they will be if nobody knows them
};

}  // namespace

Result<CustomerId> recognise_customer(
    Context& context, SeenIdentity const& seen, std::string_view portfolio
) {
    return Recognition(context, seen, portfolio).run();
}

}  // namespace croozer::app
