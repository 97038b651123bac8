/// The one framing of our files: length, CRC-32C, payload.
///
/// It knows bytes only: not what a payload means, nor in which file it lies. Main types:
/// [FrameDescriptor] (the layout of a log frame), [FrameWriter] (builds one in native memory),
/// [FrameBuffer] (reads and checks them), [FrameCheck] (checks them where they lie), [MetadataFile]
/// (a small file, replaced as a whole). Threads: each object belongs to one.
@NullMarked
package io.trivet.storage.frame;

import org.jspecify.annotations.NullMarked;
