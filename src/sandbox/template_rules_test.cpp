#include "sandbox/template_rules.hpp"

#include "sandbox/template_store.hpp"

#include <gtest/gtest.h>

namespace croozer::sandbox {
namespace {

using Codes = std::pair<int, int>;

Codes codes_of(std::optional<GraphError> const& error) {
    return error ? Codes{error->code, error->subcode.value_or(0)} : Codes{0, 0};
}

json::object source(std::string const& body, std::string const& more = "") {
    return *parse_object(
        R"({"name":"order_ready","language":"he","category":"UTILITY","components":[)" + body +
        more + "]}"
    );
}

std::string body_of(std::string const& text, std::string const& examples = "") {
    return R"({"type":"BODY","text":")" + text + "\"" +
           (examples.empty() ? "" : R"(,"example":{"body_text":[[)" + examples + "]]}") + "}";
}

TEST(TemplateRules, TakesWhatMetaTakes) {
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of("Order {{1}} is ready.", "\"118\"")))),
        Codes(0, 0)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(
            body_of("Ready."),
            R"(,{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Where?"},{"type":"URL","text":"Track","url":"https://a.example/{{1}}","example":["https://a.example/1"]}]})"
        ))),
        Codes(0, 0)
    );
}

TEST(TemplateRules, RefusesWithTheSubcodeOfTheReason) {
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of("{{1}} is ready.", "\"118\"")))),
        Codes(100, 2388299)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of("Ready: {{1}}", "\"118\"")))),
        Codes(100, 2388299)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of("Order {{1}} is ready.")))), Codes(100, 2388072)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of("Order {{2}} is ready.", "\"118\"")))),
        Codes(100, 2388072)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(body_of(std::string(1'025, 'a'))))), Codes(100, 2388040)
    );
    EXPECT_EQ(
        codes_of(
            check_new_template(source(body_of("Ready."), R"(,{"type":"FOOTER","text":"to {{1}}"})"))
        ),
        Codes(100, 2388073)
    );
    EXPECT_EQ(
        codes_of(check_new_template(source(
            body_of("Ready."),
            R"(,{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"A"},{"type":"URL","text":"B","url":"https://a.example"},{"type":"QUICK_REPLY","text":"C"}]})"
        ))),
        Codes(100, 0)
    ) << "quick replies stand together";
    json::object named = source(body_of("Ready."));
    named["name"] = "Order-Ready";
    EXPECT_EQ(codes_of(check_new_template(named)), Codes(100, 0));
    EXPECT_EQ(
        codes_of(check_new_template(source(R"({"type":"FOOTER","text":"x"})"))), Codes(100, 2388072)
    );
}

StoredTemplate stored(std::string const& text, std::string format = "POSITIONAL") {
    StoredTemplate made;
    made.status = "APPROVED";
    made.parameter_format = std::move(format);
    made.components = json::array{json::object{{"type", "BODY"}, {"text", text}}};
    return made;
}

int send_code(StoredTemplate const& known, std::string const& parameters) {
    auto const message =
        *parse_object(R"({"components":[{"type":"body","parameters":[)" + parameters + "]}]}");
    return codes_of(check_sent_template(known, message)).first;
}

TEST(TemplateSends, CountNamesTextAndState) {
    auto const known = stored("Order {{1}} is ready.");
    EXPECT_EQ(send_code(known, R"({"type":"text","text":"118"})"), 0);
    EXPECT_EQ(send_code(known, ""), 132000);
    EXPECT_EQ(send_code(known, R"({"type":"text","text":"1\n18"})"), 132018);
    EXPECT_EQ(send_code(known, R"({"type":"text","text":"1     18"})"), 132018);
    EXPECT_EQ(
        send_code(known, R"({"type":"text","text":")" + std::string(1'024, 'a') + "\"}"), 132005
    );
    auto const named = stored("Order {{order}} is ready.", "NAMED");
    EXPECT_EQ(send_code(named, R"({"type":"text","parameter_name":"order","text":"118"})"), 0);
    EXPECT_EQ(
        send_code(named, R"({"type":"text","parameter_name":"number","text":"118"})"), 132018
    );
    EXPECT_EQ(send_code(named, R"({"type":"text","text":"118"})"), 132018);
    for (auto const& [status, code] :
         {std::pair{"PAUSED", 132015}, std::pair{"DISABLED", 132016}, std::pair{"PENDING", 132001}
         }) {
        StoredTemplate other = known;
        other.status = status;
        EXPECT_EQ(send_code(other, R"({"type":"text","text":"118"})"), code);
    }
}

}  // namespace
}  // namespace croozer::sandbox
