// The stream of a business's events.
#include "api/call.hpp"
#include "store/queries/event_queries.hpp"

#include <charconv>

namespace croozer::api {
namespace {

// A browser that missed more than this reads everything anew instead.
constexpr std::int64_t most_missed = 500;

struct Resume {
    std::int64_t place{0};
    bool reset{false};
};

Resume resume_at(std::optional<std::string_view> given, store::EventRange const& range) {
    if (!given || given->empty()) {
        return {.place = range.last, .reset = false};
    }
    std::int64_t place = 0;
    auto const* const end = given->data() + given->size();
    auto const [stop, error] = std::from_chars(given->data(), end, place);
    bool const known = error == std::errc{} && stop == end && place >= range.first - 1 &&
                       place >= 0 && place <= range.last && range.last - place <= most_missed;
    return known ? Resume{.place = place, .reset = false}
                 : Resume{.place = range.last, .reset = true};
}

void open_stream(Call& call, Resume const& resume) {
    auto stream = call.api.events().open(
        {.user = call.user.id,
         .business = call.business(),
         .role = call.shop.role,
         .session_token_hash = hash_of(call.session_token)},
        resume.place,
        resume.reset
    );
    if (!stream) {
        refuse(call, stream.error());
        return;
    }
    http::Response response;
    add_api_headers(response);
    response.set("X-Accel-Buffering", "no");
    response.stream = *stream;
    call.respond(std::move(response));
}

void get_events(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const last = query.text("lastEventId", limits::name_code_points);
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    auto header = call->request.header("last-event-id");
    std::optional<std::string> const given = header ? std::optional<std::string>(*header) : last;
    store::read(
        call->api.runner().engine(),
        store::Scope::of(call->business()),
        [business = call->business()](store::Session& session) {
            return store::event_range(session, business);
        },
        [call, given](Result<store::EventRange> range) {
            if (!range) {
                refuse(*call, range.error());
                return;
            }
            open_stream(
                *call,
                resume_at(given ? std::optional<std::string_view>(*given) : std::nullopt, *range)
            );
        }
    );
}

}  // namespace

void add_event_routes(Routes& routes) {
    routes.shop(http::Method::Get, "/api/events", Resource::Events, Verb::Read, get_events);
}

}  // namespace croozer::api
