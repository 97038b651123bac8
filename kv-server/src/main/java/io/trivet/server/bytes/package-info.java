/// Words and the number grammar: how bytes become numbers and numbers become bytes, and how a
/// pattern matches a word, exactly as Redis clients expect it.
///
/// It knows no command, no protocol frame and no socket. Main types: [Int64Text], [Float64Text],
/// [LongDouble], [GlobPattern]. Threads: any; nothing here holds shared state.
@NullMarked
package io.trivet.server.bytes;

import org.jspecify.annotations.NullMarked;
