/// TLS with certificates on both sides, for the connections between the members of a group.
///
/// [GroupTls] secures a connection of the peer port. Who may be at the other end is decided by
/// [MemberTrust] from the names in its certificate ([CertificateNames]). Files: [TlsFiles], [Pem].
/// Knows nothing of what is said on a connection.
///
/// Threads: cryptography of handshakes runs on threads of this package, files are read by whoever
/// starts the node or changes its configuration; event loops wait for neither.
@NullMarked
package io.trivet.server.tls;

import org.jspecify.annotations.NullMarked;
