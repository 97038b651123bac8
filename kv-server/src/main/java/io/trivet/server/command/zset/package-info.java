/// The sorted-set commands.
///
/// They see a call and the keyspace, never a session or a socket; they use no other family. Main
/// type: [ZSetCommands], the table of contents. Threads: the handlers run under the locks of their
/// keys' slots and keep no state.
@NullMarked
package io.trivet.server.command.zset;

import org.jspecify.annotations.NullMarked;
