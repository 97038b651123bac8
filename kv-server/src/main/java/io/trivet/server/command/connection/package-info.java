/// The commands about a client's connection: who it is, how it wants to be answered, who else is
/// there.
///
/// They know the session only by `SessionAccess`. Main type: [ConnectionCommands], their list.
/// Threads: the event loop of the client that calls.
@NullMarked
package io.trivet.server.command.connection;

import org.jspecify.annotations.NullMarked;
