#include "domain/conversation/templates.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {
namespace {

TemplateDefinition utility(std::string body, std::vector<TemplateExample> examples) {
    TemplateComponent component;
    component.type = "BODY";
    component.text = std::move(body);
    component.examples = std::move(examples);
    return {
        .name = "order_news",
        .language = "he",
        .category = "UTILITY",
        .parameter_format = "NAMED",
        .components = {component}
    };
}

std::string problem(TemplateDefinition const& definition) {
    auto const checked = check_definition(definition);
    return checked ? "good" : checked.error().pointer + " " + checked.error().detail;
}

TEST(Templates, WhatMetaRefusesIsRefusedHereFirst) {
    auto const good = utility("Order {{order}} is ready.", {{.name = "order", .value = "118"}});
    EXPECT_EQ(problem(good), "good");
    EXPECT_EQ(
        problem(utility("{{order}} is ready.", {{.name = "order", .value = "1"}})),
        "/components/0/text begins or ends with a variable"
    );
    EXPECT_EQ(
        problem(utility("Ready: {{order}}", {{.name = "order", .value = "1"}})),
        "/components/0/text begins or ends with a variable"
    );
    EXPECT_EQ(
        problem(utility("Order {{order}} is ready.", {})),
        "/components/0/example 0 examples for 1 variables"
    );
    EXPECT_EQ(problem(utility(std::string(1'025, 'a'), {})), "/components/0/text 1025 > 1024");
    auto wrong = good;
    wrong.name = "Order News";
    EXPECT_EQ(problem(wrong), "/name a-z, 0-9 and _, at most 512");
    wrong = good;
    wrong.parameter_format = "POSITIONAL";
    EXPECT_EQ(problem(wrong), "/components/0/text variable {{order}} is not as the format asks");
    wrong = good;
    wrong.category = "AUTHENTICATION";
    EXPECT_EQ(problem(wrong), "/category UTILITY or MARKETING");
    wrong = good;
    wrong.components.push_back(good.components.front());
    EXPECT_EQ(problem(wrong), "/components/0/type repeated");
    wrong = good;
    wrong.components.clear();
    EXPECT_EQ(problem(wrong), "/components a BODY is needed");
}

TEST(Templates, ButtonsAreCountedAndStandTogether) {
    auto definition = utility("Order is ready.", {});
    TemplateComponent buttons;
    buttons.type = "BUTTONS";
    auto const reply = [](std::string text) {
        return TemplateButton{
            .type = "QUICK_REPLY",
            .text = std::move(text),
            .url = {},
            .phone_number = {},
            .example = {}
        };
    };
    TemplateButton const link{
        .type = "URL",
        .text = "Track",
        .url = "https://x.example/t/{{1}}",
        .phone_number = {},
        .example = "https://x.example/t/1"
    };
    auto const with = [&](std::vector<TemplateButton> list) {
        auto made = definition;
        buttons.buttons = std::move(list);
        made.components.push_back(buttons);
        return problem(made);
    };
    EXPECT_EQ(with({reply("Yes"), reply("No"), link}), "good");
    EXPECT_EQ(
        with({reply("Yes"), link, reply("No")}),
        "/components/1/buttons quick replies stand together"
    );
    EXPECT_EQ(with({link, link, link}), "/components/1/buttons 3 URL > 2");
    EXPECT_EQ(
        with(std::vector<TemplateButton>(11, reply("a"))), "/components/1/buttons 11 not in 1..10"
    );
    EXPECT_EQ(with({reply(std::string(26, 'a'))}), "/components/1/buttons/0/text 26 > 25");
    auto without = link;
    without.example.clear();
    EXPECT_EQ(with({without}), "/components/1/buttons/0/example a sample is needed");
}

TEST(Templates, EveryDefaultIsOneThatMetaTakes) {
    for (auto const event : order_events()) {
        for (auto const language : {Language::Hebrew, Language::English}) {
            auto const definition = default_order_definition(event, language);
            EXPECT_EQ(problem(definition), "good") << event;
            auto const mapping = default_order_template(event, language);
            EXPECT_EQ(mapping.template_name, definition.name);
            EXPECT_EQ(mapping.template_language, definition.language);
            auto const filled = fill_order_template(
                mapping,
                definition.components,
                "UTILITY",
                {{"order_number", "118"}, {"promised_time", "18:40"}}
            );
            ASSERT_TRUE(filled) << event;
            auto const text = rendered(*filled, definition.components);
            EXPECT_NE(text.find("118"), std::string::npos) << text;
            EXPECT_EQ(text.find("{{"), std::string::npos) << text;
        }
    }
}

TEST(Templates, AValueThatIsNotKnownFillsNothing) {
    auto const definition = default_order_definition("accepted", Language::English);
    auto const filled = fill_order_template(
        default_order_template("accepted", Language::English),
        definition.components,
        "UTILITY",
        {{"order_number", "118"}, {"promised_time", " \n"}}
    );
    ASSERT_FALSE(filled);
    EXPECT_EQ(filled.error().slug, "template_value");
    EXPECT_EQ(filled.error().detail, "promised_time");
}

TEST(Templates, PositionalOnesGoByTheirNumber) {
    TemplateComponent body;
    body.type = "BODY";
    body.text = "At {{2}} comes {{1}}, {{2}} sharp.";
    OrderTemplate const mapping{
        .event = "ready",
        .language = Language::English,
        .template_name = "a",
        .template_language = "en",
        .parameters = {"order_number", "shop_name"}
    };
    std::vector<TemplateComponent> const components{body};
    auto const filled = fill_order_template(
        mapping, components, "UTILITY", {{"order_number", "7"}, {"shop_name", "Noon"}}
    );
    ASSERT_TRUE(filled);
    EXPECT_TRUE(filled->parameters.front().name.empty());
    EXPECT_EQ(rendered(*filled, components), "At Noon comes 7, Noon sharp.");
    auto fewer = *filled;
    fewer.parameters.pop_back();
    auto const checked = check_parameters(fewer, components);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().detail, "body: 1 for 2");
}

TEST(Templates, AVariableHasNoBreaksAndNoRunsOfSpaces) {
    EXPECT_EQ(variable_text("  a\n\tb      c "), "a b c");
    EXPECT_EQ(code_points(variable_text(std::string(2'000, 'a'))), 1'024U);
}

}  // namespace
}  // namespace croozer::conversation
