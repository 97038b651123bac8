/// What clients did to a store and what it answered, and the checkers that find in it what no
/// correct store can do.
///
/// A history is plain text on disk, one event a line, so that a failure can be read and kept. Knows
/// neither processes nor sockets. Main types: [History], [HistoryRecorder], [HistoryCheck].
/// Threads: only the recorder is shared.
@NullMarked
package io.trivet.it.history;

import org.jspecify.annotations.NullMarked;
