/// The replication link: the primary's log on its way to a standby, and the acknowledgements on
/// their way back.
///
/// Knows bytes, sequences, sessions and epochs. Decides nothing about configurations, and never
/// looks into a frame beyond its length: whose epoch counts, who is in sync and what is committed
/// is told from outside, through [PrimaryNode], [StandbyCopy] and two listeners.
///
/// Primary: [StandbySessions] takes connections, a [StandbySession] is one standby, its [Feed]
/// pumps the log. Standby: [PrimaryLink] keeps one connection to the primary, [PrimaryConnection]
/// is the one it has. Wire: [LinkMessage], [LinkCodec].
///
/// Threads: a connection and all that belongs to it live on one event loop, which never blocks;
/// what may touch a disk runs on an executor that the caller gives.
@NullMarked
package io.trivet.server.replication;

import org.jspecify.annotations.NullMarked;
