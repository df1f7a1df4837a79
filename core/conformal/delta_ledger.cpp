#include "core/conformal/delta_ledger.h"

#include <cassert>
#include <numbers>

namespace core::conformal {

double deltaOfAttempt(double delta, int attempt)
{
    assert(attempt >= 1);
    return 6.0 * delta / (std::numbers::pi * std::numbers::pi * attempt * attempt);
}

} // namespace core::conformal
