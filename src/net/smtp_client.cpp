#include "net/smtp_client.hpp"

#include "base/thread_name.hpp"
#include "net/transfer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace croozer::net {
namespace {

using Fate = MailResult::Fate;

// RFC 5321 §4.2.3: 550–559 speak of this mailbox or this mail; other 5xx (530, 535…) of us, as
// does 554 ("transaction failed": a block list, a relay that will not relay).
constexpr long first_refusal = 550;
constexpr long last_refusal = 559;
constexpr long transaction_failed = 554;
// RFC 3463 §3.8: security or policy, which somebody mends without the mail being another.
constexpr std::string_view policy_class = " 5.7.";
constexpr std::size_t code_digits = 3;

struct Waiting {
    OutgoingMail mail;
    SmtpClient::Done done;
};

// libcurl hands every line of the relay over as if it were a header; the last one counts.
std::size_t read_answer(char const* text, std::size_t size, std::size_t count, void* into) {
    static_cast<std::string*>(into)->assign(text, size * count);
    return size * count;
}

struct Upload {
    std::string text;
    std::size_t given{0};
};

std::size_t read_upload(char* into, std::size_t size, std::size_t count, void* data) {
    auto& upload = *static_cast<Upload*>(data);
    auto const bytes = std::min(size * count, upload.text.size() - upload.given);
    std::memcpy(into, upload.text.data() + upload.given, bytes);
    upload.given += bytes;
    return bytes;
}

int stops(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<std::atomic<bool> const*>(data)->load() ? 1 : 0;
}

std::string_view host_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    if (url.starts_with('[')) {
        return url.substr(1, std::min(url.find(']'), url.size()) - 1);
    }
    return url.substr(0, url.find_first_of(":/"));
}

}  // namespace

Fate fate_of_answer(long code, std::string_view line) {
    bool const of_this_mail =
        code >= first_refusal && code <= last_refusal && code != transaction_failed;
    bool const of_policy =
        line.size() > code_digits && line.substr(code_digits).starts_with(policy_class);
    return of_this_mail && !of_policy ? Fate::Refused : Fate::Later;
}

std::string objection_to_smtp(std::string_view url) {
    if (!url.starts_with("smtp://") && !url.starts_with("smtps://")) {
        return "it must begin with smtp:// or smtps://";
    }
    auto const rest = url.substr(url.find("://") + 3);
    if (host_of(url).empty() || rest.find_first_of("/@?# \r\n\t") != std::string_view::npos) {
        return "it must be a host and a port, without user, path or blanks";
    }
    return {};
}

struct SmtpClient::Impl {
    Impl(SmtpOptions options_given, Clock const& clock_given)
        : options(std::move(options_given)), clock(clock_given) {}

    SmtpOptions options;
    Clock const& clock;
    std::mutex mutex;
    std::condition_variable ready;
    std::deque<Waiting> queue;
    std::atomic<bool> stopping{false};
    std::thread thread;

    void run();
    [[nodiscard]] MailResult deliver(CURL* handle, OutgoingMail const& mail);
    void prepare(CURL* handle, Upload& upload, curl_slist const* to, char* error);
};

void SmtpClient::Impl::prepare(CURL* handle, Upload& upload, curl_slist const* to, char* error) {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, options.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // Mails are rare: the relay would have closed a kept connection.
    curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(
        handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count())
    );
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, stops);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stopping);
    bool const is_near = is_loopback_host(host_of(options.url));
    if (is_near) {
        // A proxy from the environment is for the world outside.
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
    }
    bool const must_be_private = !options.username.empty() && !is_near;
    curl_easy_setopt(
        handle,
        CURLOPT_USE_SSL,
        static_cast<long>(must_be_private ? CURLUSESSL_ALL : CURLUSESSL_TRY)
    );
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.authorities_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options.authorities_file.c_str());
    }
    if (!options.username.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, options.username.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, std::string(options.password.reveal()).c_str());
    }
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, options.from.address.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_upload);
    curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
}

MailResult SmtpClient::Impl::deliver(CURL* handle, OutgoingMail const& mail) {
    if (!is_mail_address(mail.to)) {
        return {.fate = Fate::Refused, .detail = "no plain mail address"};
    }
    Upload upload{
        .text = render_mail(
            {.from = options.from,
             .to = mail.to,
             .subject = mail.subject,
             .text = mail.text,
             .id = mail.id,
             .at = clock.now()}
        )
    };
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const to(
        curl_slist_append(nullptr, mail.to.c_str()), &curl_slist_free_all
    );
    std::array<char, CURL_ERROR_SIZE> error{};
    prepare(handle, upload, to.get(), error.data());
    std::string line;
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, read_answer);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &line);
    auto const code = curl_easy_perform(handle);
    if (code == CURLE_OK) {
        return {.fate = Fate::Sent, .detail = {}};
    }
    long answer = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
    std::string const words = error[0] != '\0' ? error.data() : curl_easy_strerror(code);
    return {
        .fate = fate_of_answer(answer, line), .detail = words + " (" + std::to_string(answer) + ")"
    };
}

void SmtpClient::Impl::run() {
    name_this_thread("mail");
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const handle(
        curl_easy_init(), &curl_easy_cleanup
    );
    std::unique_lock lock(mutex);
    for (;;) {
        ready.wait(lock, [this] { return stopping || !queue.empty(); });
        if (queue.empty()) {
            return;
        }
        auto waiting = std::move(queue.front());
        queue.pop_front();
        lock.unlock();
        waiting.done(
            stopping || handle == nullptr ? MailResult{.fate = Fate::Later, .detail = "stopped"}
                                          : deliver(handle.get(), waiting.mail)
        );
        lock.lock();
    }
}

SmtpClient::SmtpClient(SmtpOptions options, Clock const& clock)
    : impl_(std::make_unique<Impl>(std::move(options), clock)) {
    // Not thread-safe by itself; it counts, so that others may have done it before.
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

SmtpClient::~SmtpClient() {
    stop();
}

void SmtpClient::send(OutgoingMail mail, Done done) {
    {
        std::lock_guard const guard(impl_->mutex);
        if (!impl_->stopping && impl_->queue.size() < impl_->options.queue) {
            impl_->queue.push_back({.mail = std::move(mail), .done = std::move(done)});
            impl_->ready.notify_one();
            return;
        }
    }
    done({.fate = Fate::Later, .detail = "the queue is full"});
}

void SmtpClient::stop() {
    {
        std::lock_guard const guard(impl_->mutex);
        impl_->stopping = true;
        impl_->ready.notify_one();
    }
    if (impl_->thread.joinable()) {
        impl_->thread.join();
    }
}

}  // namespace croozer::net
