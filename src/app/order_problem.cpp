#include "app/order_problem.hpp"

#include <string>
#include <string_view>

namespace croozer::app {
namespace {

std::string_view problem_slug(ordering::ProblemKind kind) {
    using enum ordering::ProblemKind;
    switch (kind) {
        case UnknownProduct:
        case UnknownOption:
            return "unknown_reference";
        case OptionNotOfProduct:
        case HalvesNotAllowed:
        case TooManyOptions:
            return "option_invalid";
        case OptionRequired:
            return "option_required";
        case QuantityOutOfRange:
            return "range";
        case Unavailable:
            return "unavailable";
        case OutOfStock:
            return "out_of_stock";
        case BelowMinimum:
            return "below_minimum";
        case OutsideZone:
            return "outside_zone";
        case ZoneUnknown:
            return "zone_unknown";
        case TooManyLines:
            return "too_many";
        case AmountTooLarge:
            return "amount_too_large";
    }
    return "not_placeable";
}

bool is_our_words(ordering::ProblemKind kind) {
    using enum ordering::ProblemKind;
    return kind == Unavailable || kind == OutOfStock || kind == BelowMinimum ||
           kind == OutsideZone || kind == ZoneUnknown;
}

}  // namespace

Error error_of(ordering::Problem const& problem) {
    auto error = make_error(
        is_our_words(problem.kind) ? ErrorCode::Conflict : ErrorCode::Validation,
        std::string(problem_slug(problem.kind)),
        problem.subject
    );
    if (problem.kind == ordering::ProblemKind::OutOfStock) {
        error.detail = std::to_string(problem.amount);
    }
    if (problem.line >= 0) {
        error.pointer = "/items/" + std::to_string(problem.line);
    }
    return error;
}

}  // namespace croozer::app
