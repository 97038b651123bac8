/// Sockets: listeners, connections, and the turn of an event loop.
///
/// The only package that knows Netty's channels. Main types: [Listener], [Connection],
/// [CommandLoop].
@NullMarked
package io.trivet.server.net;

import org.jspecify.annotations.NullMarked;
