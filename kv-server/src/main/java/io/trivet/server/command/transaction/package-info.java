/// Transactions: MULTI and what belongs to it.
///
/// Queueing and executing are the dispatcher's affair; here are the declarations and what concerns
/// the session alone. Main type: [TransactionCommands]. Threads: the event loop of the client that
/// calls.
@NullMarked
package io.trivet.server.command.transaction;

import org.jspecify.annotations.NullMarked;
