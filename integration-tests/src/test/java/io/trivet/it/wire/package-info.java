/// A RESP connection on a plain socket, independent of the server's own codec: replies keep every
/// byte that the server sent.
///
/// Knows no command. Threads: a connection belongs to one thread.
@NullMarked
package io.trivet.it.wire;

import org.jspecify.annotations.NullMarked;
