/// Publishing and subscribing.
///
/// Who listens to what is kept by `server.pubsub`; here is what clients say and hear of it. Main
/// type: [PubSubCommands], the list. Threads: the event loop of the client that calls.
@NullMarked
package io.trivet.server.command.pubsub;

import org.jspecify.annotations.NullMarked;
