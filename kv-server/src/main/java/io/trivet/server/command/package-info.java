/// How a command is declared, and what follows from the declaration: arity, keys, categories,
/// documentation, parser, standard errors.
///
/// It knows no single command, no session's insides and no socket. Main types: [CommandSpec] (one
/// declaration), [Argument] and its kinds (made by [Arguments]), [Call] (a request parsed by a
/// spec), [CommandHandler] (what runs), [CommandTable] (all declarations, with look-up). Threads:
/// specs and the table are immutable; a [Call] belongs to the thread that parsed it.
@NullMarked
package io.trivet.server.command;

import org.jspecify.annotations.NullMarked;
