/// The client's side of the Redis protocol, RESP2 and RESP3: commands out, replies in.
///
/// It knows bytes and sockets and nothing of what a command means. It shares no code with the
/// server's codec, so that each can test the other.
///
/// Main types: [io.trivet.cli.resp.CommandEncoder], [io.trivet.cli.resp.RespDecoder],
/// [io.trivet.cli.resp.RespValue], and [io.trivet.cli.resp.RespClient], which joins them over a
/// blocking socket.
///
/// Threads: none of its own; no class here may be used by two threads at once, except the values,
/// which are immutable.
@NullMarked
package io.trivet.cli.resp;

import org.jspecify.annotations.NullMarked;
