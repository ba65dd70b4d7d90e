// The server, wired by hand: everything is made here and handed to what needs it.
#pragma once

#include "base/result.hpp"
#include "main/configuration.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace croozer::main {

class Croozer {
public:
    // Opens the database, migrates, seeds the demo if asked to, starts the loops and listens.
    [[nodiscard]] static Result<std::unique_ptr<Croozer>> start(Configuration configuration);
    Croozer(Croozer const&) = delete;
    Croozer& operator=(Croozer const&) = delete;
    ~Croozer();

    [[nodiscard]] std::uint16_t port() const;
    // Stops accepting, finishes what is under way, closes the database.
    void stop();

private:
    struct Parts;
    explicit Croozer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace croozer::main
