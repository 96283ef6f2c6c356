#pragma once
// Breaks the rule: core includes the engine. (Never compiled: source_tree_test.cpp reads it.)

#include "model/engine/run.hpp"
