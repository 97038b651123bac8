/// The composition root: [Main] reads the configuration, [Server] wires the parts and runs them.
///
/// The only package that knows all others; nothing knows it but the command line.
@NullMarked
package io.trivet.server;

import org.jspecify.annotations.NullMarked;
