/// The configuration of a node: every option declared once, the file and the command line that set
/// them, and the object that answers for them while the server runs.
///
/// From the declarations ([Options] lists them by section) follow the parser of the configuration
/// file, CONFIG GET, SET and REWRITE, the default configuration file and the reference in
/// docs/config.md. Names, units and error texts are those of Redis wherever Redis has the option.
///
/// Text is bytes: a `String` of this package holds one byte in each char (ISO-8859-1), because
/// passwords and paths come as bytes from files and clients. [DirectiveText] converts from and to
/// Unicode.
///
/// The package knows nothing of sockets, of the keyspace or of the commands that call it.
///
/// Threads: [Config] is shared by all; everything else is immutable or used by one thread at the
/// start.
@NullMarked
package io.trivet.server.config;

import org.jspecify.annotations.NullMarked;
