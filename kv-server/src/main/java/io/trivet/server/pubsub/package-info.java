/// Channels: who listens to what, and how a message reaches them.
///
/// Knows names, patterns and bytes, nothing of commands or connections: a [Subscriber] is whoever
/// takes messages. Main types: [Channels], the registry; [Subscriptions], what one client listens
/// to; [Publication], a message with those who are to get it. Threads: the registry is shared by
/// all event loops; a message is handed over on the loop of the subscriber.
@NullMarked
package io.trivet.server.pubsub;

import org.jspecify.annotations.NullMarked;
