/// The commands on keys of any type: deletion, names, expiry, walks, sorting, whole databases.
///
/// One class a command; commands that are one operation under several names share a class.
/// [GenericCommands] lists them. Commands over all keys run on a worker thread and take the locks
/// they need themselves, unless the transaction holds all slots already. They know keys and
/// replies, no session and no clock. Threads: none of their own.
@NullMarked
package io.trivet.server.command.generic;

import org.jspecify.annotations.NullMarked;
