/// Effects: the deterministic changes that are logged and shipped, and their bytes.
///
/// An effect says what a command did to one key, absolutely and by itself (I16): never the client's
/// words, never another key, never a relative time. The effects of one command, transaction or
/// script are the payload of one frame and take place together (I15).
///
/// Knows nothing of tables, files or sockets. Main types: [EffectWriter], [EffectDecoder],
/// [EffectRecord].
@NullMarked
package io.trivet.storage.effect;

import org.jspecify.annotations.NullMarked;
