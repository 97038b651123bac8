/// A copy of a node's checkpoint on its way to another node: the third rung of the catch-up ladder,
/// for a standby that cannot be fed from log.
///
/// An image and the log from its redo sequence on give the data, once the log has reached the
/// image's end (I14). The package knows files and storage; how chunks travel, and how fast, is not
/// its business. Main types: [ImageManifest] (what an image is), [ImageSource] (makes one and reads
/// it), [ImageSink] (takes one in). The next start of the storage puts a whole image in its place.
@NullMarked
package io.trivet.storage.image;

import org.jspecify.annotations.NullMarked;
