#include "api/problem.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::api {
namespace {

boost::json::object body_of(http::Response const& response) {
    return boost::json::parse(response.body).as_object();
}

std::string title_of(Error const& error, Language language) {
    return std::string(body_of(problem_response(error, language, "r")).at("title").as_string());
}

TEST(Problem, EverySlugHasWordsInBothLanguages) {
    for (auto const& text : problem_texts()) {
        EXPECT_FALSE(text.en.empty()) << text.slug;
        // Hebrew letters begin with the bytes D6…D7.
        EXPECT_TRUE(text.he.contains('\xD7')) << text.slug;
        EXPECT_EQ(find_problem_text(text.slug), &text) << text.slug;
    }
    EXPECT_EQ(find_problem_text("no_such_slug"), nullptr);
}

// What commands and the access checks answer with, by their headers.
TEST(Problem, EverySlugOfTheCommandsIsKnown) {
    for (auto const* slug :
         {"not_placeable",
          "out_of_stock",
          "empty",
          "unknown_reference",
          "stale",
          "transition",
          "too_late",
          "forbidden",
          "reason_required",
          "already_sent",
          "undo_expired",
          "recipient",
          "window_closed",
          "blocked",
          "phone_in_use",
          "origin_rejected",
          "csrf",
          "unauthenticated",
          "business_required",
          "business_suspended",
          "cursor",
          "if_match",
          "idempotency_key",
          "idempotency_key_reused",
          "request_in_flight",
          "precondition_required",
          "too_many_streams",
          "too_many_requests",
          "json",
          "not_object",
          "duplicate_key",
          "json_too_complex",
          "unknown_field",
          "missing",
          "type",
          "range",
          "too_long",
          "too_many",
          "enum",
          "phone",
          "email",
          "timezone",
          "time",
          "date",
          "control_character",
          "unknown_parameter",
          "duplicate_parameter",
          "not_acceptable",
          "method_unknown",
          "transfer_coding",
          "http_version",
          "invalid_query",
          "media_type",
          "encoding_not_supported",
          "user_disabled"}) {
        EXPECT_NE(find_problem_text(slug), nullptr) << slug;
    }
}

TEST(Problem, StatusFollowsTheCodeAndTheSlug) {
    EXPECT_EQ(status_of(make_error(ErrorCode::Conflict, "already_sent")), 409);
    EXPECT_EQ(status_of(make_error(ErrorCode::PreconditionFailed, "stale")), 412);
    EXPECT_EQ(status_of(make_error(ErrorCode::Conflict, "stale")), 409);
    EXPECT_EQ(status_of(make_error(ErrorCode::BadRequest, "media_type")), 415);
    EXPECT_EQ(status_of(make_error(ErrorCode::StorageFull, "disk")), 503);
    EXPECT_EQ(status_of(make_error(ErrorCode::Busy, "queue")), 503);
    EXPECT_EQ(status_of(make_error(ErrorCode::Corrupt, "document")), 500);
    EXPECT_EQ(status_of(make_error(ErrorCode::NotFound, "business")), 404);
}

TEST(Problem, TellsNothingOfOurInsides) {
    for (auto const code :
         {ErrorCode::Internal,
          ErrorCode::Corrupt,
          ErrorCode::ConstraintUnique,
          ErrorCode::ConstraintOther,
          ErrorCode::StorageUnavailable,
          ErrorCode::NotFound}) {
        auto const response = problem_response(
            make_error(code, "secret_slug", "secret detail"), Language::English, "r"
        );
        EXPECT_FALSE(response.body.contains("secret")) << response.body;
    }
}

TEST(Problem, SpeaksTheLanguageAskedFor) {
    auto const error = make_error(ErrorCode::NotFound, "not_found");
    EXPECT_EQ(title_of(error, Language::English), "Not found");
    EXPECT_EQ(title_of(error, Language::Hebrew), "לא נמצא");
    http::Request request;
    request.headers = {{"accept-language", "fr-FR, en-GB;q=0.8, he"}};
    EXPECT_EQ(language_of(request, Language::Hebrew), Language::English);
    request.headers = {{"accept-language", "fr"}};
    EXPECT_EQ(language_of(request, Language::Hebrew), Language::Hebrew);
}

TEST(Problem, HasTheMembersOfItsContract) {
    std::vector<FieldProblem> const fields{{"/items/0/quantity", "range", "1..99"}};
    auto const response = problem_response(
        make_error(ErrorCode::Validation, "range"), Language::English, "req-1", fields
    );
    auto const body = body_of(response);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(body.at("type").as_string(), "https://croozer.dev/problems/range");
    EXPECT_EQ(body.at("status").as_int64(), 422);
    EXPECT_EQ(body.at("instance").as_string(), "/requests/req-1");
    EXPECT_EQ(body.at("errors").at(0).at("pointer").as_string(), "/items/0/quantity");
}

TEST(Problem, ATransitionListsWhatIsAllowed) {
    auto const body = body_of(problem_response(
        make_error(ErrorCode::Conflict, "transition", "preparing,ready"), Language::English, "r"
    ));
    ASSERT_EQ(body.at("allowed").as_array().size(), 2U);
    EXPECT_EQ(body.at("allowed").at(1).as_string(), "ready");
    EXPECT_FALSE(body.contains("detail"));
}

TEST(Problem, OutOfStockSaysWhatThereIs) {
    auto error = make_error(ErrorCode::Conflict, "out_of_stock");
    EXPECT_FALSE(body_of(problem_response(error, Language::English, "r")).contains("available"));
    error.detail = "0";
    auto const body = body_of(problem_response(error, Language::English, "r"));
    EXPECT_EQ(body.at("available").as_int64(), 0);
}

TEST(Problem, WhatPassesSaysWhenToComeBack) {
    auto const wait = [](ErrorCode code, std::string slug) {
        auto const response =
            problem_response(make_error(code, std::move(slug)), Language::English, "r");
        auto const field = std::ranges::find(
            response.headers, std::string_view("retry-after"), &http::Field::name
        );
        return field == response.headers.end() ? std::string() : field->value;
    };
    EXPECT_EQ(wait(ErrorCode::Conflict, "request_in_flight"), "1");
    EXPECT_EQ(wait(ErrorCode::Busy, "busy"), "5");
    EXPECT_EQ(wait(ErrorCode::Conflict, "stale"), "");
}

}  // namespace
}  // namespace croozer::api
