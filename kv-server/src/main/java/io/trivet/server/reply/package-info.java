/// What a command answers, before it is written in RESP2 or RESP3.
///
/// It knows no protocol version and no socket. Main types: [Reply], [ErrorText], [CommandError].
/// Threads: any; replies are immutable as far as their makers leave the lists alone.
@NullMarked
package io.trivet.server.reply;

import org.jspecify.annotations.NullMarked;
