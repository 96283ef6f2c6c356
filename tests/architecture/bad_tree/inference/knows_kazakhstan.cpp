// A fixture of the architecture test: the general library must not know the model of Kazakhstan.

#include "calibration/targets.hpp"
#include "model/engine/run.hpp"
