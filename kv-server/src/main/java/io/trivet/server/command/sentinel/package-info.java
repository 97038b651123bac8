/// The commands of Redis Sentinel, by which clients find the primary and follow it.
///
/// A member answers them about its own group, whose name is the group id, on the port on which it
/// serves clients; the members are the Sentinels of the group. Main types: [SentinelCommands], the
/// list, and [SentinelFields], what is told of a member. Threads: the event loop of the client that
/// calls.
@NullMarked
package io.trivet.server.command.sentinel;

import org.jspecify.annotations.NullMarked;
