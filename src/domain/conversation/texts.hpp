// Every sentence the bot says, in both languages. {0}, {1}… are filled by fill().
#pragma once

#include "base/money.hpp"
#include "domain/business/language.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace croozer::conversation {

enum class Text : std::uint8_t {
    Welcome,
    AskItems,
    MenuTitle,
    MenuDeals,
    MenuTail,
    MenuTooLong,
    CardTitle,
    CardAgain,
    CardPickup,
    CardDelivery,
    CardFee,
    CardAdjustment,
    CardTotal,
    CardMinutes,
    CardNote,
    CardChange,
    CardQuestion,
    CardChanged,
    CardPriceChanged,
    ButtonYes,
    ButtonChange,
    ButtonCancel,
    NewerCard,
    NoCard,
    AnswerCard,
    AskChange,
    CartCleared,
    NothingToCancel,
    AskFulfilment,
    ButtonPickup,
    ButtonDelivery,
    AskAddress,
    AskHouse,
    AskApartment,
    NoPickup,
    NoDelivery,
    Noted,
    UnknownWords,
    WhichProduct,
    WhichLine,
    HalvesUnclear,
    QuantityUnclear,
    ClarifyTail,
    ButtonChoose,
    ProblemUnavailable,
    ProblemStock,
    ProblemOptionUnavailable,
    ProblemOptionRequired,
    ProblemTooManyOptions,
    ProblemHalves,
    ProblemQuantity,
    ProblemTooLarge,
    ProblemOption,
    ProblemProduct,
    ProblemMinimum,
    ProblemMinimumPickup,
    ProblemOutside,
    ProblemOutsidePickup,
    ProblemZone,
    AskWithout,
    ButtonWithout,
    Closed,
    ClosedNoTime,
    ClosedCart,
    ButtonKeep,
    Kept,
    Hint,
    HandoverPerson,
    HandoverUnclear,
    HandoverMedia,
    HandoverLate,
    HandoverCancel,
    HandoverQuestion,
    NoLastOrder,
    NoOpenOrder,
    StatusPending,
    StatusConfirmed,
    StatusConfirmedAt,
    StatusPreparing,
    StatusPreparingAt,
    StatusReady,
    StatusOnTheWay,
    AskCancelOrder,
    ButtonCancelYes,
    ButtonCancelNo,
    CancelKept,
    HoursOpenUntil,
    HoursAlwaysOpen,
    PriceOf,
    TotalSoFar,
    DeliveryFrom,
    NewsPlaced,
    NewsConfirmedPickup,
    NewsConfirmedDelivery,
    NewsConfirmedNoTime,
    NewsLater,
    ButtonFreeCancel,
    NewsReady,
    NewsOnTheWay,
    NewsCancelledByShop,
    NewsCancelledReason,
    NewsCancelledByCustomer,
    NewsCall,
    Without,
    Extra,
    Light,
    FirstHalf,
    SecondHalf,
    Floor,
    Apartment,
    Entrance,
    Count,
};

[[nodiscard]] std::string_view text(Text key, Language language);
[[nodiscard]] std::string fill(
    Text key, Language language, std::initializer_list<std::string_view> values
);

// "62.00 ₪" in Hebrew, "₪62.00" in English; ₪ only for ILS, otherwise the code.
[[nodiscard]] std::string money_text(Money amount, std::string_view currency, Language language);
// Foreign letters inside Hebrew keep their own direction (U+2068 … U+2069, UAX #9).
[[nodiscard]] std::string isolated(std::string_view words, Language language);

}  // namespace croozer::conversation
