// What `croozer-sandbox --config sandbox.toml` reads: which app, shops and people this stand-in for
// Meta knows. `./dev run` writes the file; nothing in it is ever a real credential.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

// What is special about a number; as it stands here, an ordinary one.
struct NumberTraits {
    std::string label_he;
    std::string label_en;
    // Two-step verification is on with this PIN; empty: it is off.
    std::string pin;
    std::string quality{"GREEN"};
    bool is_registered{false};
    bool is_verified{true};
    bool is_funded{true};
    // Also in use in the WhatsApp Business app.
    bool is_coexistence{false};
    // Belongs to another business: the signup window names it, but nobody is granted its account.
    bool is_foreign{false};
    bool refuses_history{false};
};

// One business phone number with its account (WABA) and the token its owner granted us.
struct Shop {
    std::string name_he;
    std::string name_en;
    std::string waba_id;
    std::string phone_number_id;
    // As people read it: "+972 3-555-0101".
    std::string display_phone_number;
    Secret access_token;
    // BSUIDs are scoped to it.
    std::string portfolio_id;
    NumberTraits traits{};
};

// Somebody with a Facebook account in the demo.
struct Person {
    // The app-scoped Facebook id.
    std::string id;
    std::string name;
    // May be empty: Meta leaves it out as well.
    std::string email;
    std::string label_he;
    std::string label_en;
};

// A message template that Meta has already approved.
struct Template {
    std::string name;
    std::string language;
    std::string category;
    // "Order {{1}} is ready": the number of placeholders is what a send must fill.
    std::string body;
};

struct Config {
    std::string listen_address{"127.0.0.1"};
    // 0 takes a free port.
    std::uint16_t listen_port{8081};
    // How others reach us; made from the listener when empty. Media addresses start with it.
    std::string public_url;
    std::string app_id;
    Secret app_secret;
    // The app that people sign in with; the one above where the file names no other.
    std::string login_app_id;
    Secret login_app_secret;
    Secret verify_token;
    std::string webhook_url;
    // The board: framed by /demo, and the only place the dialog returns to.
    std::string server_url;
    // Chats are kept here; empty: in memory only.
    std::string data_directory;
    // Messages a second for each number before 130429 (Meta's default is 80; meta notes §5.1).
    std::uint32_t throughput{80};
    std::vector<Shop> shops;
    // Numbers that nobody connected yet: what the signup window offers. No access token.
    std::vector<Shop> numbers;
    std::vector<Person> people;
    std::vector<Template> templates;

    [[nodiscard]] Person const* person(std::string_view id) const;
};

// Errors: NotFound "config_file", Validation with the key in `pointer` for what is missing or
// wrong, unknown keys included.
[[nodiscard]] Result<Config> load_config(std::string const& path);
[[nodiscard]] Result<Config> parse_config(std::string_view toml_text);

}  // namespace croozer::sandbox
