#include "api/json/node.hpp"

#include "base/limits.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

namespace croozer::api::input {
namespace {

using ErrorBit = boost::system::error_code;
using Text = boost::json::string_view;

// Builds the tree from the parser's events.
class Builder {
public:
    constexpr static std::size_t max_object_size = limits::json_nodes;
    constexpr static std::size_t max_array_size = limits::json_nodes;
    constexpr static std::size_t max_key_size = limits::api_body_bytes;
    // A file in base64 is one string; how long a body may be is its route's to say.
    constexpr static std::size_t max_string_size = limits::webhook_body_bytes;

    bool on_document_begin(ErrorBit&) { return true; }

    bool on_document_end(ErrorBit&) { return true; }

    bool on_object_begin(ErrorBit& error) { return open(Node{Members{}}, error); }

    // Duplicates are looked for once an object is whole: sorted names cost no more than they weigh.
    bool on_object_end(std::size_t, ErrorBit& error) {
        auto const& members = std::get<Members>(open_.back().value);
        std::vector<std::string_view> names;
        names.reserve(members.size());
        for (auto const& member : members) {
            names.emplace_back(member.name);
        }
        std::ranges::sort(names);
        if (auto const twice = std::ranges::adjacent_find(names); twice != names.end()) {
            keys_.emplace_back(*twice);
            duplicate_ = pointer();
            error = boost::json::error::syntax;
            return false;
        }
        return close();
    }

    bool on_array_begin(ErrorBit& error) { return open(Node{std::vector<Node>{}}, error); }

    bool on_array_end(std::size_t, ErrorBit&) { return close(); }

    bool on_key_part(Text part, std::size_t, ErrorBit&) { return collect(part); }

    bool on_key(Text part, std::size_t, ErrorBit&) {
        collect(part);
        keys_.push_back(std::move(text_));
        text_.clear();
        return true;
    }

    bool on_string_part(Text part, std::size_t, ErrorBit&) { return collect(part); }

    bool on_string(Text part, std::size_t, ErrorBit& error) {
        collect(part);
        Node node{std::move(text_)};
        text_.clear();
        return add(std::move(node), error);
    }

    bool on_number_part(Text part, ErrorBit&) { return collect(part); }

    bool on_int64(std::int64_t number, Text part, ErrorBit& error) {
        collect(part);
        bool const odd = text_ == "-0";
        text_.clear();
        return add(odd ? Node{OddNumber{}} : Node{number}, error);
    }

    bool on_uint64(std::uint64_t, Text, ErrorBit& error) {
        text_.clear();
        return add(Node{OddNumber{.too_large = true}}, error);
    }

    bool on_double(double, Text part, ErrorBit& error) {
        collect(part);
        bool const integer = text_.find_first_of(".eE") == std::string::npos;
        text_.clear();
        return add(Node{OddNumber{.too_large = integer}}, error);
    }

    bool on_bool(bool value, ErrorBit& error) { return add(Node{value}, error); }

    bool on_null(ErrorBit& error) { return add(Node{}, error); }

    bool on_comment_part(Text, ErrorBit&) { return true; }

    bool on_comment(Text, ErrorBit&) { return true; }

    [[nodiscard]] Node take() { return std::move(root_); }

    [[nodiscard]] std::string const& duplicate() const { return duplicate_; }

    [[nodiscard]] bool too_complex() const { return too_complex_; }

private:
    bool collect(Text part) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool count(ErrorBit& error) {
        if (++nodes_ <= limits::json_nodes) {
            return true;
        }
        too_complex_ = true;
        error = boost::json::error::array_too_large;
        return false;
    }

    bool open(Node node, ErrorBit& error) {
        if (!count(error)) {
            return false;
        }
        open_.push_back(std::move(node));
        return true;
    }

    bool close() {
        Node node = std::move(open_.back());
        open_.pop_back();
        place(std::move(node));
        return true;
    }

    bool add(Node node, ErrorBit& error) {
        if (!count(error)) {
            return false;
        }
        place(std::move(node));
        return true;
    }

    void place(Node node) {
        if (open_.empty()) {
            root_ = std::move(node);
        } else if (auto* array = std::get_if<std::vector<Node>>(&open_.back().value)) {
            array->push_back(std::move(node));
        } else if (auto* members = std::get_if<Members>(&open_.back().value)) {
            members->push_back({.name = std::move(keys_.back()), .node = std::move(node)});
            keys_.pop_back();
        }
    }

    [[nodiscard]] std::string pointer() const {
        std::string path;
        std::size_t key = 0;
        for (auto const& node : open_) {
            if (auto const* array = std::get_if<std::vector<Node>>(&node.value)) {
                path += "/" + std::to_string(array->size());
            } else if (key < keys_.size()) {
                path += "/" + keys_[key++];
            }
        }
        return path;
    }

    std::vector<Node> open_;
    std::vector<std::string> keys_;  // of the members being read
    std::string text_;
    Node root_;
    std::size_t nodes_{0};
    std::string duplicate_;
    bool too_complex_{false};
};

}  // namespace

Node const* Node::member(std::string_view name) const {
    auto const* members = std::get_if<Members>(&value);
    if (members == nullptr) {
        return nullptr;
    }
    auto const found = std::ranges::find(*members, name, &Member::name);
    return found == members->end() ? nullptr : &found->node;
}

Result<Node> parse_body(std::string_view body) {
    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::json::basic_parser<Builder> parser(options);
    ErrorBit error;
    auto const read = parser.write_some(false, body.data(), body.size(), error);
    auto& builder = parser.handler();
    if (!builder.duplicate().empty()) {
        Error duplicate = make_error(ErrorCode::BadRequest, "duplicate_key");
        duplicate.pointer = builder.duplicate();
        return std::unexpected(std::move(duplicate));
    }
    if (builder.too_complex() || error == boost::json::error::too_deep) {
        return failure(ErrorCode::BadRequest, "json_too_complex");
    }
    if (error || !parser.done() || read != body.size()) {
        return failure(ErrorCode::BadRequest, "json", "offset " + std::to_string(read));
    }
    Node root = builder.take();
    if (!std::holds_alternative<Members>(root.value)) {
        return failure(ErrorCode::BadRequest, "not_object");
    }
    return root;
}

}  // namespace croozer::api::input
