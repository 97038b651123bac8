/// Time as a port, so that every reading of it can be set by a test.
///
/// Main types: [io.trivet.server.time.Clock] and its real form, `SystemClock`. The package knows
/// nothing of what the time is used for. Threads: clocks may be read by any thread.
@NullMarked
package io.trivet.server.time;

import org.jspecify.annotations.NullMarked;
