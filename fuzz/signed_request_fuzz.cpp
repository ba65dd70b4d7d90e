// Any text as Facebook's signed_request, and any payload under the right signature: what is read
// names a person and a time within its limits.
#include "base/limits.hpp"
#include "base/random.hpp"
#include "crypto/hmac.hpp"
#include "meta/signed_request.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace croozer;

Instant const now = Instant::from_seconds(1'790'000'000);

void judge(std::string_view text) {
    static std::array const secrets{Secret("secret")};
    auto const read = meta::read_signed_request(text, secrets, now);
    if (!read) {
        if (read.error().slug != "signed_request") {
            std::abort();
        }
        return;
    }
    if (read->user_id.empty() || read->user_id.size() > limits::meta_id_bytes ||
        now - read->issued_at > Duration(meta::signed_request_age) ||
        read->issued_at - now > Duration(meta::signed_request_ahead)) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer gives bytes.
    judge({reinterpret_cast<char const*>(data), size});
    auto const text = base64url({data, size});
    judge(base64url(crypto::hmac_sha256("secret", text)) + "." + text);
    return 0;
}
