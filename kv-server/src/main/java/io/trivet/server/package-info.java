/// The server process. This package is the composition root: the only place where parts are wired.
@NullMarked
package io.trivet.server;

import org.jspecify.annotations.NullMarked;
