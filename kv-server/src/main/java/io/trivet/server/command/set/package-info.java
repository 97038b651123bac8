/// The set commands.
///
/// They see a call and the keyspace, never a session or a socket; they use no other family. Main
/// type: [SetCommands], the table of contents. Threads: the handlers run under the locks of their
/// keys' slots and keep no state.
@NullMarked
package io.trivet.server.command.set;

import org.jspecify.annotations.NullMarked;
