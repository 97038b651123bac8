/// Clients that people use, against a node in its own process: what they send at connecting, how
/// they read our replies, and what they do with our errors.
///
/// Knows the server only through these clients. Threads: one test thread, and those of the clients.
@NullMarked
package io.trivet.it.client;

import org.jspecify.annotations.NullMarked;
