/// A replication group of three processes as its clients see it: what each member answers, and what
/// is left after a member was killed, frozen, wiped, or asked to hand over.
///
/// The faults are chosen here one by one; chance chooses them in `it.nemesis`, on whose ground and
/// members the group stands. Main types: [LiveGroup], the three processes; [WriteLoad], clients
/// that write and know what was acknowledged. Threads: the test's, and one for each writing client.
@NullMarked
package io.trivet.it.group;

import org.jspecify.annotations.NullMarked;
