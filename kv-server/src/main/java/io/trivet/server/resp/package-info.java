/// RESP2 and RESP3 without sockets: bytes to requests, replies to bytes.
///
/// It knows no command and no session. Main types: [Request], [RequestDecoder], [RespEncoder].
/// Threads: a decoder and its request belong to one connection and are used by one thread at a
/// time.
@NullMarked
package io.trivet.server.resp;

import org.jspecify.annotations.NullMarked;
