#pragma once

#include "app/cluster_wire_fields.h"
#include "app/console_wire_enums.h"
#include "app/coverage_wire_fields.h"
#include "app/editing_wire_fields.h"
#include "app/gateway_wire_fields.h"
#include "app/loop_wire_fields.h"
#include "app/operation_wire_fields.h"
#include "app/policy_wire_fields.h"
#include "app/router_wire_fields.h"
#include "app/snapshot_wire_fields.h"

/// The fields of everything that a ConsoleService takes and gives. A command added to the variant needs a
/// CommandName, which is its name on the wire, and a visitFields in one of these files. The structured bindings name
/// every member of a struct, so that one that is added and forgotten there is a compile error.
