/// Starts that must fail, and the one that must not: what a person reads then names what is wrong
/// and the way out.
///
/// Knows the files of a node as far as a person with an editor does. Threads: one test thread.
@NullMarked
package io.trivet.it.start;

import org.jspecify.annotations.NullMarked;
