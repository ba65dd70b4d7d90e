#include "api/access/roles.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace croozer::api {
namespace {

using ordering::Role;

// Written out by hand: owner, manager, cashier, kitchen, courier, viewer.
std::map<std::string, std::string> const matrix{
    {"business read", "OMC--V"},        {"business update", "OM----"},
    {"orders read", "OMCKDV"},          {"orders create", "OMC---"},
    {"orders move", "OMCKD-"},          {"orders cancel", "OMC---"},
    {"orders undo", "OMCKD-"},          {"customers read", "OMC--V"},
    {"customers create", "OMC---"},     {"customers update", "OMC---"},
    {"products read", "OMCK-V"},        {"products create", "OM----"},
    {"products update", "OMCK--"},      {"conversations read", "OMC---"},
    {"conversations update", "OMC---"}, {"messages read", "OMC---"},
    {"messages send", "OMC---"},        {"learning read", "OM----"},
    {"learning create", "OM----"},      {"learning update", "OM----"},
    {"learning delete", "OM----"},      {"whatsapp read", "OM----"},
    {"whatsapp create", "O-----"},      {"whatsapp update", "OM----"},
    {"whatsapp delete", "O-----"},      {"events read", "OMCKDV"},
    {"templates read", "OMC---"},       {"templates create", "OM----"},
    {"templates update", "OM----"},     {"templates delete", "OM----"},
    {"alerts read", "OMC---"},          {"alerts update", "OM----"},
};

TEST(Roles, TheTableIsTheMatrixAndNothingElseIsAllowed) {
    std::string const letters = "OMCKDV";
    std::size_t granted = 0;
    for (unsigned r = 0; r <= static_cast<unsigned>(Resource::Templates); ++r) {
        for (unsigned v = 0; v <= static_cast<unsigned>(Verb::Delete); ++v) {
            auto const resource = static_cast<Resource>(r);
            auto const verb = static_cast<Verb>(v);
            auto const name =
                std::string(resource_name(resource)) + " " + std::string(verb_name(verb));
            auto const row = matrix.find(name);
            auto const expected = row == matrix.end() ? "------" : row->second;
            granted += row == matrix.end() ? 0 : 1;
            for (unsigned role = 0; role < letters.size(); ++role) {
                EXPECT_EQ(
                    may(static_cast<Role>(role), resource, verb), expected[role] == letters[role]
                ) << name
                  << " " << letters[role];
            }
        }
    }
    EXPECT_EQ(granted, rights.size());
    EXPECT_EQ(granted, matrix.size());
}

}  // namespace
}  // namespace croozer::api
