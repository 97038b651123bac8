/// The rules of docs/STYLE.md that a machine can check: who may use whom, names, sizes, documents.
///
/// They read the compiled classes and the sources of all modules, and need no running server.
@NullMarked
package io.trivet.it.architecture;

import org.jspecify.annotations.NullMarked;
