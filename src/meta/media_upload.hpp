// POST /{phone number id}/media, as multipart/form-data.
#pragma once

#include "app/media_uploader.hpp"
#include "base/random.hpp"
#include "meta/graph_call.hpp"

#include <string>
#include <string_view>

namespace croozer::meta {

// The body of the upload. `boundary` must not be in the file: callers take a random one.
[[nodiscard]] std::string multipart_body(app::OutgoingFile const& file, std::string_view boundary);

// Thread-safe. Both must outlive it and every call under way.
class MediaUpload final : public app::MediaUploader {
public:
    MediaUpload(GraphCaller& graph, RandomSource& random) : graph_(graph), random_(random) {}

    void upload(
        Secret token,
        std::string phone_number_id,
        app::OutgoingFile file,
        app::PlatformDone<std::string> done
    ) override;

private:
    GraphCaller& graph_;
    RandomSource& random_;
};

}  // namespace croozer::meta
