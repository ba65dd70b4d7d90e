// Fetches the files that customers sent and stores them (the job app::media_job).
#pragma once

#include "app/media_library.hpp"
#include "app/operator_alerts.hpp"
#include "app/runner.hpp"
#include "loops/jobs.hpp"
#include "store/media_files.hpp"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace croozer::loops {

// Files are written by threads of its own, which wait for disk and network: few, because each holds
// a whole file in memory. Businesses take turns, and of one only one file is in hand: none waits
// for another's many, and what is counted of a business's files does not change until it is acted
// on.
class Media {
public:
    // All must outlive this.
    Media(
        app::Runner& runner,
        app::MediaLibrary& library,
        store::MediaFiles const& files,
        app::OperatorAlerts& operators
    )
        : runner_(runner), library_(library), files_(files), operators_(operators) {}

    Media(Media const&) = delete;
    Media& operator=(Media const&) = delete;

    ~Media() { stop(); }

    void start();
    // What is under way is given up and done again later. The library must be answering still, or
    // have failed all that it was asked for.
    void stop();

    // A worker of loops::Jobs.
    void take(JobCall const& call, Jobs::Done done);

    // Longer than a file waits for its turn here and takes.
    static constexpr auto lease = std::chrono::minutes(30);

private:
    struct Item {
        JobCall call;
        Jobs::Done done;
    };

    // While one has something that waits or is in hand.
    struct Shop {
        std::deque<Item> waiting;
        bool is_queued{false};  // or in hand
    };

    void run();
    JobOutcome work(JobCall const& call);
    JobOutcome fetch(JobCall const& call, app::WantedMedia wanted);
    JobOutcome keep(JobCall const& call, app::FetchedMedia const& fetched);
    JobOutcome remove(JobCall const& call, std::string const& sha256);
    JobOutcome put_off(JobCall const& call, std::string const& reason);
    JobOutcome give_up(JobCall const& call, std::string const& reason);
    JobOutcome later(Duration wait, std::string reason);
    JobOutcome later(Error const& trouble);
    JobOutcome outcome_of(Result<void> const& done);

    app::Runner& runner_;
    app::MediaLibrary& library_;
    store::MediaFiles const& files_;
    app::OperatorAlerts& operators_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::unordered_map<BusinessId, Shop> shops_;
    std::deque<BusinessId> turns_;
    std::size_t waiting_{0};
    bool stopping_{false};
    std::atomic<bool> disk_is_full_{false};
    std::vector<std::thread> threads_;
};

}  // namespace croozer::loops
