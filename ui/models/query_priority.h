#pragma once

namespace ui::models {

/// Lets the window go first: the calling thread, one of the query pool's, gets less of a processor than the threads that
/// draw and serve, for as long as it lives. Without effect where threads have no priority of their own.
void yieldToWindow();

} // namespace ui::models
