// Whole payloads from files: our own set.
#include "meta/webhook_decoder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace croozer::meta {
namespace {

namespace fs = std::filesystem;
using app::AccountNews;
using app::Change;
using app::InboundMessage;
using app::StatusUpdate;

std::string content_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(Instant instant) {
    return std::to_string(instant.seconds());
}

// Every field that is not empty, on one line.
std::string line_of(InboundMessage const& m) {
    std::string line = "message";
    auto const put = [&](std::string_view name, std::string const& value) {
        if (!value.empty()) {
            line.append(" ").append(name).append("=").append(value);
        }
    };
    put("type", std::to_string(static_cast<int>(m.type)));
    put("raw", m.raw_type);
    put("id", m.wamid);
    put("phone", m.sender.phone);
    put("bsuid", m.sender.bsuid);
    put("username", m.sender.username);
    put("name", m.sender.name);
    put("at", m.sent_at ? text_of(*m.sent_at) : "");
    put("text", m.text);
    put("payload", m.payload);
    put("reply_to", m.reply_to_wamid);
    put("forwarded", m.forwarded ? "yes" : "");
    put("target", m.target_wamid);
    put("latitude", m.latitude_e6 ? std::to_string(*m.latitude_e6) : "");
    put("longitude", m.longitude_e6 ? std::to_string(*m.longitude_e6) : "");
    put("place", m.location_name);
    put("address", m.location_address);
    put("media", m.media_id);
    put("mime", m.mime_type);
    put("file", m.file_name);
    put("sha256", m.media_sha256);
    put("voice", m.is_voice ? "yes" : "");
    for (auto const& item : m.items) {
        put("item", std::to_string(item.quantity) + "x" + item.retailer_id);
    }
    put("origin", m.contact_origin);
    put("system", m.system_type);
    put("previous", m.previous_bsuid);
    put("referral", m.referral_source);
    put("error", m.error_code == 0 ? "" : std::to_string(m.error_code));
    return line;
}

std::string line_of(StatusUpdate const& s) {
    return "status " + std::to_string(static_cast<int>(s.status)) + " " + s.wamid +
           " at=" + (s.at ? text_of(*s.at) : "") + " phone=" + s.recipient_phone +
           " bsuid=" + s.recipient_bsuid + " data=" + s.callback_data +
           " error=" + std::to_string(s.error_code) + " title=" + s.error_title +
           " pricing=" + s.pricing_category + "/" + s.pricing_type;
}

// Name and value of what is not empty.
std::string fields_of(std::initializer_list<std::pair<std::string_view, std::string>> const& fields
) {
    std::string line;
    for (auto const& [name, value] : fields) {
        if (!value.empty()) {
            line.append(" ").append(name).append("=").append(value);
        }
    }
    return line;
}

std::string time_of(std::optional<Instant> const& at) {
    return at ? text_of(*at) : std::string();
}

std::string of(app::TemplateName const& name) {
    return fields_of({{"id", name.meta_id}, {"name", name.name}, {"language", name.language}});
}

std::string of(app::PhoneMessage const& m) {
    return fields_of(
        {{"message", m.wamid},
         {"type", m.type},
         {"text", m.text},
         {"at", time_of(m.sent_at)},
         {"from", m.is_from_customer ? "customer" : "shop"},
         {"status", m.status},
         {"media", m.media_id}}
    );
}

struct DetailLine {
    std::string operator()(app::OtherNews const&) const { return ""; }

    std::string operator()(app::AccountUpdate const& n) const {
        std::string line = " account" + fields_of(
                                            {{"phone", n.phone_number},
                                             {"owner", n.owner_business_id},
                                             {"app", n.partner_app_id},
                                             {"ban", n.ban_state},
                                             {"date", n.ban_date},
                                             {"violation", n.violation_type},
                                             {"reason", n.disconnection_reason},
                                             {"by", n.disconnection_initiator}}
                                        );
        for (auto const& one : n.restrictions) {
            line += fields_of(
                {{"restriction", one.type},
                 {"until", time_of(one.expiration)},
                 {"remediation", one.remediation}}
            );
        }
        return line;
    }

    std::string operator()(app::AccountAlert const& n) const {
        return " alert" + fields_of(
                              {{"entity", n.entity_type},
                               {"id", n.entity_id},
                               {"severity", n.severity},
                               {"status", n.status},
                               {"type", n.type},
                               {"description", n.description}}
                          );
    }

    std::string operator()(app::ReviewUpdate const& n) const { return " review=" + n.decision; }

    std::string operator()(app::CapabilityUpdate const& n) const {
        return " limit=" + n.messaging_limit +
               fields_of({{"numbers", n.phone_numbers ? std::to_string(*n.phone_numbers) : ""}});
    }

    std::string operator()(app::NumberQualityUpdate const& n) const {
        return " quality" +
               fields_of({{"phone", n.display_phone_number}, {"limit", n.messaging_limit}});
    }

    std::string operator()(app::NumberNameUpdate const& n) const {
        return " name" + fields_of(
                             {{"phone", n.display_phone_number},
                              {"requested", n.requested_name},
                              {"reason", n.rejection_reason}}
                         );
    }

    std::string operator()(app::SecurityUpdate const& n) const {
        return " security" + fields_of({{"phone", n.display_phone_number}});
    }

    std::string operator()(app::TemplateStatusUpdate const& n) const {
        return " template" + of(n.of) + fields_of({{"category", n.category}, {"reason", n.reason}});
    }

    std::string operator()(app::TemplateQualityUpdate const& n) const {
        return " template" + of(n.of) + fields_of({{"quality", n.quality}});
    }

    std::string operator()(app::TemplateCategoryUpdate const& n) const {
        return " template" + of(n.of) +
               fields_of({{"category", n.category}, {"announced", n.announced_category}});
    }

    std::string operator()(app::TemplateComponentsUpdate const& n) const {
        return " template" + of(n.of);
    }

    std::string operator()(app::UserPreference const& n) const {
        return " preference" + fields_of(
                                   {{"phone", n.phone},
                                    {"bsuid", n.bsuid},
                                    {"name", n.name},
                                    {"username", n.username},
                                    {"category", n.category},
                                    {"value", n.value},
                                    {"detail", n.detail},
                                    {"at", time_of(n.at)}}
                               );
    }

    std::string operator()(app::PhoneContact const& n) const {
        return " contact" + fields_of({{"phone", n.phone}, {"name", n.name}, {"action", n.action}});
    }

    std::string operator()(app::MessageEcho const& n) const {
        return " echo" + fields_of({{"phone", n.customer_phone}, {"bsuid", n.customer_bsuid}}) +
               of(n.message);
    }

    std::string operator()(app::HistoryThread const& n) const {
        std::string line =
            " thread" + fields_of({{"phone", n.customer_phone}, {"bsuid", n.customer_bsuid}});
        for (auto const& message : n.messages) {
            line += of(message);
        }
        return line;
    }

    std::string operator()(app::NewsErrors const& n) const {
        return " error=" + std::to_string(n.code) +
               fields_of({{"title", n.title}, {"details", n.details}});
    }
};

std::string line_of(AccountNews const& news) {
    return "news " + news.field + " event=" + news.event + std::visit(DetailLine{}, news.detail);
}

std::string lines_of(std::string const& body) {
    auto const webhook = Decoder().decode(body);
    std::string lines = webhook.unusable.empty() ? "" : "unusable " + webhook.unusable + "\n";
    for (auto const& change : webhook.changes) {
        lines += std::to_string(change.change_no) + " waba=" + change.waba_id +
                 " number=" + change.phone_number_id + " " + change.unusable +
                 std::visit([](auto const& content) { return line_of(content); }, change.content) +
                 "\n";
    }
    return lines;
}

// Each payload.json has its expected lines in payload.golden.txt. With CROOZER_UPDATE_GOLDEN set
// they are written anew; read the difference before you keep it.
TEST(WebhookFiles, OurOwnDecodeAsRecorded) {
    bool const update = std::getenv("CROOZER_UPDATE_GOLDEN") != nullptr;
    std::size_t files = 0;
    for (auto const& entry : fs::directory_iterator(fs::path(CROOZER_TEST_DATA) / "webhooks")) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        ++files;
        auto golden = entry.path();
        golden.replace_extension(".golden.txt");
        auto const lines = lines_of(content_of(entry.path()));
        if (update) {
            std::ofstream(golden, std::ios::binary) << lines;
        }
        EXPECT_EQ(lines, content_of(golden)) << entry.path().filename();
    }
    EXPECT_GE(files, 70U);
}

}  // namespace
}  // namespace croozer::meta
