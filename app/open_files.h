#pragma once

namespace app {

/// Raises the process's limit of open files as far as the system allows, to 65,536 at most: every client and every call of
/// a model server is one. Where that cannot be done the limit stays.
void allowManyOpenFiles();

} // namespace app
