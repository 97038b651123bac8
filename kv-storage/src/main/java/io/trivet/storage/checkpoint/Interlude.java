package io.trivet.storage.checkpoint;

/// Something that is done between the steps of a background thread, while none runs.
@FunctionalInterface
interface Interlude<X extends Exception> {
  void run() throws X;
}
