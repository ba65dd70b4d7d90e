#include "net/http_client.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "net/transfer.hpp"

#include <curl/curl.h>

#include <csignal>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <unordered_map>

namespace croozer::net {

namespace {

// Requests whose time runs out in our own queue are found this often.
constexpr int poll_milliseconds = 500;
constexpr std::string_view stopped_text = "the client has stopped";

void initialise_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
            log::error("libcurl cannot start");
            std::abort();
        }
    });
}

}  // namespace

struct HttpClient::Impl {
    using Waiting = std::unique_ptr<Transfer>;

    HttpClientOptions options;
    CURLM* multi{nullptr};

    std::mutex mutex;
    std::deque<Waiting> queue;
    // The loop is, or will soon be, in curl_multi_poll and would not see the queue.
    bool sleeping{false};
    bool stopping{false};

    // The loop's own.
    std::unordered_map<CURL*, Waiting> active;
    std::vector<CURL*> spare;
    SteadyTime last_sweep;
    std::thread thread;

    explicit Impl(HttpClientOptions given);
    Impl(Impl const&) = delete;
    Impl& operator=(Impl const&) = delete;
    ~Impl();

    void send(Waiting transfer);
    void run();
    [[nodiscard]] bool start_waiting();
    void start(Waiting transfer);
    void collect();
    void drop_expired();
    void fail_all();
};

HttpClient::Impl::Impl(HttpClientOptions given) : options(std::move(given)) {
    initialise_once();
    multi = curl_multi_init();
    if (multi == nullptr) {
        log::error("libcurl cannot start");
        std::abort();
    }
    auto const per_host = static_cast<long>(options.connections_per_host);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, per_host);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(options.in_flight));
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
}

HttpClient::Impl::~Impl() {
    for (auto* const handle : spare) {
        curl_easy_cleanup(handle);
    }
    curl_multi_cleanup(multi);
}

void HttpClient::Impl::send(Waiting transfer) {
    std::string_view refusal;
    {
        std::scoped_lock const lock(mutex);
        if (stopping) {
            refusal = stopped_text;
        } else if (queue.size() >= options.queue) {
            refusal = "the queue of outgoing requests is full";
        } else {
            queue.push_back(std::move(transfer));
            if (std::exchange(sleeping, false)) {
                curl_multi_wakeup(multi);
            }
        }
    }
    if (!refusal.empty()) {
        transfer->refuse(std::string(refusal));
    }
}

// False when it is time to end.
bool HttpClient::Impl::start_waiting() {
    while (true) {
        Waiting next;
        {
            std::scoped_lock const lock(mutex);
            sleeping = false;
            if (stopping) {
                return false;
            }
            if (queue.empty() || active.size() >= options.in_flight) {
                // With the pool full the loop wakes by itself when an exchange ends.
                sleeping = queue.empty();
                return true;
            }
            next = std::move(queue.front());
            queue.pop_front();
        }
        start(std::move(next));
    }
}

void HttpClient::Impl::start(Waiting transfer) {
    auto const now = std::chrono::steady_clock::now();
    if (now >= transfer->deadline) {
        transfer->refuse("no time was left in our queue");
        return;
    }
    CURL* handle{nullptr};
    if (spare.empty()) {
        handle = curl_easy_init();
    } else {
        handle = spare.back();
        spare.pop_back();
    }
    bool const ready = handle != nullptr && transfer->prepare(handle, options, now);
    if (!ready || curl_multi_add_handle(multi, handle) != CURLM_OK) {
        curl_easy_cleanup(handle);
        transfer->refuse("libcurl has no memory");
        return;
    }
    active.emplace(handle, std::move(transfer));
}

void HttpClient::Impl::collect() {
    int left{0};
    while (auto* const message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        auto* const handle = message->easy_handle;
        auto const code = message->data.result;
        auto const found = active.find(handle);
        auto const transfer = std::move(found->second);
        active.erase(found);
        transfer->finish(code);
        curl_multi_remove_handle(multi, handle);
        // The list of fields dies with the transfer, so the handle must forget it first.
        curl_easy_reset(handle);
        spare.push_back(handle);
    }
}

void HttpClient::Impl::drop_expired() {
    auto const now = std::chrono::steady_clock::now();
    if (now - last_sweep < std::chrono::milliseconds(poll_milliseconds)) {
        return;
    }
    last_sweep = now;
    std::vector<Waiting> expired;
    {
        std::scoped_lock const lock(mutex);
        std::erase_if(queue, [&](Waiting& transfer) {
            bool const late = now >= transfer->deadline;
            if (late) {
                expired.push_back(std::move(transfer));
            }
            return late;
        });
    }
    for (auto const& transfer : expired) {
        transfer->refuse("no time was left in our queue");
    }
}

void HttpClient::Impl::fail_all() {
    std::deque<Waiting> waiting;
    {
        std::scoped_lock const lock(mutex);
        waiting.swap(queue);
    }
    for (auto const& transfer : waiting) {
        transfer->refuse(std::string(stopped_text));
    }
    for (auto const& [handle, transfer] : active) {
        bool const sent = transfer->may_have_been_sent();
        curl_multi_remove_handle(multi, handle);
        transfer->done(std::unexpected(TransportFailure{sent, std::string(stopped_text)}));
        curl_easy_reset(handle);
        spare.push_back(handle);
    }
    active.clear();
}

void HttpClient::Impl::run() {
    // Signals are the main thread's, and OpenSSL may raise SIGPIPE here.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    while (start_waiting()) {
        int running{0};
        auto code = curl_multi_perform(multi, &running);
        collect();
        drop_expired();
        bool more{false};
        {
            std::scoped_lock const lock(mutex);
            more = !queue.empty() && active.size() < options.in_flight;
        }
        if (code == CURLM_OK && !more) {
            code = curl_multi_poll(multi, nullptr, 0, poll_milliseconds, nullptr);
        }
        if (code != CURLM_OK) {
            log::error("libcurl failed", {{"what", std::string_view(curl_multi_strerror(code))}});
            std::this_thread::sleep_for(std::chrono::milliseconds(poll_milliseconds));
        }
    }
    fail_all();
}

HttpClient::HttpClient(HttpClientOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {
    impl_->thread = std::thread([impl = impl_.get()] {
        name_this_thread("outgoing");
        impl->run();
    });
}

HttpClient::~HttpClient() {
    stop();
}

void HttpClient::send(OutgoingRequest request, Done done) {
    auto objection = objection_to(request, impl_->options);
    auto transfer = std::make_unique<Transfer>(std::move(request), std::move(done));
    if (!objection.empty()) {
        transfer->refuse(std::move(objection));
        return;
    }
    impl_->send(std::move(transfer));
}

void HttpClient::stop() {
    {
        std::scoped_lock const lock(impl_->mutex);
        impl_->stopping = true;
        curl_multi_wakeup(impl_->multi);
    }
    if (impl_->thread.joinable()) {
        impl_->thread.join();
    }
}

}  // namespace croozer::net
