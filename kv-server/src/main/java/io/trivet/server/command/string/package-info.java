/// The string commands: a key holds one sequence of bytes, which may be a number.
///
/// One class a command; commands that are one operation under several names share a class.
/// [StringCommands] lists them. They know keys and replies, no session and no clock. Threads: none
/// of their own; a handler runs under the locks of its keys' slots.
@NullMarked
package io.trivet.server.command.string;

import org.jspecify.annotations.NullMarked;
