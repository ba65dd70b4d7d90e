#include "meta/parted_read.hpp"

#include <memory>
#include <utility>

namespace croozer::meta {
namespace {

constexpr std::int64_t parameter_refused = 100;
constexpr std::int64_t permission_refused = 10;

std::string comma_separated(std::span<std::string_view const> fields) {
    std::string list;
    for (auto const field : fields) {
        list.append(list.empty() ? "" : ",").append(field);
    }
    return list;
}

// One read of a node by parts; its callbacks hold it.
class PartedRead : public std::enable_shared_from_this<PartedRead> {
public:
    PartedRead(
        GraphCaller& graph,
        Secret token,
        std::string node,
        std::vector<std::string_view> fields,
        std::size_t needed,
        NodeDone done
    )
        : graph_(graph),
          token_(std::move(token)),
          node_(std::move(node)),
          fields_(std::move(fields)),
          needed_(needed),
          done_(std::move(done)) {}

    void start() {
        ask(fields_, [](PartedRead& self, app::PlatformResult<JsonObject> answer) {
            if (answer) {
                self.done_(NodeRead{.node = *std::move(answer), .refused = {}});
            } else if (!may_be_a_field(answer.error())) {
                self.done_(std::unexpected(std::move(answer).error()));
            } else {
                self.read_needed();
            }
        });
    }

private:
    using Step = void (*)(PartedRead&, app::PlatformResult<JsonObject>);

    void ask(std::span<std::string_view const> fields, Step step) {
        graph_.call(
            read_call(token_, {node_}, fields),
            [self = shared_from_this(), step](app::PlatformResult<JsonObject> answer) {
                step(*self, std::move(answer));
            }
        );
    }

    void read_needed() {
        next_ = needed_;
        ask(std::span(fields_).first(needed_),
            [](PartedRead& self, app::PlatformResult<JsonObject> answer) {
                if (!answer) {
                    self.done_(std::unexpected(std::move(answer).error()));
                    return;
                }
                self.read_next(*std::move(answer));
            });
    }

    void read_next(JsonObject answer) {
        for (auto& [key, value] : answer) {
            read_.node[key] = std::move(value);
        }
        if (next_ >= fields_.size()) {
            done_(std::move(read_));
            return;
        }
        ask(std::span(fields_).subspan(next_++, 1),
            [](PartedRead& self, app::PlatformResult<JsonObject> answer) {
                if (answer) {
                    self.read_next(*std::move(answer));
                } else if (may_be_a_field(answer.error())) {
                    self.read_.refused.emplace_back(self.fields_[self.next_ - 1]);
                    self.read_next({});
                } else {
                    self.done_(std::unexpected(std::move(answer).error()));
                }
            });
    }

    GraphCaller& graph_;
    Secret token_;
    std::string node_;
    std::vector<std::string_view> fields_;
    std::size_t needed_;
    NodeDone done_;
    std::size_t next_{0};
    NodeRead read_;
};

}  // namespace

bool may_be_a_field(app::PlatformError const& error) {
    return error.code == parameter_refused || error.code == permission_refused;
}

GraphCall read_call(
    Secret token, std::vector<std::string> path, std::span<std::string_view const> fields
) {
    GraphCall call;
    call.path = std::move(path);
    if (!fields.empty()) {
        call.query.emplace_back("fields", comma_separated(fields));
    }
    call.token = std::move(token);
    return call;
}

void read_node_fields(
    GraphCaller& graph,
    Secret token,
    std::string node,
    std::vector<std::string_view> fields,
    std::size_t needed,
    NodeDone done
) {
    std::make_shared<PartedRead>(
        graph, std::move(token), std::move(node), std::move(fields), needed, std::move(done)
    )
        ->start();
}

}  // namespace croozer::meta
