/// The bitmap commands: the bits of a string, counted from the highest bit of the first byte.
///
/// One class a command; [BitmapCommands] lists them. Bits are read where they lie in native memory,
/// and a change writes only the bytes that hold it. They know keys and replies, no session and no
/// clock. Threads: none of their own; a handler runs under the locks of its keys' slots.
@NullMarked
package io.trivet.server.command.bitmap;

import org.jspecify.annotations.NullMarked;
