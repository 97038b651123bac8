/// The `kv` command. It talks RESP to servers as any client would, and never reaches into one; what
/// it knows of files, it reads.
@NullMarked
package io.trivet.cli;

import org.jspecify.annotations.NullMarked;
