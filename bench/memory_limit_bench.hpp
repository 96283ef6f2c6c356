#pragma once

namespace kozqaras::bench {

/// Registers the gather floor of every adult of the country: a member alone and four together.
void add_floors_of_the_country();

} // namespace kozqaras::bench
