// Brings the account's templates in from Meta: when a number is connected, when a webhook says that
// something changed, and every day.
#pragma once

#include "app/runner.hpp"
#include "app/template_catalogue.hpp"
#include "loops/jobs.hpp"

namespace croozer::loops {

class TemplateSync {
public:
    // Both must outlive this.
    TemplateSync(app::Runner& runner, app::TemplateCatalogue& catalogue)
        : runner_(runner), catalogue_(catalogue) {}

    // The worker of the jobs of kind "template_sync"; their subject is the account.
    void work(JobCall const& call, Jobs::Done done);

private:
    void save(
        JobCall const& call,
        std::string waba_id,
        Instant since,
        std::vector<conversation::SeenTemplate> list,
        Jobs::Done done
    );
    [[nodiscard]] JobOutcome tomorrow(std::string error = {}) const;
    [[nodiscard]] JobOutcome soon(std::int64_t attempts, std::string error) const;

    app::Runner& runner_;
    app::TemplateCatalogue& catalogue_;
};

}  // namespace croozer::loops
