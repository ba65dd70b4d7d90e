#include "store/postgres/cells.hpp"

#include <charconv>
#include <cstdint>
#include <type_traits>
#include <variant>

namespace croozer::store::postgres {
namespace {

// pg_type.dat; fixed for good.
enum TypeOid : unsigned {
    bool_oid = 16,
    bytea_oid = 17,
    int8_oid = 20,
    int2_oid = 21,
    int4_oid = 23,
    numeric_oid = 1700,
    uuid_oid = 2950,
};

int nibble(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

// bytea_output = hex, which the connection asks for: \x followed by two lower-case digits a byte.
Blob decode_hex(std::string_view text) {
    Blob blob;
    blob.bytes.reserve(text.size() / 2);
    for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
        blob.bytes.push_back(static_cast<char>(nibble(text[at]) * 16 + nibble(text[at + 1])));
    }
    return blob;
}

Value decode_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) {
        return {number};
    }
    return {text};
}

}  // namespace

void Parameters::add(char const* bytes, std::size_t length, bool binary) {
    pointers_.push_back(bytes);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(binary ? 1 : 0);
}

Result<Parameters> Parameters::of(std::span<Value const> values) {
    Parameters parameters;
    // Pointers to its elements are taken: it must not move them.
    parameters.texts_.reserve(values.size());
    for (auto const& value : values) {
        auto const fits = std::visit(
            [&](auto const& data) {
                using T = std::decay_t<decltype(data)>;
                if constexpr (std::is_same_v<T, std::monostate>) {
                    parameters.add(nullptr, 0, false);
                } else if constexpr (std::is_same_v<T, Blob>) {
                    parameters.add(data.bytes.c_str(), data.bytes.size(), true);
                } else if constexpr (std::is_same_v<T, std::string>) {
                    parameters.add(data.c_str(), data.size(), false);
                    return !data.contains('\0');
                } else {
                    auto& text = parameters.texts_.emplace_back();
                    if constexpr (std::is_same_v<T, Uuid>) {
                        text = data.to_string();
                    } else {
                        text = std::to_string(data);
                    }
                    parameters.add(text.c_str(), text.size(), false);
                }
                return true;
            },
            value.data()
        );
        if (!fits) {
            return failure(ErrorCode::ConstraintOther, "nul_in_text");
        }
    }
    return parameters;
}

Value decode_cell(unsigned type_oid, std::string_view text) {
    switch (type_oid) {
        case int8_oid:
        case int4_oid:
        case int2_oid:
        case numeric_oid:
            return decode_number(text);
        case bool_oid:
            return {std::int64_t{text == "t"}};
        case uuid_oid: {
            auto const id = Uuid::parse(text);
            return id ? Value(*id) : Value();
        }
        case bytea_oid:
            return {decode_hex(text)};
        default:
            return {text};
    }
}

}  // namespace croozer::store::postgres
