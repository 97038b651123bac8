/// The commands about the server itself.
///
/// They know the server only by `ServerAccess`. Main type: [ServerCommands], their list. Threads:
/// the event loop of the client that calls.
@NullMarked
package io.trivet.server.command.server;

import org.jspecify.annotations.NullMarked;
