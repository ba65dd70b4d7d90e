// Asio's and Beast's own definitions, compiled once (BOOST_*_SEPARATE_COMPILATION). They are not
// ours to warn about.
#pragma clang diagnostic ignored "-Weverything"
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
